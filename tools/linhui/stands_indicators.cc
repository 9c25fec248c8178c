#include "tools/linhui/stands_indicators.h"

#include "api/app/cases/indicators.h"
#include "tools/linhui/inventory_input.h"

namespace linhui::cli {
namespace {

using methodology::Decimal;

struct StandsIndicatorsOptions {
  InventoryInput input;
  std::string district_area, burnt_area;
  int year = 0;
};

// Empty where the option is not given.
Outcome<std::optional<Decimal>> area_of(const char* option, const std::string& text) {
  if (text.empty()) return std::optional<Decimal>();
  const auto area = Decimal::parse(text);
  if (area) return area;
  return problem_of(Code::amount_malformed_hectares, text, {option});
}

Outcome<methodology::IndicatorOptions> indicator_options(const StandsIndicatorsOptions& options) {
  methodology::IndicatorOptions chosen;
  if (options.year != 0) chosen.year = options.year;
  chosen.district_area_ha = LINHUI_API_TRY(area_of("--district-area-ha", options.district_area));
  chosen.burnt_area_ha = LINHUI_API_TRY(area_of("--burnt-area-ha", options.burnt_area));
  return chosen;
}

Ended print(const Output& out, const api::app::DistrictIndicators& district) {
  const auto& [inventory, indicators] = district;
  const auto json_of = [](const std::optional<Decimal>& figure) {
    return figure ? Json(figure->str()) : Json(nullptr);
  };
  Json notes = Json::array();
  std::string told;
  for (const auto& note : indicators.notes) {
    notes.push_back(
        {{"code", note.code}, {"value", note.value}, {"en", note.english}, {"zh", note.chinese}});
    told +=
        out.in({"note ", "说明 "}) + note.code + ": " + out.in({note.english, note.chinese}) + "\n";
  }
  TextTable table({out.in({"indicator", "指标"}), out.in({"value", "数值"})});
  const auto line = [&](const Text& name, const std::optional<Decimal>& figure) {
    table.add({out.in(name), figure ? figure->str() : out.in({"not given", "未提供"})});
  };
  line({"forest area, ha", "森林面积(公顷)"}, indicators.forest_area_ha);
  line({"forest cover, %", "森林覆盖率(%)"}, indicators.forest_cover_percent);
  line({"growing stock, m3", "森林蓄积量(立方米)"}, indicators.growing_stock_m3);
  line({"forest fire damage rate, per mille", "森林火灾受害率(‰)"},
       indicators.fire_damage_permille);
  table.add({out.in({"year of the growing stock", "蓄积年份"}),
             indicators.year ? std::to_string(*indicators.year) : "-"});
  table.add({out.in({"forest stands", "森林小班数"}), std::to_string(indicators.forest_stands)});
  if (!out.json) tell_warnings(out, inventory.faults);
  return out.done({{"file", inventory.file},
                   {"sha256", inventory.sha256},
                   {"year", indicators.year ? Json(*indicators.year) : Json(nullptr)},
                   {"forest_stands", indicators.forest_stands},
                   {"forest_area_ha", indicators.forest_area_ha.str()},
                   {"forest_cover_percent", json_of(indicators.forest_cover_percent)},
                   {"growing_stock_m3", indicators.growing_stock_m3.str()},
                   {"fire_damage_permille", json_of(indicators.fire_damage_permille)},
                   {"notes", notes},
                   {"warnings", faults_json(inventory.faults)}},
                  table.str() + told);
}

Ended run_stands_indicators(const Output& out, const StandsIndicatorsOptions& options) {
  const auto chosen = LINHUI_API_TRY(indicator_options(options));
  const auto source = LINHUI_API_TRY(options.input.source());
  return print(out, LINHUI_API_TRY(api::app::district_indicators(source, chosen)));
}

}  // namespace

void add_stands_indicators(const Command& stands) {
  const auto options = std::make_shared<StandsIndicatorsOptions>();
  Session& session = stands.session();
  const Command command = stands.verb(
      "indicators",
      {"forest cover, growing stock and fire damage of a district",
       "区域指标：森林覆盖率、蓄积量、火灾受害率"},
      "linhui stands indicators stands.shp --district-area-ha 240200 --burnt-area-ha 12.5",
      [=, &session] { return run_stands_indicators(session.out, *options); });
  options->input.add_to(command);
  command.option("--district-area-ha", options->district_area,
                 {"land area of the district, for the cover", "区域土地面积(公顷)，用于覆盖率"});
  command.option("--burnt-area-ha", options->burnt_area,
                 {"forest damaged by fire in the year, for the damage rate",
                  "当年火灾受害森林面积(公顷)，用于受害率"});
  command
      .option("--year", options->year,
              {"of the growing stock; default: the newest measured", "蓄积年份；默认最新实测年"})
      ->between(1, 9999);
}

}  // namespace linhui::cli
