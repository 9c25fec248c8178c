// Stands, estimates, rights, serials and steps of schemes as JSON, as records and rows hold them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/base/canonical_json.h"
#include "ledger/log/record.h"
#include "ledger/rules/report_rows.h"

namespace linhui::ledger {

inline std::string sha(std::string_view text) { return hex(sha256(text)); }

// A square of `side` × 10^-7 degrees whose south-west corner is at (x, y) of the same units from
// 108.7° E, 29.5° N.
inline Json square(std::int64_t x, std::int64_t y, std::int64_t side = 10'000) {
  const std::int64_t lon = 1'087'000'000 + x, lat = 295'000'000 + y;
  return Json::array({Json::array({Json::array(
      {lon, lat, lon + side, lat, lon + side, lat + side, lon, lat + side, lon, lat})})});
}

inline Json stand_json(const std::string& id, const std::string& village, std::int64_t area_m2,
                       const Json& shape) {
  return {{"stand_id", id},     {"kind", "forest"},   {"township", "T1"},
          {"village", village}, {"area_m2", area_m2}, {"shape", shape}};
}

// change[stand][year], in 0.0001 t CO2e; one pool and, where asked, emissions of fire.
using Changes4 = std::map<std::string, std::map<int, std::int64_t>>;
inline Rows estimate_rows(const Changes4& changes, std::int64_t fire_e4 = 0) {
  Rows rows;
  for (const auto& [stand, years] : changes) {
    for (const auto& [year, change] : years) {
      const auto row = [&](const char* pool, const std::string& value) {
        rows.push_back(canonical({{"stand", stand},
                                  {"year", year},
                                  {"pool", pool},
                                  {"change", value},
                                  {"stock", "100.0000"}}));
      };
      row("above_ground", e4_text(change));
      if (fire_e4 > 0) row("emissions_fire", e4_text(-fire_e4));
      row("total", e4_text(change - fire_e4));
    }
  }
  return rows;
}

inline Json right_json(const std::string& id, const std::string& stand, const std::string& type,
                       const std::string& holder, std::int64_t area_m2, const std::string& from,
                       const std::string& to = "", std::int64_t share_bp = 10'000,
                       const std::string& parent = "", const std::string& kind = "household") {
  Json row = {{"right", id},          {"stand_id", stand},   {"type", type},
              {"holder", holder},     {"holder_kind", kind}, {"area_m2", area_m2},
              {"share_bp", share_bp}, {"from", from},        {"holder_commitment", sha(holder)},
              {"commitment", sha(id)}};
  if (!to.empty()) row["to"] = to;
  if (!parent.empty()) row["parent"] = parent;
  return row;
}

inline Rows canonical_rows(const std::vector<Json>& values) {
  Rows rows;
  for (const Json& value : values) rows.push_back(canonical(value));
  return rows;
}

inline Json serials(const std::string& project, int vintage, std::int64_t first,
                    std::int64_t last) {
  return {{"project", project}, {"vintage", vintage}, {"first", first}, {"last", last}};
}

inline Json holders_step(const char* by = "area_days") {
  return {{"step", "holders"}, {"kind", "holders"},     {"by", by},
          {"basis", "章程"},   {"label_en", "Holders"}, {"label_zh", "权利人"}};
}
inline Json percent_step(const std::string& step, const std::string& payee, int num, int den,
                         const char* of = "remaining") {
  return {{"step", step},        {"kind", "percent"}, {"payee", payee},      {"of", of},
          {"num", num},          {"den", den},        {"basis", "contract"}, {"label_en", "Fee"},
          {"label_zh", "服务费"}};
}
inline Json cost_step(const std::string& step, const std::string& payee, std::int64_t amount_fen) {
  return {
      {"step", step},       {"kind", "cost"},     {"payee", payee},    {"amount_fen", amount_fen},
      {"basis", "invoice"}, {"label_en", "Cost"}, {"label_zh", "成本"}};
}
inline Json collective_step(int num, int den) {
  return {{"step", "fund"},  {"kind", "collective"}, {"num", num},          {"den", den},
          {"basis", "章程"}, {"label_en", "Fund"},   {"label_zh", "公积金"}};
}

}  // namespace linhui::ledger
