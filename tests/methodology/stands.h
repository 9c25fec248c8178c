// Stands and small readers for the tests of this layer.
#pragma once

#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/method.h"
#include "methodology/stand.h"

namespace linhui::methodology {

inline std::string read_source_file(const std::string& path) {
  std::ifstream file(std::string(LINHUI_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

inline Decimal decimal(const std::string& text) { return Decimal::parse(text).value(); }

inline Stand forest(const std::string& id, const std::string& species, const std::string& area,
                    std::map<int, std::string> volumes) {
  Stand stand;
  stand.stand_id = id;
  stand.species = species;
  stand.area_ha = decimal(area);
  for (const auto& [year, volume] : volumes) {
    stand.volume_m3_ha_by_year[year] = decimal(volume);
  }
  return stand;
}

inline Stand wetland(const std::string& id, const std::string& type, const std::string& area,
                     const std::string& climate, std::optional<int> changed_in = {}) {
  Stand stand;
  stand.stand_id = id;
  stand.kind = StandKind::wetland;
  stand.wetland_type = type;
  stand.area_ha = decimal(area);
  stand.climate = climate;
  stand.changed_in = changed_in;
  return stand;
}

inline EstimateOptions period(int from_year, int to_year) {
  EstimateOptions options;
  options.from_year = from_year;
  options.to_year = to_year;
  return options;
}

inline EstimateOptions with(EstimateOptions options, std::map<std::string, std::string> settings) {
  options.settings = std::move(settings);
  return options;
}

inline EstimateOutcome outcome_of(const std::string& method, const std::vector<Stand>& stands,
                                  const EstimateOptions& options) {
  return find_method(method)->estimate(stands, options, shipped_tables());
}

// The codes of an outcome's faults, or of its notes, each with the stand it is about.
inline std::vector<std::string> codes_of(const std::vector<Finding>& findings) {
  std::vector<std::string> codes;
  for (const auto& finding : findings) {
    codes.push_back(finding.stand_id.empty() ? finding.code
                                             : finding.stand_id + ":" + finding.code);
  }
  return codes;
}
inline std::vector<std::string> faults_of(const EstimateOutcome& outcome) {
  const auto* faults = std::get_if<Findings>(&outcome);
  return faults == nullptr ? std::vector<std::string>{} : codes_of(*faults);
}
inline std::vector<std::string> notes_of(const EstimateOutcome& outcome) {
  const auto* estimate = std::get_if<Estimate>(&outcome);
  return estimate == nullptr ? std::vector<std::string>{"no estimate"} : codes_of(estimate->notes);
}

// A row as the command prints it: `2021,soil,825.9075,0.0000`.
inline std::string text_of(const EstimateRow& row) {
  return std::to_string(row.year) + "," + name_of(row.pool) + "," +
         (row.stock ? row.stock->str() : "") + "," + (row.change ? row.change->str() : "");
}
inline std::vector<std::string> rows_of(const EstimateOutcome& outcome) {
  std::vector<std::string> lines;
  if (const auto* estimate = std::get_if<Estimate>(&outcome)) {
    for (const auto& row : estimate->rows) lines.push_back(text_of(row));
  }
  return lines;
}

// "2021,baseline,12.3456" of each term beside the pools.
inline std::vector<std::string> terms_of(const EstimateOutcome& outcome) {
  std::vector<std::string> lines;
  for (const auto& term : std::get<Estimate>(outcome).terms) {
    lines.push_back(std::to_string(term.year) + "," + name_of(term.term) + "," + term.amount.str());
  }
  return lines;
}

}  // namespace linhui::methodology
