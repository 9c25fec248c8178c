#include "api/app/cases/checks.h"

#include <cmath>

#include "api/app/cases/reports.h"
#include "api/app/cases/stand_rows.h"
#include "api/exchange/inventory/inventory.h"
#include "ledger/ground/stand_row.h"
#include "ledger/state/report.h"
#include "ledger/store/log_keys.h"

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

// What the check reads of an inventory row; a stand's row holds more.
struct AreaRow {
  std::string stand_id, area_ha, area_from;
  std::int64_t area_m2 = 0;
  ledger::GeoShape shape;
};

// Requires: the row is of an inventory that the ledger has taken in.
AreaRow area_row(std::string_view bytes) {
  ledger::StandRow stand = ledger::stored_stand_row(bytes);
  StatedArea stated = stated_area(bytes);
  AreaRow row;
  row.stand_id = std::move(stand.stand_id);
  row.area_m2 = stand.area_m2;
  row.shape = std::move(stand.shape);
  row.area_from = std::move(stated.area_from);
  row.area_ha = std::move(stated.area_ha);
  return row;
}

class AreaChecker {
 public:
  void check(const std::string& inventory, const AreaRow& row) {
    const std::string recorded = std::to_string(row.area_m2) + " m²";
    ++check_.stands;
    if (!row.area_ha.empty() && !same_area(row.area_ha, row.area_m2)) {
      damage({inventory, row.stand_id, "area_units_differ", recorded, row.area_ha + " ha"});
    }
    if (row.shape.empty()) return;
    const double measured = exchange::ellipsoidal_area_m2(to_polygons(row.shape));
    const double off = std::abs(static_cast<double>(row.area_m2) - measured);
    AreaFinding finding{inventory, row.stand_id, "", recorded,
                        std::to_string(std::llround(measured)) + " m²"};
    if (row.area_from == "shape") {
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
  ledger::scan<ledger::Inventory>(view.state(),
                                  [&](std::string_view root, const ledger::Inventory& inventory) {
                                    inventories.emplace_back(root, inventory.row_count);
                                    return true;
                                  });
  AreaChecker checker;
  for (const auto& [root, count] : inventories) {
    const bool complete = ledger::scan_rows(view.state(), *ledger::hash_from_hex(root), count,
                                            [&](auto, std::string_view row) {
                                              checker.check(root, area_row(row));
                                              return true;
                                            });
    if (!complete) return to_problem({ledger::ErrorCode::rows_missing, root});
  }
  return std::move(checker).result();
}

Outcome<std::vector<RecomputedReport>> recompute_all(const ledger::LedgerView& view) {
  std::vector<std::pair<std::string, std::string>> reports;
  ledger::scan<ledger::Report>(
      view.state(), [&](std::string_view id, const ledger::Report& report) {
        using ledger::ReportState;
        if (report.state == ReportState::verified || report.state == ReportState::issued) {
          reports.emplace_back(id, report.project);
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
