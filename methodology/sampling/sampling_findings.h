// What can be said about plots, trees and strata; codes as findings.h has them. `stand_id` holds
// the plot or the stratum that a finding is about.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Of an input. A list that is needed is empty; what it is of, in both languages.
Finding sample_missing(const std::string& what_english, const std::string& what_chinese);
// An empty cell.
Finding sample_value_missing(const std::string& id, const std::string& field);
// A number that cannot be, with what is expected in both languages.
Finding sample_value_invalid(const std::string& id, const std::string& field,
                             const std::string& value, const std::string& english,
                             const std::string& chinese);
// Ids are unique.
Finding plot_duplicate(const std::string& plot_id);
Finding stratum_duplicate(const std::string& stratum);
// What it belongs to is not in the list.
Finding plot_without_stratum(const std::string& plot_id, const std::string& stratum);
Finding tree_without_plot(const std::string& plot_id);

// Of the statistics. A variance needs two plots.
Finding stratum_too_few_plots(const std::string& stratum, std::size_t plots);
// n − H is below 1: no degree of freedom.
Finding t_undefined(std::size_t plots, std::size_t strata);
// A half-width in percent needs a mean above zero.
Finding mean_not_positive(const std::string& mean);

// Of the allometry. Its code is parameters_missing where the species has no whole set, and
// region_needed where it has some in `regions` and none was chosen.
Finding equation_missing(const std::string& plot_id, const std::string& species,
                         const std::string& regions);
// The tree's equation needs its height.
Finding height_missing(const std::string& plot_id, const std::string& species);
// The diameter, cm, lies outside of those that the equations were fitted on.
Finding tree_out_of_range(const std::string& plot_id, const std::string& species,
                          const std::string& dbh, const std::string& range);  // note
// No diameters are published with the equations.
Finding equation_range_unknown(const std::string& species, const std::string& region);  // note
// The species' source has no root equation: no plot counts roots.
Finding roots_unknown(const std::string& species, const std::string& region);  // note
Finding plot_without_trees(const std::string& plot_id);                        // note

}  // namespace linhui::methodology
