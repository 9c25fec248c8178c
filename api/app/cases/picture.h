// Pictures as files, as SVG or as PNG.
#pragma once

#include <string>

#include "api/problem.h"

namespace linhui::api::app {

// Does the file's name say that it is a picture? By its ending alone.
bool is_picture(const std::string& file);
// Writes `svg` as the name says, .svg or .png. Errors: picture_failed, and those of write_file().
// Requires: is_picture(file).
Outcome<void> write_picture(const std::string& file, const std::string& svg);

}  // namespace linhui::api::app
