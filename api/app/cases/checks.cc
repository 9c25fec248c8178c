#include "api/app/cases/checks.h"

#include <cmath>

#include "api/app/cases/projects.h"
#include "api/exchange/inventory/inventory.h"
#include "ledger/base/fields.h"
#include "ledger/ground/geometry.h"

namespace linhui::api::app {
namespace {

constexpr double kMeasuredToleranceM2 = 1, kMeasuredToleranceShare = 1e-6;

exchange::MultiPolygon to_polygons(const ledger::GeoShape& shape) {
  exchange::MultiPolygon polygons;
  for (const auto& rings : shape) {
    exchange::Polygon& polygon = polygons.emplace_back();
    for (const ledger::GeoRing& points : rings) {
      exchange::Ring& ring = polygon.emplace_back();
      for (const ledger::GeoPoint& point : points) ring.push_back({point.lon, point.lat});
    }
  }
  return polygons;
}

// Whether so many hectares are so many square metres, rounded to the nearest.
bool same_area(const std::string& hectares, std::int64_t area_m2) {
  const auto area = methodology::Decimal::parse(hectares);
  if (!area) return false;
  const methodology::Rational off = area->rational() * 10'000 - area_m2;
  return 2 * boost::multiprecision::abs(off) <= 1;
}

class AreaChecker {
 public:
  // Requires: the row is of an inventory that the ledger has taken in.
  void check(const std::string& inventory, const Json& row) {
    const std::string stand = row.at("stand_id");
    const auto recorded = row.at("area_m2").get<std::int64_t>();
    const std::string recorded_text = std::to_string(recorded) + " m²";
    const std::string hectares = ledger::text_in(row, "area_ha");
    ++check_.stands;
    if (row.contains("area_ha") && !same_area(hectares, recorded)) {
      damage({inventory, stand, "area_units_differ", recorded_text, hectares + " ha"});
    }
    const auto shape = ledger::parse_shape(row.at("shape"));
    if (!shape || shape->empty()) return;
    const double measured = exchange::ellipsoidal_area_m2(to_polygons(*shape));
    const double off = std::abs(static_cast<double>(recorded) - measured);
    AreaFinding finding{inventory, stand, "", recorded_text,
                        std::to_string(std::llround(measured)) + " m²"};
    if (ledger::text_in(row, "area_from") == "shape") {
      ++check_.from_shape;
      finding.code = "area_not_of_shape";
      if (off > std::max(kMeasuredToleranceM2, kMeasuredToleranceShare * measured)) damage(finding);
    } else {
      ++check_.stated;
      finding.code = "area_differs";
      if (off > exchange::kAreaToleranceShare * measured) differ(finding);
    }
  }

  AreaCheck result() && {
    check_.findings.insert(check_.findings.end(), differing_.begin(), differing_.end());
    return std::move(check_);
  }

 private:
  void damage(const AreaFinding& finding) {
    if (++check_.damaged <= AreaCheck::kMaxFindings) check_.findings.push_back(finding);
  }
  void differ(const AreaFinding& finding) {
    if (++check_.differing <= AreaCheck::kMaxFindings) differing_.push_back(finding);
  }

  AreaCheck check_;
  std::vector<AreaFinding> differing_;
};

}  // namespace

Outcome<AreaCheck> check_areas(const ledger::LedgerView& view) {
  std::vector<std::pair<std::string, std::uint64_t>> inventories;
  ledger::scan_state(view.state(), "inventory/", [&](std::string_view key, const Json& entry) {
    inventories.emplace_back(key.substr(10), entry.at("count").get<std::uint64_t>());
    return true;
  });
  AreaChecker checker;
  for (const auto& [root, count] : inventories) {
    const bool complete = ledger::scan_rows(view.state(), *ledger::hash_from_hex(root), count,
                                            [&](auto, std::string_view row) {
                                              checker.check(root, Json::parse(row, nullptr, false));
                                              return true;
                                            });
    if (!complete) return to_problem({ledger::ErrorCode::rows_missing, root});
  }
  return std::move(checker).result();
}

Outcome<std::vector<RecomputedReport>> recompute_all(const ledger::LedgerView& view) {
  std::vector<std::pair<std::string, std::string>> reports;
  ledger::scan_state(view.state(), "report/", [&](std::string_view key, const Json& entry) {
    const std::string state = entry.at("state");
    if (state == "verified" || state == "issued") {
      reports.emplace_back(key.substr(7), entry.at("project").get<std::string>());
    }
    return true;
  });
  std::vector<RecomputedReport> results;
  for (const auto& [report, project] : reports) {
    const auto recomputed = LINHUI_API_TRY(recompute_report(view, report));
    results.push_back(
        {report, project, recomputed.rows.size(), recomputed.equal(), recomputed.first_difference});
  }
  return results;
}

}  // namespace linhui::api::app
