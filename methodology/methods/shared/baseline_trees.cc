#include "methodology/methods/shared/baseline_trees.h"

#include <algorithm>

#include "methodology/methods/shared/ar_findings.h"

namespace linhui::methodology {
namespace {

int first_row_year(const Stand& stand, const EstimateOptions& options) {
  return std::max(options.from_year, measurements_of(stand, options.from_year).front().first);
}

}  // namespace

void check_baseline(const Stand& stand, const EstimateOptions& options, bool required,
                    Findings& faults, Findings& notes) {
  for (const auto& [year, volume] : stand.baseline_volume_m3_ha_by_year) {
    check_volume(stand.stand_id, "baseline_volume_m3_ha_" + std::to_string(year), volume, faults);
  }
  const Measurements baseline = baseline_measurements_of(stand);
  if (baseline.empty()) {
    if (required) faults.push_back(baseline_missing(stand.stand_id));
    return;
  }
  const Measurements measured = measurements_of(stand, options.from_year);
  if (measured.empty()) return;  // check_volumes() says so
  const int first = std::max(options.from_year, measured.front().first);
  if (baseline.front().first > first || baseline.back().first < options.to_year) {
    faults.push_back(baseline_too_short(stand.stand_id, baseline.front().first,
                                        baseline.back().first, first, options.to_year));
  } else if (volume_at(baseline, options.to_year) < volume_at(baseline, first)) {
    notes.push_back(baseline_falls(stand.stand_id, first, options.to_year));
  }
}

void add_baseline_terms(const Stand& stand, std::size_t position, const EstimateOptions& options,
                        const BaselineStock& stock, std::vector<EstimateTerm>& terms, Years years) {
  const Measurements baseline = baseline_measurements_of(stand);
  if (baseline.empty()) return;
  const int first = first_row_year(stand, options);
  TonnesCO2e before = stock(volume_at(baseline, first));
  for (int year = next_year(first, options.to_year, years); year <= options.to_year;
       year = next_year(year, options.to_year, years)) {
    const TonnesCO2e now = stock(volume_at(baseline, year));
    terms.push_back({position, year, Term::baseline, now - before});
    before = now;
  }
}

}  // namespace linhui::methodology
