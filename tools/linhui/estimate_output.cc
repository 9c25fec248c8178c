#include "tools/linhui/estimate_output.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <thread>

#include "api/app/desk/problems.h"
#include "api/exchange/output/charts.h"
#include "api/exchange/output/estimate_book.h"
#include "api/exchange/output/estimate_file.h"
#include "api/exchange/output/estimate_map.h"
#include "methodology/method.h"
#include "tools/linhui/files.h"
#include "tools/linhui/picture.h"

namespace linhui::cli {
namespace {

enum class FileKind { csv, json, xlsx, geopackage, geojson, svg, png };

// The kinds of file that --out can name.
std::optional<FileKind> kind_of(const std::string& file) {
  static const std::map<std::string, FileKind> kKinds = {
      {".csv", FileKind::csv},         {".json", FileKind::json},       {".xlsx", FileKind::xlsx},
      {".gpkg", FileKind::geopackage}, {".geojson", FileKind::geojson}, {".svg", FileKind::svg},
      {".png", FileKind::png}};
  const auto found = kKinds.find(std::filesystem::path(file).extension().string());
  return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

bool takes_sums(FileKind kind) {
  return kind == FileKind::csv || kind == FileKind::json || kind == FileKind::xlsx;
}

Problem finding_problem(const methodology::Finding& finding, ExitStatus exit) {
  return api::app::simple_problem(finding.code, {finding.english, finding.chinese}, finding.value,
                                  exit);
}

// An estimate with what it was made of, whole or rolled up.
class EstimateFiles {
 public:
  EstimateFiles(Language language, const methodology::Estimate& estimate,
                const methodology::RollUp* sums, const methodology::RollUpPieces& rows,
                const std::vector<methodology::Stand>& stands,
                const api::exchange::Inventory& inventory)
      : language_(language),
        estimate_(estimate),
        sums_(sums),
        rows_(rows),
        stands_(stands),
        inventory_(inventory),
        warnings_({{"input_warnings", faults_json(inventory.faults)}}) {}

  void add(const Json& more) { warnings_.update(more); }
  void made_with(const methodology::TableFiles& tables) { tables_ = tables; }
  void csv(std::ostream& to) const {
    if (sums_ != nullptr) {
      const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
      return api::exchange::write_roll_up_csv(to, *sums_, rows_, threads);
    }
    api::exchange::write_estimate_csv(to, estimate_, stands_);
  }
  void json(std::ostream& to) const {
    if (sums_ != nullptr) {
      api::exchange::write_roll_up_json(to, *sums_, rows_, estimate_, inventory_.sha256, warnings_);
    } else {
      api::exchange::write_estimate_json(to, estimate_, stands_, inventory_.sha256, warnings_);
    }
  }

  Outcome<void> write(const std::string& file, const std::string& chart) const {
    const FileKind kind = *kind_of(file);
    switch (kind) {
      case FileKind::csv:
        return write_file(file, [&](std::ostream& to) { csv(to); });
      case FileKind::json:
        return write_file(file, [&](std::ostream& to) { json(to); });
      case FileKind::xlsx:
        return write_named(file, [&](const auto& path) { return book(path.string()); });
      case FileKind::geopackage:
      case FileKind::geojson:
        return write_named(file, [&](const auto& path) {
          return api::exchange::write_estimate_map(path.string(),
                                                   kind == FileKind::geopackage
                                                       ? api::exchange::MapFormat::geopackage
                                                       : api::exchange::MapFormat::geojson,
                                                   {estimate_, inventory_, language_});
        });
      case FileKind::svg:
      case FileKind::png:
        return write_chart(file, chart);
    }
    return {};
  }

 private:
  Outcome<void> book(const std::string& path) const {
    const auto tables = tables_.empty() ? methodology::shipped_tables() : tables_;
    return api::exchange::write_estimate_book(
        path, {estimate_, stands_, sums_, tables, inventory_.file, inventory_.sha256, language_});
  }

  std::optional<std::string> drawn(const std::string& chart) const {
    const auto& period = estimate_.options;
    const api::exchange::ChartLabels labels = {
        language_, estimate_.method_id + " · " + std::to_string(period.from_year) + "–" +
                       std::to_string(period.to_year) + " · " + inventory_.file};
    if (chart == "map") {
      return api::exchange::map_svg(inventory_,
                                    api::exchange::stocks_per_hectare(estimate_, stands_), labels);
    }
    const auto sums =
        methodology::roll_up(estimate_, stands_, {{}, true, true}, methodology::shipped_tables());
    const auto* whole = std::get_if<methodology::RollUp>(&sums);
    if (whole == nullptr) return {};
    return chart == "change" ? api::exchange::change_chart_svg(*whole, labels)
                             : api::exchange::stock_chart_svg(*whole, labels);
  }

  Outcome<void> write_chart(const std::string& file, const std::string& chart) const {
    const auto svg = drawn(chart);
    if (!svg) {
      return api::app::simple_problem(
          "chart_empty",
          {"There is nothing to draw: no pool has a stock, the period has one year, or the "
           "inventory has no polygons.",
           "没有可绘制的内容：碳库储量未知、期间只有一年，或清查数据没有图形。"},
          chart);
    }
    return write_picture(file, *svg);
  }

  Language language_;
  const methodology::Estimate& estimate_;
  const methodology::RollUp* sums_;
  const methodology::RollUpPieces& rows_;
  const std::vector<methodology::Stand>& stands_;
  const api::exchange::Inventory& inventory_;
  Json warnings_;
  methodology::TableFiles tables_;
};

}  // namespace

void EstimateOutput::add_to(const Command& command) {
  const std::string keys = methodology::roll_up_key_names();
  command.option("--by", by,
                 {"sums by what is named, such as village,year: " + keys,
                  "按所列项汇总，如 village,year;可用：" + keys});
  command.option("--out", file,
                 {"F.csv .json .xlsx .gpkg .geojson .svg .png; default: CSV on stdout",
                  "F.csv .json .xlsx .gpkg .geojson .svg .png;默认 CSV 写到标准输出"});
  command
      .option("--chart", chart,
              {"what a picture shows: stock, change or map; default stock",
               "图片内容：stock(储量)、change(变化)或 map(地图);默认 stock"})
      ->one_of({"stock", "change", "map"});
}

Outcome<void> EstimateOutput::check() const {
  const auto kind = kind_of(file);
  if (!file.empty() && !kind) {
    return usage("output_format_unknown",
                 {"Estimates are written as .csv, .json, .xlsx, .gpkg, .geojson, .svg or .png.",
                  "估算结果可写为 .csv、.json、.xlsx、.gpkg、.geojson、.svg 或 .png。"},
                 file);
  }
  if (by.empty()) return {};
  if (kind && !takes_sums(*kind)) {
    return usage("by_not_for_format",
                 {"--by goes with .csv, .json and .xlsx; maps and pictures show the whole.",
                  "--by 用于 .csv、.json 和 .xlsx;地图和图片不分组。"},
                 file);
  }
  const auto keys = methodology::parse_roll_up_keys(by);
  if (const auto* fault = std::get_if<methodology::Finding>(&keys)) {
    return finding_problem(*fault, ExitStatus::usage);
  }
  return {};
}

Outcome<void> EstimateOutput::write(const Output& out, const methodology::Estimate& estimate,
                                    const std::vector<methodology::Stand>& stands,
                                    const api::exchange::Inventory& inventory,
                                    std::vector<methodology::Finding>& notes) const {
  std::optional<methodology::RollUp> rolled_up;
  const methodology::RollUp* sums = this->sums;
  methodology::RollUpPieces rows = this->rows;
  if (sums == nullptr && !by.empty()) {
    const auto keys = std::get<methodology::RollUpKeys>(methodology::parse_roll_up_keys(by));
    auto rolled = methodology::roll_up(estimate, stands, keys, methodology::shipped_tables());
    if (const auto* faults = std::get_if<methodology::Findings>(&rolled)) {
      return finding_problem(faults->front(), ExitStatus::refused);
    }
    sums = &rolled_up.emplace(std::get<methodology::RollUp>(std::move(rolled)));
    rows = pieces_of(*sums);
    notes.insert(notes.end(), sums->notes.begin(), sums->notes.end());
  }
  EstimateFiles files(out.language, estimate, sums, rows, stands, inventory);
  files.add(more);
  files.made_with(tables);
  if (!file.empty()) {
    LINHUI_API_TRY(files.write(file, chart));
  }
  if (out.json) {
    files.json(std::cout);
  } else if (file.empty()) {
    files.csv(std::cout);
  }
  return {};
}

}  // namespace linhui::cli
