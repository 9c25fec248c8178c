#include "api/app/stand_rows.h"

#include <array>

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
  bool sound = true;

 private:
  const Json& row_;
};

}  // namespace

ledger::Rows stand_rows(const std::vector<exchange::InventoryStand>& stands) {
  ledger::Rows rows;
  rows.reserve(stands.size());
  for (const exchange::InventoryStand& entry : stands) {
    const Stand& stand = entry.stand;
    Json row = {{"stand_id", stand.stand_id},
                {"kind", stand.kind == methodology::StandKind::wetland ? "wetland" : "forest"},
                {"area_ha", stand.area_ha.str()},
                {"area_m2", entry.area_m2},
                {"township", stand.township},
                {"village", stand.village},
                {"shape", shape_json(entry.shape)}};
    put(row, "species", stand.species);
    put(row, "composition", stand.composition);
    put(row, "age", stand.age);
    put(row, "volume_m3_ha", stand.volume_m3_ha);
    for (const auto& [year, volume] : stand.volume_m3_ha_by_year) {
      row["volume_m3_ha_by_year"][std::to_string(year)] = volume.str();
    }
    put(row, "dbh_cm", stand.dbh_cm);
    put(row, "height_m", stand.height_m);
    put(row, "stems_ha", stand.stems_ha);
    put(row, "wetland_type", stand.wetland_type);
    put(row, "nutrient", stand.nutrient);
    put(row, "land_use", stand.land_use);
    put(row, "trophic", stand.trophic);
    put(row, "climate", stand.climate);
    put(row, "admin_code", stand.admin_code);
    if (stand.changed_in) row["changed_in"] = *stand.changed_in;
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
  if (row.contains("changed_in")) {
    if (!row["changed_in"].is_number_integer()) return std::nullopt;
    stand.changed_in = row["changed_in"].get<int>();
  }
  if (row.contains("volume_m3_ha_by_year")) {
    if (!row["volume_m3_ha_by_year"].is_object()) return std::nullopt;
    for (const auto& [year, text] : row["volume_m3_ha_by_year"].items()) {
      const auto volume = text.is_string() ? Decimal::parse(text.get<std::string>()) : std::nullopt;
      if (!volume || year.size() != 4) return std::nullopt;
      stand.volume_m3_ha_by_year[std::atoi(year.c_str())] = *volume;
    }
  }
  if (!reader.sound) return std::nullopt;
  return stand;
}

ledger::Rows estimate_rows(const methodology::Estimate& estimate,
                           const std::vector<Stand>& stands) {
  ledger::Rows rows;
  rows.reserve(estimate.rows.size());
  for (const methodology::EstimateRow& row : estimate.rows) {
    rows.push_back(ledger::canonical({{"stand", stands[row.stand].stand_id},
                                      {"year", row.year},
                                      {"pool", methodology::name_of(row.pool)},
                                      {"stock", row.stock ? row.stock->str() : ""},
                                      {"change", row.change ? row.change->str() : ""}}));
  }
  return rows;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return (number < 0 ? "-" : "") + digits;
}

std::string yuan_text(std::int64_t fen) {
  const std::int64_t size = fen < 0 ? -fen : fen;
  const std::string cents = std::to_string(size % 100);
  return (fen < 0 ? "-" : "") + grouped(size / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string mu_text(std::int64_t area_m2) {
  // 1 mu = 2000/3 m²: hundredths of a mu = m² · 3 / 20.
  const std::int64_t scaled = area_m2 * 3;
  std::int64_t hundredths = scaled / 20;
  const std::int64_t rest = scaled % 20;
  if (rest > 10 || (rest == 10 && hundredths % 2 == 1)) ++hundredths;
  const std::string decimals = std::to_string(hundredths % 100);
  return grouped(hundredths / 100) + "." + (decimals.size() < 2 ? "0" : "") + decimals;
}

std::string capital_yuan(std::int64_t fen) {
  static constexpr std::array<const char*, 10> kDigits = {"零", "壹", "贰", "叁", "肆",
                                                          "伍", "陆", "柒", "捌", "玖"};
  static constexpr std::array<const char*, 4> kPlaces = {"", "拾", "佰", "仟"};
  static constexpr std::array<const char*, 4> kGroups = {"", "万", "亿", "万亿"};
  if (fen < 0) return "负" + capital_yuan(-fen);
  std::int64_t yuan = fen / 100;
  std::string text;
  if (yuan == 0) text = fen == 0 ? "零" : "";
  bool zero_before = false;
  for (int group = 3; group >= 0; --group) {
    std::int64_t scale = 1;
    for (int i = 0; i < group; ++i) scale *= 10'000;
    std::int64_t part = yuan / scale % 10'000;
    bool written = false;
    for (int place = 3, unit = 1000; place >= 0; --place, unit /= 10) {
      const std::int64_t digit = part / unit % 10;
      if (digit == 0) {
        zero_before = zero_before || !text.empty();
        continue;
      }
      if (zero_before) text += "零";
      zero_before = false;
      text += std::string(kDigits[static_cast<std::size_t>(digit)]) +
              kPlaces[static_cast<std::size_t>(place)];
      written = true;
    }
    if (written) text += kGroups[static_cast<std::size_t>(group)];
  }
  const std::int64_t jiao = fen / 10 % 10, cents = fen % 10;
  if (yuan > 0 || fen == 0) text += "元";
  if (jiao > 0) text += std::string(kDigits[static_cast<std::size_t>(jiao)]) + "角";
  if (cents > 0) {
    if (jiao == 0 && yuan > 0) text += "零";
    text += std::string(kDigits[static_cast<std::size_t>(cents)]) + "分";
  } else {
    text += "整";
  }
  return text;
}

}  // namespace linhui::api::app
