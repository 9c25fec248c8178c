#include "methodology/methods/ar_acm0003/ar_acm0003_tables.h"

#include <algorithm>
#include <utility>

#include "methodology/findings.h"
#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {

const std::string ArAcm0003Tables::kTools = "ar_tools.csv";
const std::string ArAcm0003Tables::kDefaults = "disturbance.csv";
const std::string ArAcm0003Tables::kDeadWood = "dead_wood_litter.csv";
const std::string ArAcm0003Tables::kSoil = "ipcc_forest_dom_soil.csv";

std::variant<ArAcm0003Tables, Finding> ArAcm0003Tables::build(const TableFiles& files) {
  // Some rows of the shared tables hold words or nothing: numbers are read one by one.
  auto tools = ParameterTable::find(
      {kTools, {"tool", "parameter"}, {"value"}, {"tool", "parameter"}, 1000}, files);
  if (const auto* fault = std::get_if<Finding>(&tools)) return *fault;
  auto defaults = ParameterTable::find(
      {kDefaults, {"process", "biome_or_climate", "qualifier", "parameter", "value"}, {}, {}, 0},
      files);
  if (const auto* fault = std::get_if<Finding>(&defaults)) return *fault;
  auto dead_wood = ParameterTable::find({kDeadWood,
                                         {"biome", "elevation_m", "precipitation_mm", "parameter",
                                          "value_percent_of_tree_biomass_carbon"},
                                         {},
                                         {},
                                         0},
                                        files);
  if (const auto* fault = std::get_if<Finding>(&dead_wood)) return *fault;
  auto soil = ParameterTable::find(
      {kSoil, {"pool", "source_edition", "climate", "qualifier", "value_tC_per_ha"}, {}, {}, 0},
      files);
  if (const auto* fault = std::get_if<Finding>(&soil)) return *fault;
  return ArAcm0003Tables(
      std::get<ParameterTable>(std::move(tools)), std::get<ParameterTable>(std::move(defaults)),
      std::get<ParameterTable>(std::move(dead_wood)), std::get<ParameterTable>(std::move(soil)));
}

ArAcm0003Tables::ArAcm0003Tables(ParameterTable tools, ParameterTable defaults,
                                 ParameterTable dead_wood, ParameterTable soil)
    : tools_(std::move(tools)),
      defaults_(std::move(defaults)),
      dead_wood_(std::move(dead_wood)),
      soil_(std::move(soil)) {}

std::optional<ToolValue> ArAcm0003Tables::find(ParameterTable& table,
                                               const std::vector<Column>& key,
                                               const std::string& column) {
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const bool fits = std::all_of(key.begin(), key.end(), [&](const Column& part) {
      return table.text(row, part.name) == part.value;
    });
    if (!fits) continue;
    const auto number = table.look_up(row, column);
    if (!number) return std::nullopt;
    return ToolValue{number->rational(),
                     table.text(row, column),
                     table.name() + Bilingual{", ", "，"} + table.text(row, "source") +
                         Bilingual{" (", "（"} + in_words(table.confidence(row)) +
                         Bilingual{")", "）"},
                     {table.name(), row, column}};
  }
  return std::nullopt;
}

ToolValue ArAcm0003Tables::need(ParameterTable& table, const std::vector<Column>& key,
                                const std::string& column) {
  if (const auto found = find(table, key, column)) return *found;
  std::string place;
  for (const auto& part : key) {
    if (!part.value.empty()) place += (place.empty() ? "" : ", ") + part.value;
  }
  missing_.push_back(parameters_missing("", table.name() + " has no number for " + place,
                                        table.name() + " 中没有：" + place));
  return {};
}

ToolValue ArAcm0003Tables::tool(const std::string& tool, const std::string& parameter) {
  return need(tools_, {{"tool", tool}, {"parameter", parameter}}, "value");
}

ToolValue ArAcm0003Tables::fallback(const std::string& process, const std::string& climate,
                                    const std::string& qualifier, const std::string& parameter) {
  return need(defaults_,
              {{"process", process},
               {"biome_or_climate", climate},
               {"qualifier", qualifier},
               {"parameter", parameter}},
              "value");
}

ToolValue ArAcm0003Tables::dead_matter(const std::string& biome, const std::string& elevation,
                                       const std::string& rainfall, const std::string& parameter) {
  return need(dead_wood_,
              {{"biome", biome},
               {"elevation_m", elevation},
               {"precipitation_mm", rainfall},
               {"parameter", parameter}},
              "value_percent_of_tree_biomass_carbon");
}

std::optional<ToolValue> ArAcm0003Tables::reference_soil(const std::string& edition,
                                                         const std::string& climate,
                                                         const std::string& soil) {
  std::string zone = climate;
  std::replace(zone.begin(), zone.end(), '_', ' ');
  return find(soil_,
              {{"pool", "soil organic carbon 0-30 cm reference"},
               {"source_edition", edition},
               {"climate", zone},
               {"qualifier", soil}},
              "value_tC_per_ha");
}

std::vector<TableUse> ArAcm0003Tables::uses() const {
  std::vector<TableUse> uses;
  for (const auto* table : {&tools_, &defaults_, &dead_wood_, &soil_}) {
    auto use = table->use();
    if (!use.values_by_confidence.empty()) uses.push_back(std::move(use));
  }
  return uses;
}

}  // namespace linhui::methodology
