// Stratified random sampling: from the values of plots to a mean with its interval.
//
//   w_h = A_h / A      mean = Σ w_h · c_h      se² = Σ w_h² · s_h² / n_h
//   half-width = t(90 % two-sided, n − H) · se      U = 100 · half-width / mean
//
// over the strata h with area A_h, n_h plots, their mean c_h and sample variance s_h².
//
// Source:  AR-TOOL14 v04.2, stratified random sampling; U there is sampling error alone.
// Figures: means and variances are exact over the decimals given; the root is taken to 50 digits
//          and t to nine decimals (Boost.Math), so that U's four decimals are the same everywhere.
//
// What comes of it enters an estimate through a method's setting uncertainty_percent, where it has
// one (methods/shared/sampling_deduction.h).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

inline constexpr double kConfidence = 0.90;  // of intervals, two-sided, as AR-TOOL14 has it

// A part of the forest that is sampled by itself.
struct Stratum {
  std::string name;
  Rational area_ha;
};

// What a plot gave, of one hectare.
struct PlotValue {
  std::string plot_id, stratum;
  Rational value;  // of one hectare: any unit
};

struct StratumStatistics {
  std::string name;
  Rational area_ha;
  std::size_t plots = 0;
  Rational mean, variance;  // of the plots' values; the variance with n − 1
};

// Of the whole sample. Texts are what is shown; the fractions beside them are the same decimals,
// for what is worked out from them.
struct SampleStatistics {
  std::vector<StratumStatistics> strata;  // in the order given
  Rational area_ha, mean, squared_error;  // se²
  std::size_t plots = 0;
  Rational t;                   // nine decimals
  Rational half_width;          // the decimal below, exactly
  std::string half_width_text;  // four decimals, in the plots' unit
  std::string percent_text;     // U, four decimals
  Rational percent;
};

// Refuses: no strata, no plots, a name or id twice, an area that is not positive, a plot in no
// stratum, a stratum with fewer than two plots, n − H < 1, a mean that is not positive. All at
// once, those of the statistics after those of the lists.
std::variant<SampleStatistics, Findings> sample_statistics(const std::vector<Stratum>& strata,
                                                           const std::vector<PlotValue>& plots);

// Student's t for a two-sided interval, to nine decimals.
// Requires: 0 < confidence < 1, degrees_of_freedom >= 1.
Rational student_t(double confidence, std::size_t degrees_of_freedom);

// sqrt(value), to 50 digits, times 10^decimals and rounded half to even, as a decimal.
// Requires: value >= 0.
std::string root_text(const Rational& value, unsigned decimals);

}  // namespace linhui::methodology
