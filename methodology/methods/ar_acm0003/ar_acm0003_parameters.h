// What a project's settings choose among the CDM tools' parameters, for all its stands.
//
// A choice that is off is empty here, and its pool or term has no rows. Decimals are the project's
// own figures, ToolValues the tables'.
#pragma once

#include <optional>
#include <vector>

#include "methodology/methods/ar_acm0003/ar_acm0003_tables.h"
#include "methodology/numbers/quantity.h"

namespace linhui::methodology {

// AR-TOOL14, shrubs: A · cover · ratio · forest_biomass · (1 + root_shoot) · CF · 44/12.
struct ShrubParameters {
  ToolValue least_cover;        // a smaller one counts as zero, share of the ground
  ToolValue ratio, root_shoot;  // of shrubs to forest; below to above ground
  Decimal forest_biomass;       // above-ground biomass of forest of the region, t d.m./ha
};

// AR-TOOL16: soil carbon runs to the native reference.
struct SoilParameters {
  std::string edition;         // of the IPCC's reference stocks
  Decimal before_percent;      // stock before planting, percent of the reference
  ToolValue undisturbed_most;  // percent of the area that may be disturbed without loss
  ToolValue loss_percent;      // of the stock before planting, otherwise
  ToolValue years, most_gain;  // to the reference; t C/ha in a year
};

// AR-TOOL08, simplified: other gases of burning before planting, as a share of its CO2.
struct BurningParameters {
  ToolValue ratio;
  Decimal burnt;  // biomass burnt, t d.m./ha
};

// AR-TOOL15: land cleared for farming or grazing that the project displaces.
struct DisplacementParameters {
  ToolValue dead_matter;  // factor for the dead wood and litter that are lost too
  ToolValue root_shoot;
  Decimal area;     // ha
  Decimal biomass;  // above-ground biomass on it, t d.m./ha
  int year = 0;
};

// All that the equations of ar_acm0003_stand.h take besides a stand.
struct ArAcm0003Parameters {
  ToolValue carbon_fraction, expansion;        // CF, BEF
  ToolValue root_intercept, root_exponent;     // R of the project's trees
  ToolValue root_shoot_baseline;               // R of the baseline's
  std::optional<ToolValue> dead_wood, litter;  // percent of the trees' carbon
  std::optional<ShrubParameters> shrubs;
  std::optional<SoilParameters> soil;
  std::optional<BurningParameters> burning;
  std::optional<DisplacementParameters> displacement;
};

//   1.1 · ha · t d.m./ha · (1 + R) · CF · 44/12                        AR-TOOL15
//
// Biomass, dead wood and litter of the land that is cleared, with its roots; in the year of
// clearing.
ExactTonnesCO2e displacement_leakage(const DisplacementParameters& displaced,
                                     const ToolValue& carbon_fraction);

// For the declaration, in order of output.
std::vector<MethodSetting> ar_acm0003_settings();

// Faults: a setting that another one needs (setting_needed), one out of range
// (setting_out_of_range), a parameter that the tables lack (parameters_missing). Where there is
// one, what is returned is not to be used. Looks up only what the settings ask for: an estimate's
// tables tell no others. Requires: check_settings() found no fault.
ArAcm0003Parameters read_parameters(const EstimateOptions& options, const MethodDeclaration& method,
                                    ArAcm0003Tables& tables, Findings& faults);

}  // namespace linhui::methodology
