#include "api/app/desk/picture.h"

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
  return simple_problem(
      "picture_failed",
      {"The picture cannot be drawn; write it as .svg.", "无法生成图片，请改用 .svg。"}, file,
      ExitStatus::machine_failed);
}

}  // namespace linhui::api::app
