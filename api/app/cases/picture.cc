#include "api/app/cases/picture.h"

#include <filesystem>

#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/output/charts.h"

namespace linhui::api::app {
namespace {

constexpr double kPixelsPerPx = 2;  // of a PNG: sharp in print and on a dense screen

std::string extension_of(const std::string& file) {
  return std::filesystem::path(file).extension().string();
}

}  // namespace

bool is_picture(const std::string& file) {
  return extension_of(file) == ".svg" || extension_of(file) == ".png";
}

Outcome<void> write_picture(const std::string& file, const std::string& svg) {
  if (extension_of(file) == ".svg") return write_file(file, svg);
  const auto png = exchange::png_of_svg(svg, kPixelsPerPx);
  if (png) return write_file(file, *png);
  return problem_of(Code::picture_failed, file);
}

}  // namespace linhui::api::app
