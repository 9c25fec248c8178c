#include "api/app/cases/stand_rows.h"

#include "ledger/bodies/report.h"

namespace linhui::api::app {
namespace {

using ledger::Json;
using methodology::Decimal;
using methodology::Stand;

void put(Json& row, const char* name, const std::string& text) {
  if (!text.empty()) row[name] = text;
}

void put(Json& row, const char* name, const std::optional<Decimal>& value) {
  if (value) row[name] = value->str();
}

void put(Json& row, const char* name, const std::optional<int>& year) {
  if (year) row[name] = *year;
}

void put(Json& row, const char* name, const std::map<int, Decimal>& by_year) {
  for (const auto& [year, value] : by_year) row[name][std::to_string(year)] = value.str();
}

Json shape_json(const exchange::MultiPolygon& shape) {
  Json polygons = Json::array();
  for (const auto& polygon : shape) {
    Json rings = Json::array();
    for (const auto& ring : polygon) {
      Json points = Json::array();
      for (const exchange::Point& point : ring) {
        points.push_back(point.lon);
        points.push_back(point.lat);
      }
      rings.push_back(std::move(points));
    }
    polygons.push_back(std::move(rings));
  }
  return polygons;
}

constexpr int kFirstYear = 1000, kLastYear = 2999;

// Reads a stand's row; notes where something is not of the form.
class RowReader {
 public:
  explicit RowReader(const Json& row) : row_(row) {}
  std::string text(const char* name) {
    if (!row_.contains(name)) return {};
    if (row_[name].is_string()) return row_[name];
    sound = false;
    return {};
  }
  std::optional<Decimal> decimal(const char* name) {
    if (!row_.contains(name)) return std::nullopt;
    auto value = Decimal::parse(text(name));
    sound = sound && value.has_value();
    return value;
  }
  std::optional<int> year(const char* name) {
    if (!row_.contains(name)) return std::nullopt;
    const Json& value = row_[name];
    if (value.is_number_integer() && value >= kFirstYear && value <= kLastYear) {
      return value.get<int>();
    }
    sound = false;
    return std::nullopt;
  }
  std::map<int, Decimal> by_year(const char* name) {
    std::map<int, Decimal> values;
    if (!row_.contains(name)) return values;
    sound = sound && row_[name].is_object();
    if (!sound) return values;
    for (const auto& [year, text] : row_[name].items()) {
      const auto value = text.is_string() ? Decimal::parse(text.get<std::string>()) : std::nullopt;
      const bool is_year = year.size() == 4 && year.find_first_not_of("0123456789") == year.npos;
      sound = sound && value && is_year;
      if (sound) values[std::stoi(year)] = *value;
    }
    return values;
  }
  bool sound = true;

