// Where readers put what they find wrong. Internal to api/exchange.
//
// Codes of an inventory, in the order in which a reader meets them:
//   file_not_found file_unreadable file_empty format_unknown layer_not_found encoding_wrong
//   row_malformed map_field_unknown column_missing column_ambiguous
//   stand_id_missing stand_id_duplicate species_missing wetland_type_missing area_missing
//   number_malformed number_negative number_absurd area_tiny (warning)
//   kind_unknown wetland_type_unknown nutrient_unknown land_use_unknown trophic_unknown
//   climate_unknown
//   projection_missing projection_unsupported projection_assumed (warning)
//   polygon_empty polygon_invalid geometry_not_polygon coordinates_out_of_range
//   polygon_outside_china (warning) area_differs (warning)
//   polygons_overlap overlap_unchecked (warning)
// Codes of a register of rights, besides those of the file and its columns:
//   field_missing right_type_unknown holder_kind_unknown date_malformed dates_reversed
//   area_not_positive percent_malformed percent_out_of_range percent_small (warning)
//   basis_missing right_duplicate
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/problem.h"

namespace linhui::api::exchange {

// Which cell; what stays empty is not known or does not apply.
struct Place {
  long long row = 0;  // as in Fault
  std::string field = {}, value = {}, expected = {};
};

// For one thread. Appends; nothing that is told is taken back.
class FaultLog {
 public:
  // `faults` outlives the log.
  FaultLog(std::vector<Fault>* faults, std::string file)
      : faults_(faults), file_(std::move(file)) {}

  // Of the faults from now on.
  void set_layer(std::string layer) { layer_ = std::move(layer); }
  void fault(std::string code, Text sentence, Place place = {}) {
    add(std::move(code), Severity::fault, std::move(sentence), std::move(place));
  }
  void warn(std::string code, Text sentence, Place place = {}) {
    add(std::move(code), Severity::warning, std::move(sentence), std::move(place));
  }

 private:
  void add(std::string code, Severity severity, Text sentence, Place place);

  std::vector<Fault>* faults_;
  std::string file_, layer_;
};

bool has_fault(const std::vector<Fault>& faults);

// At most `limit_bytes` of a UTF-8 text, whole characters, an ellipsis where it was cut: a cell
// may hold a megabyte, a message should not.
std::string shortened(std::string_view text, std::size_t limit_bytes = 80);

// "a, b, c", at most 40 names.
std::string joined(const std::vector<std::string>& names);

}  // namespace linhui::api::exchange
