// Trees that would stand there without the project: the baseline, by stand and year.
//
// A baseline's growing stock runs linearly between its years as a stand's does. Its stocks are
// rounded each, and its terms are differences of these, so that they telescope.
//
//   baseline(y) = stock(V_baseline(y)) − stock(V_baseline(y − 1))
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "methodology/methods/shared/volume_route.h"

namespace linhui::methodology {

// Faults of baseline_volume_m3_ha_by_year: figures out of range, years that do not span the
// stand's own rows. None at all is a fault where `required`, and no trees otherwise. A falling
// baseline, which raises the net, is a note.
// Requires: the stand passed check_volumes().
void check_baseline(const Stand& stand, const EstimateOptions& options, bool required,
                    Findings& faults, Findings& notes);

// Stock of the baseline's trees at a growing stock of so many m³/ha, of the stand's whole area,
// rounded.
using BaselineStock = std::function<TonnesCO2e(const Rational& volume_m3_per_ha)>;

// A term a year for the stand's rows but the first: stock(y) − stock(y−1). None where the stand has
// no baseline volumes. Requires: the stand passed check_baseline().
void add_baseline_terms(const Stand& stand, std::size_t position, const EstimateOptions& options,
                        const BaselineStock& stock, std::vector<EstimateTerm>& terms,
                        Years years = Years::every);

}  // namespace linhui::methodology
