// Files that commands read and write.
#pragma once

#include "api/app/desk/files.h"
#include "api/exchange/output/csv_text.h"
#include "tools/linhui/output.h"

namespace linhui::cli {

using api::app::file_sha256;
using api::app::read_file;
using api::app::write_file;
using api::app::write_named;
using api::exchange::csv_field;

}  // namespace linhui::cli
