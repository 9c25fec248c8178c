#include "methodology/stands/stand_table.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "methodology/parameters/csv.h"
#include "methodology/stands/stand_table_findings.h"

namespace linhui::methodology {
namespace {

// Where the values of a column go: one of the members, or a map by year.
struct Field {
  const char* name;
  std::string Stand::*text = nullptr;
  std::optional<Decimal> Stand::*number = nullptr;
  std::optional<int> Stand::*year = nullptr;
  std::map<int, Decimal> Stand::*by_year = nullptr;  // the name goes on with _YYYY
};

const std::vector<Field>& fields() {
  static const std::vector<Field> kFields = {
      {.name = "stand_id", .text = &Stand::stand_id},
      {.name = "kind"},
      {.name = "area_ha"},
      {.name = "species", .text = &Stand::species},
      {.name = "age", .number = &Stand::age},
      {.name = "volume_m3_ha", .number = &Stand::volume_m3_ha},
      {.name = "volume_m3_ha", .by_year = &Stand::volume_m3_ha_by_year},
      {.name = "dbh_cm", .number = &Stand::dbh_cm},
      {.name = "height_m", .number = &Stand::height_m},
      {.name = "stems_ha", .number = &Stand::stems_ha},
      {.name = "composition", .text = &Stand::composition},
      {.name = "wetland_type", .text = &Stand::wetland_type},
      {.name = "nutrient", .text = &Stand::nutrient},
      {.name = "land_use", .text = &Stand::land_use},
      {.name = "trophic", .text = &Stand::trophic},
      {.name = "climate", .text = &Stand::climate},
      {.name = "changed_in", .year = &Stand::changed_in},
      {.name = "admin_code", .text = &Stand::admin_code},
      {.name = "township", .text = &Stand::township},
      {.name = "village", .text = &Stand::village},
      {.name = "right_cert", .text = &Stand::right_cert},
      {.name = "baseline_volume_m3_ha", .by_year = &Stand::baseline_volume_m3_ha_by_year},
      {.name = "origin", .text = &Stand::origin},
      {.name = "forest_category", .text = &Stand::forest_category},
      {.name = "land_before", .text = &Stand::land_before},
      {.name = "soil", .text = &Stand::soil},
      {.name = "planted_in", .year = &Stand::planted_in},
      {.name = "not_forest_since", .year = &Stand::not_forest_since},
      {.name = "crown_density", .number = &Stand::crown_density},
      {.name = "shrub_cover", .number = &Stand::shrub_cover},
      {.name = "soil_disturbed", .number = &Stand::soil_disturbed},
      {.name = "credited_under", .text = &Stand::credited_under},
  };
  return kFields;
}

struct StandColumn {
  const Field* field = nullptr;
  int year = 0;  // of a column by year
};

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<StandColumn> column_of(std::string_view name) {
  constexpr std::size_t kYearDigits = 4;
  for (const Field& field : fields()) {
    const std::string_view known = field.name;
    if (field.by_year == nullptr) {
      if (name == known) return StandColumn{&field, 0};
      continue;
    }
    if (name.size() != known.size() + 1 + kYearDigits || !name.starts_with(known) ||
        name[known.size()] != '_') {
      continue;
    }
    const auto year = whole_number(name.substr(known.size() + 1));
    if (year && *year > 0) return StandColumn{&field, *year};
  }
  return std::nullopt;
}

class StandReader {
 public:
  explicit StandReader(const std::vector<std::string>& names) : names_(names) {
    std::set<std::string> seen;
    for (const std::string& name : names) {
      const auto column = column_of(name);
      if (!column) faults_.push_back(column_unknown(name, stand_column_names()));
      if (!seen.insert(name).second) faults_.push_back(column_repeated(name));
      columns_.push_back(column.value_or(StandColumn()));
    }
    for (const char* name : {"stand_id", "area_ha"}) {
      if (seen.count(name) == 0) faults_.push_back(column_missing(name));
    }
    const auto id = std::find(names.begin(), names.end(), "stand_id");
    id_ = static_cast<std::size_t>(id - names.begin());
  }

  bool has_faults() const { return !faults_.empty(); }
  Findings take_faults() { return std::move(faults_); }

  // Requires: no faults in the header.
  template <class Cell>
  Stand read(std::size_t row, const Cell& cell) {
    Stand stand;
    stand.stand_id = cell(row, id_);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::string value(cell(row, c));
      if (!value.empty() || names_[c] == "area_ha") set(stand, row, c, value);
    }
    return stand;
  }

 private:
  void set(Stand& stand, std::size_t row, std::size_t c, const std::string& value) {
    const Field& field = *columns_[c].field;
    if (field.text != nullptr) {
      stand.*field.text = value;
    } else if (field.year != nullptr) {
      stand.*field.year = whole_number(value);
      if (!(stand.*field.year)) malformed(stand, row, c, value, true);
    } else if (names_[c] == "kind") {
      if (value == "wetland") stand.kind = StandKind::wetland;
      if (value != "wetland" && value != "forest") {
        faults_.push_back(kind_unknown(stand.stand_id, value));
      }
    } else {
      const auto number = Decimal::parse(value);
      if (!number) {
        malformed(stand, row, c, value, false);
      } else if (field.number != nullptr) {
        stand.*field.number = *number;
      } else if (field.by_year != nullptr) {
        (stand.*field.by_year)[columns_[c].year] = *number;
      } else {
        stand.area_ha = *number;
      }
    }
  }

  void malformed(const Stand& stand, std::size_t row, std::size_t c, const std::string& value,
                 bool whole) {
    faults_.push_back(number_malformed(stand.stand_id, row, names_[c], value, whole));
  }

  const std::vector<std::string>& names_;
  std::vector<StandColumn> columns_;
  std::size_t id_ = 0;
  Findings faults_;
};

}  // namespace

std::string stand_column_names() {
  std::string names;
  for (const Field& field : fields()) {
    names += (names.empty() ? "" : ", ") + std::string(field.name);
    if (field.by_year != nullptr) names += "_YYYY";
  }
  return names;
}

std::variant<std::vector<Stand>, Findings> stands_from_cells(
    const std::vector<std::string>& names, std::size_t row_count,
    const std::function<std::string_view(std::size_t row, std::size_t column)>& cell) {
  StandReader reader(names);
  if (reader.has_faults()) return reader.take_faults();
  std::vector<Stand> stands;
  for (std::size_t row = 0; row < row_count; ++row) stands.push_back(reader.read(row, cell));
  if (reader.has_faults()) return reader.take_faults();
  return stands;
}

std::variant<std::vector<Stand>, Findings> stands_from_csv(std::string_view text) {
  const auto parsed = parse_csv(text);
  if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
    return Findings{csv_malformed(fault->line, fault->english, fault->chinese)};
  }
  const auto& rows = std::get<std::vector<CsvRow>>(parsed);
  if (rows.empty()) return Findings{column_missing("stand_id")};
  return stands_from_cells(rows[0], rows.size() - 1,
                           [&](std::size_t row, std::size_t column) -> std::string_view {
                             return rows[row + 1][column];
                           });
}

}  // namespace linhui::methodology
