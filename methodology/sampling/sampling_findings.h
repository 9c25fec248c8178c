// What can be said about plots, trees and strata, as in findings.h. `stand_id` holds the plot or
// the stratum that a finding is about.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Of an input.
Finding sample_missing(const std::string& what_english, const std::string& what_chinese);
Finding sample_value_missing(const std::string& id, const std::string& field);
Finding sample_value_invalid(const std::string& id, const std::string& field,
                             const std::string& value, const std::string& english,
                             const std::string& chinese);
Finding plot_duplicate(const std::string& plot_id);
Finding stratum_duplicate(const std::string& stratum);
Finding plot_without_stratum(const std::string& plot_id, const std::string& stratum);
Finding tree_without_plot(const std::string& plot_id);

// Of the statistics.
Finding stratum_too_few_plots(const std::string& stratum, std::size_t plots);
Finding t_undefined(std::size_t plots, std::size_t strata);
Finding mean_not_positive(const std::string& mean);

// Of the allometry.
Finding equation_missing(const std::string& plot_id, const std::string& species,
                         const std::string& regions);
Finding height_missing(const std::string& plot_id, const std::string& species);
Finding tree_out_of_range(const std::string& plot_id, const std::string& species,
                          const std::string& dbh, const std::string& range);            // note
Finding equation_range_unknown(const std::string& species, const std::string& region);  // note
Finding roots_unknown(const std::string& species, const std::string& region);           // note
Finding plot_without_trees(const std::string& plot_id);                                 // note

}  // namespace linhui::methodology
