#include "api/app/cases/estimate_files.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "api/app/cases/picture.h"
#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/output/charts.h"
#include "api/exchange/output/estimate_book.h"
#include "api/exchange/output/estimate_file.h"
#include "api/exchange/output/estimate_map.h"
#include "api/exchange/output/fault_json.h"

namespace linhui::api::app {
namespace {

using OrderedJson = nlohmann::ordered_json;

enum class FileKind { csv, json, xlsx, geopackage, geojson, svg, png };

std::optional<FileKind> kind_of(const std::string& file) {
  static const std::map<std::string, FileKind> kKinds = {
      {".csv", FileKind::csv},         {".json", FileKind::json},       {".xlsx", FileKind::xlsx},
      {".gpkg", FileKind::geopackage}, {".geojson", FileKind::geojson}, {".svg", FileKind::svg},
      {".png", FileKind::png}};
  const auto found = kKinds.find(std::filesystem::path(file).extension().string());
  return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

const std::map<std::string, EstimateChart>& charts() {
  static const std::map<std::string, EstimateChart> kCharts = {{"stock", EstimateChart::stock},
                                                               {"change", EstimateChart::change},
                                                               {"map", EstimateChart::map}};
  return kCharts;
}

std::string name_of(EstimateChart wanted) {
  for (const auto& [name, chart] : charts()) {
    if (chart == wanted) return name;
  }
  return {};
}

methodology::RollUpPieces rows_of_sums(const InventoryEstimate& made) {
  return made.streamed.rows ? made.streamed : methodology::pieces_of(*made.sums);
}

OrderedJson events_json(const InventoryEstimate& made) {
  OrderedJson events = OrderedJson::array();
  for (const auto& effect : made.planned.disturbed.effects) {
    const auto& event = made.plan.events[effect.stock.event];
    events.push_back({{"stand_id", event.stand_id},
                      {"date", event.date},
                      {"kind", methodology::name_of(event.kind)},
                      {"share_of_stock", event.share_of_stock.str()},
                      {"destination", methodology::name_of(event.destination)},
                      {"counted", effect.counted},
                      {"volume_before_m3_ha", effect.stock.volume_before.str()},
                      {"volume_after_m3_ha", effect.stock.volume_after.str()},
                      {"loss_tCO2e", effect.loss.str()},
                      {"to_dead_wood_tCO2e", effect.to_dead_wood.str()},
                      {"emissions_ch4_tCO2e", effect.ch4.str()},
                      {"emissions_n2o_tCO2e", effect.n2o.str()}});
  }
  return events;
}

// Of the stands that were not measured to the end.
OrderedJson forecasts_json(const InventoryEstimate& made) {
  OrderedJson forecasts = OrderedJson::array();
  for (std::size_t i = 0; i < made.planned.forecasts.size(); ++i) {
    const auto& forecast = made.planned.forecasts[i];
    if (forecast.by == methodology::ForecastBy::measured) continue;
    forecasts.push_back({{"stand_id", made.inventory.stands[i].stand_id},
                         {"by", methodology::name_of(forecast.by)},
                         {"first_year", forecast.first_year}});
  }
  return forecasts;
}

// What the document has beside the estimate itself.
OrderedJson more_of(const InventoryEstimate& made) {
  OrderedJson more = {{"input_warnings", exchange::faults_json(made.inventory.faults)}};
  if (made.rounding) {
    more["rounding"] = {{"fixed_point", made.rounding->fixed_point},
                        {"near_boundary", made.rounding->near_boundary},
                        {"too_large", made.rounding->too_large},
                        {"rational", made.rounding->rational}};
  }
  if (made.warnings_left_off > 0) more["input_warnings_left_off"] = made.warnings_left_off;
  const auto& disturbed = made.planned.disturbed;
  if (!made.plan.events.empty()) {
    more["events"] = events_json(made);
    more["loss_tCO2e"] = disturbed.loss.str();
    more["reversal_tCO2e"] = std::to_string(disturbed.reversal_tonnes);
  }
  if (!made.plan.curve_region.empty()) {
    more["curve_region"] = made.plan.curve_region;
    more["forecasts"] = forecasts_json(made);
  }
  return more;
}

Outcome<void> write_book(const std::string& path, const InventoryEstimate& made,
                         Language language) {
  const auto& inventory = made.inventory;
  return exchange::write_estimate_book(
      path, {made.estimate(), inventory.stands, made.sums ? &*made.sums : nullptr, made.tables,
             inventory.file, inventory.sha256, language});
}

// Nothing where there is nothing to draw.
std::optional<std::string> drawn(const EstimateFile& file, const InventoryEstimate& made) {
  const auto& estimate = made.estimate();
  const auto& stands = made.inventory.stands;
  const exchange::ChartLabels labels = {
      file.language, estimate.method_id + " · " + std::to_string(estimate.options.from_year) + "–" +
                         std::to_string(estimate.options.to_year) + " · " + made.inventory.file};
  if (file.chart == EstimateChart::map) {
    return exchange::map_svg(made.inventory, exchange::stocks_per_hectare(estimate, stands),
                             labels);
  }
  const auto sums =
      methodology::roll_up(estimate, stands, {{}, true, true}, methodology::shipped_tables());
  const auto* whole = std::get_if<methodology::RollUp>(&sums);
  if (whole == nullptr) return {};
  return file.chart == EstimateChart::change ? exchange::change_chart_svg(*whole, labels)
                                             : exchange::stock_chart_svg(*whole, labels);
}

Outcome<void> write_chart(const EstimateFile& file, const InventoryEstimate& made) {
  const auto svg = drawn(file, made);
  if (svg) return write_picture(file.path, *svg);
  return problem_of(Code::chart_empty, name_of(file.chart));
}

}  // namespace

std::optional<EstimateChart> chart_named(const std::string& word) {
  const auto found = charts().find(word);
  return found == charts().end() ? std::nullopt : std::optional(found->second);
}

bool takes_sums_alone(const std::string& path) {
  const auto kind = kind_of(path);
  return path.empty() || kind == FileKind::csv || kind == FileKind::json;
}

Outcome<void> check_estimate_file(const std::string& path, bool sums) {
  const auto kind = kind_of(path);
  if (!path.empty() && !kind) {
    return problem_of(Code::output_format_unknown, path);
  }
  if (!sums || takes_sums_alone(path) || kind == FileKind::xlsx) return {};
  return problem_of(Code::by_not_for_format, path);
}

void write_estimate_csv(std::ostream& to, const InventoryEstimate& made) {
  if (!made.sums) {
    return exchange::write_estimate_csv(to, made.estimate(), made.inventory.stands);
  }
  const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  exchange::write_roll_up_csv(to, *made.sums, rows_of_sums(made), threads);
}

void write_estimate_json(std::ostream& to, const InventoryEstimate& made) {
  const auto& inventory = made.inventory;
  if (made.sums) {
    exchange::write_roll_up_json(to, *made.sums, rows_of_sums(made), made.estimate(),
                                 inventory.sha256, more_of(made));
  } else {
    exchange::write_estimate_json(to, made.estimate(), inventory.stands, inventory.sha256,
                                  more_of(made));
  }
}

Outcome<void> write_estimate(const EstimateFile& file, const InventoryEstimate& made) {
  switch (kind_of(file.path).value()) {
    case FileKind::csv:
      return write_file(file.path, [&](std::ostream& to) { write_estimate_csv(to, made); });
    case FileKind::json:
      return write_file(file.path, [&](std::ostream& to) { write_estimate_json(to, made); });
    case FileKind::xlsx:
      return write_named(file.path, [&](const auto& path) {
        return write_book(path.string(), made, file.language);
      });
    case FileKind::geopackage:
    case FileKind::geojson: {
      const auto format = kind_of(file.path) == FileKind::geopackage
                              ? exchange::MapFormat::geopackage
                              : exchange::MapFormat::geojson;
      return write_named(file.path, [&](const auto& path) {
        return exchange::write_estimate_map(path.string(), format,
                                            {made.estimate(), made.inventory, file.language});
      });
    }
    case FileKind::svg:
    case FileKind::png:
      return write_chart(file, made);
  }
  return {};
}

}  // namespace linhui::api::app