 private:
  const Json& row_;
};

}  // namespace

ledger::Rows stand_rows(const std::vector<Stand>& stands,
                        const std::vector<exchange::StandPlace>& places) {
  ledger::Rows rows;
  rows.reserve(stands.size());
  for (std::size_t i = 0; i < stands.size(); ++i) {
    const Stand& stand = stands[i];
    const exchange::StandPlace& place = places[i];
    Json row = {{"stand_id", stand.stand_id},
                {"kind", stand.kind == methodology::StandKind::wetland ? "wetland" : "forest"},
                {"area_ha", stand.area_ha.str()},
                {"area_m2", place.area_m2},
                {"area_from", place.area_from_shape ? "shape" : "stated"},
                {"township", stand.township},
                {"village", stand.village},
                {"shape", shape_json(place.shape)}};
    put(row, "species", stand.species);
    put(row, "composition", stand.composition);
    put(row, "age", stand.age);
    put(row, "volume_m3_ha", stand.volume_m3_ha);
    put(row, "volume_m3_ha_by_year", stand.volume_m3_ha_by_year);
    put(row, "baseline_volume_m3_ha_by_year", stand.baseline_volume_m3_ha_by_year);
    put(row, "dbh_cm", stand.dbh_cm);
    put(row, "height_m", stand.height_m);
    put(row, "stems_ha", stand.stems_ha);
    put(row, "wetland_type", stand.wetland_type);
    put(row, "nutrient", stand.nutrient);
    put(row, "land_use", stand.land_use);
    put(row, "trophic", stand.trophic);
    put(row, "climate", stand.climate);
    put(row, "admin_code", stand.admin_code);
    put(row, "changed_in", stand.changed_in);
    put(row, "origin", stand.origin);
    put(row, "forest_category", stand.forest_category);
    put(row, "land_before", stand.land_before);
    put(row, "soil", stand.soil);
    put(row, "planted_in", stand.planted_in);
    put(row, "not_forest_since", stand.not_forest_since);
    put(row, "crown_density", stand.crown_density);
    put(row, "shrub_cover", stand.shrub_cover);
    put(row, "soil_disturbed", stand.soil_disturbed);
    put(row, "credited_under", stand.credited_under);
    rows.push_back(ledger::canonical(row));
  }
  return rows;
}

std::optional<Stand> stand_of_row(std::string_view bytes) {
  const Json row = Json::parse(bytes, nullptr, false);
  if (!row.is_object()) return std::nullopt;
  RowReader reader(row);
  Stand stand;
  stand.stand_id = reader.text("stand_id");
  stand.kind = reader.text("kind") == "wetland" ? methodology::StandKind::wetland
                                                : methodology::StandKind::forest;
  const auto area = reader.decimal("area_ha");
  if (!area) return std::nullopt;
  stand.area_ha = *area;
  stand.township = reader.text("township");
  stand.village = reader.text("village");
  stand.species = reader.text("species");
  stand.composition = reader.text("composition");
  stand.age = reader.decimal("age");
  stand.volume_m3_ha = reader.decimal("volume_m3_ha");
  stand.dbh_cm = reader.decimal("dbh_cm");
  stand.height_m = reader.decimal("height_m");
  stand.stems_ha = reader.decimal("stems_ha");
  stand.wetland_type = reader.text("wetland_type");
  stand.nutrient = reader.text("nutrient");
  stand.land_use = reader.text("land_use");
  stand.trophic = reader.text("trophic");
  stand.climate = reader.text("climate");
  stand.admin_code = reader.text("admin_code");
  stand.changed_in = reader.year("changed_in");
  stand.volume_m3_ha_by_year = reader.by_year("volume_m3_ha_by_year");
  stand.baseline_volume_m3_ha_by_year = reader.by_year("baseline_volume_m3_ha_by_year");
  stand.origin = reader.text("origin");
  stand.forest_category = reader.text("forest_category");
  stand.land_before = reader.text("land_before");
  stand.soil = reader.text("soil");
  stand.planted_in = reader.year("planted_in");
  stand.not_forest_since = reader.year("not_forest_since");
  stand.crown_density = reader.decimal("crown_density");
  stand.shrub_cover = reader.decimal("shrub_cover");
  stand.soil_disturbed = reader.decimal("soil_disturbed");
  stand.credited_under = reader.text("credited_under");
  if (!reader.sound) return std::nullopt;
  return stand;
}

StatedArea stated_area(std::string_view bytes) {
  const Json row = Json::parse(bytes, nullptr, false);
  RowReader reader(row);
  return {reader.text("area_ha"), reader.text("area_from")};
}

ledger::Rows estimate_rows(const methodology::Estimate& estimate,
                           const std::vector<Stand>& stands) {
  ledger::Rows rows;
  rows.reserve(estimate.rows.size());
  for (const methodology::EstimateRow& row : estimate.rows) {
    rows.push_back(ledger::estimate_row_bytes(ledger::EstimateRow{
        stands[row.stand].stand_id, row.year, std::string(methodology::name_of(row.pool)),
        row.change ? row.change->str() : "", row.stock ? row.stock->str() : ""}));
  }
  return rows;
}

}  // namespace linhui::api::app
