#include "methodology/methods/ipcc_wetland/ipcc_wetland_tables.h"

#include <algorithm>
#include <cassert>

#include "methodology/findings.h"
#include "methodology/methods/ipcc_wetland/ipcc_wetland_equations.h"
#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {

const std::string WetlandTables::kFactors = "ipcc_wetland.csv";
const std::vector<std::string> WetlandTables::kTypes = {
    "mineral", "organic_drained", "organic_rewetted", "reservoir", "pond", "ditch"};
const std::vector<std::string> WetlandTables::kLandUses = {"forest", "cropland",
                                                           "grassland_shallow", "grassland_deep"};
const std::vector<std::string> WetlandTables::kNutrients = {"rich", "poor"};
const std::vector<std::string> WetlandTables::kTrophicStates = {"oligotrophic", "mesotrophic",
                                                                "eutrophic", "hypereutrophic"};
const std::vector<std::string> WetlandTables::kClimates = {
    "boreal_dry",         "boreal_moist",         "cool_temperate_dry", "cool_temperate_moist",
    "warm_temperate_dry", "warm_temperate_moist", "tropical_dry",       "tropical_moist",
    "tropical_wet",       "tropical_montane"};

namespace {

const std::string kMineralSoil = "inland wetland mineral soil";
const std::string kRewettedSoil = "rewetted organic soil";
const std::string kDrainedSoil = "drained organic soil";
const std::string kFloodedLand = "flooded land";
const std::string kWaterBody = "other constructed water body";
const std::string kCultivated = "cropland or former cropland";
const std::string kYoungReservoir = "reservoir <=20 y";
const std::string kOldReservoir = "reservoir >20 y";

// How each group of tables names an IPCC zone.
struct ClimateNames {
  std::string broad, mineral_soil, reservoir;
};

ClimateNames climate_names(const std::string& zone) {
  static const std::map<std::string, ClimateNames> names = {
      {"boreal_dry", {"boreal", "boreal", "boreal"}},
      {"boreal_moist", {"boreal", "boreal", "boreal"}},
      {"cool_temperate_dry", {"temperate", "cold temperate dry", "cool temperate"}},
      {"cool_temperate_moist", {"temperate", "cold temperate moist", "cool temperate"}},
      {"warm_temperate_dry", {"temperate", "warm temperate dry", "warm temperate dry"}},
      {"warm_temperate_moist", {"temperate", "warm temperate moist", "warm temperate moist"}},
      {"tropical_dry", {"tropical", "tropical dry", "tropical dry/montane"}},
      {"tropical_moist", {"tropical", "tropical moist", "tropical moist/wet"}},
      {"tropical_wet", {"tropical", "tropical wet", "tropical moist/wet"}},
      {"tropical_montane", {"tropical", "tropical montane", "tropical dry/montane"}}};
  const auto found = names.find(zone);
  assert(found != names.end());
  return found->second;
}

// IPCC 2013 Wetlands Supplement ch. 3: unknown nutrient status is rich in the temperate zone and
// poor in the boreal one; the tropical tables do not ask.
std::string nutrient_of(const Stand& stand, const ClimateNames& climate, WetlandFactors& factors) {
  if (!stand.nutrient.empty()) return stand.nutrient;
  if (climate.broad == "tropical") return "";
  factors.nutrient_assumed = true;
  factors.nutrient = climate.broad == "boreal" ? "poor" : "rich";
  return factors.nutrient;
}

std::optional<Finding> check_magnitudes(const ParameterTable& factors) {
  for (std::size_t row = 0; row < factors.row_count(); ++row) {
    const std::string& unit = factors.text(row, "unit");
    if (unit != "fraction" && unit != "factor") continue;
    const Decimal value = *Decimal::parse(factors.text(row, "value"));
    const int largest = unit == "fraction" ? 1 : 100;
    if (value >= Decimal(0) && value <= Decimal(largest)) continue;
    return table_invalid(WetlandTables::kFactors, "value", value.str(),
                         "a " + unit + " lies in 0 to " + std::to_string(largest),
                         unit + " 应在 0 至 " + std::to_string(largest) + " 之间");
  }
  return std::nullopt;
}

// What the equations need, as the tables have it; exactly.
class ExactNumbers {
 public:
  using Number = Rational;
  ExactNumbers(const std::vector<WetlandLookup>& lookups, const WarmingPotentials& potentials)
      : lookups_(lookups), potentials_(potentials) {}

  const Rational& of(std::string_view parameter, int nth = 0) const {
    return lookup_of(lookups_, parameter, nth).value;
  }
  static Rational fraction(int above, int below) { return Rational(above, below); }
  static Rational carbon_dioxide(const Rational& t) { return to_co2e(TonnesCarbon{t}).value; }
  Rational methane(const Rational& kg) const { return kg / 1000 * potentials_.ch4(); }
  Rational nitrous_oxide(const Rational& kg) const { return kg / 1000 * potentials_.n2o(); }

 private:
  const std::vector<WetlandLookup>& lookups_;
  const WarmingPotentials& potentials_;
};

}  // namespace

const WetlandLookup& lookup_of(const std::vector<WetlandLookup>& lookups,
                               std::string_view parameter, int nth) {
  const auto found = std::find_if(lookups.begin(), lookups.end(), [&](const WetlandLookup& lookup) {
    return lookup.parameter == parameter && nth-- == 0;
  });
  assert(found != lookups.end() && "not a parameter of this wetland type");
  return *found;
}

Rational soil_share(int years, const SoilFactors& factors) {
  const Rational* const stages[] = {&factors.cultivated, &factors.after_20_years,
                                    &factors.after_40_years};
  return soil_share(
      years, [&](int k) -> const Rational& { return *stages[k]; }, ExactNumbers::fraction);
}

std::variant<WetlandTables, Finding> WetlandTables::build(const TableFiles& files,
                                                          const std::string& gwp) {
  const std::vector<std::string> key = {"category", "climate", "land_or_water_type", "qualifier",
                                        "parameter"};
  std::vector<std::string> columns = key;
  columns.push_back("unit");
  // The greatest factor is some 2,000; these bounds keep every figure far inside int64.
  auto factors = ParameterTable::find({kFactors, columns, {"value"}, key, 10000}, files);
  if (const auto* fault = std::get_if<Finding>(&factors)) return *fault;
  if (auto fault = check_magnitudes(std::get<ParameterTable>(factors))) return *fault;
  auto potentials = WarmingPotentials::build(files, gwp);
  if (const auto* fault = std::get_if<Finding>(&potentials)) return *fault;
  return WetlandTables(std::get<ParameterTable>(std::move(factors)),
                       std::get<WarmingPotentials>(std::move(potentials)));
}

Rational WetlandTables::look_up(const std::string& category,
                                const std::vector<std::string>& climates, const std::string& type,
                                const std::vector<std::string>& qualifiers,
                                const std::string& parameter) {
  for (const auto& climate : climates) {
    for (const auto& qualifier : qualifiers) {
      for (std::size_t row = 0; row < factors_.row_count(); ++row) {
        if (factors_.text(row, "category") == category &&
            factors_.text(row, "climate") == climate &&
            factors_.text(row, "land_or_water_type") == type &&
            factors_.text(row, "qualifier") == qualifier &&
            factors_.text(row, "parameter") == parameter) {
          if (const auto number = factors_.look_up(row, "value")) {
            const std::string what = parameter + ", " + category + ", " + climate + ", " + type +
                                     (qualifier.empty() ? "" : ", " + qualifier);
            lookups_.push_back({parameter, number->rational(), what, row});
            return number->rational();
          }
        }
      }
    }
  }
  if (!missing_) missing_ = FactorMissing{category, climates.front(), type, parameter};
  return 0;
}

Bilingual WetlandTables::cite(const WetlandLookup& lookup) const {
  return cited(factors_, lookup.row, in_both(lookup.place), "value") + " " +
         factors_.text(lookup.row, "unit");
}

std::variant<WetlandFactors, FactorMissing> WetlandTables::of(const Stand& stand) {
  missing_.reset();
  lookups_.clear();
  WetlandFactors factors;
  if (stand.wetland_type == "mineral") factors = mineral(stand);
  if (stand.wetland_type == "organic_rewetted") factors = organic_rewetted(stand);
  if (stand.wetland_type == "organic_drained") factors = organic_drained(stand);
  if (stand.wetland_type == "reservoir") factors = reservoir(stand);
  if (stand.wetland_type == "pond" || stand.wetland_type == "ditch") factors = water_body(stand);
  if (missing_) return *missing_;
  return factors;
}

// Wetlands Supplement Table 5.3.
std::variant<SoilFactors, FactorMissing> WetlandTables::soil_factors() {
  missing_.reset();
  lookups_.clear();
  const auto factor = [this](const std::string& stage) {
    return look_up(kMineralSoil, {"all climates as tabulated"}, kCultivated, {stage}, "F_LU");
  };
  const SoilFactors factors = {factor("long-term cultivated"), factor("rewetting, years 1-20"),
                               factor("rewetting, years 21-40")};
  if (missing_) return *missing_;
  return factors;
}

// Wetlands Supplement Tables 5.2 and 5.4; the methane of a wetland that was never drained is
// natural and not counted.
WetlandFactors WetlandTables::mineral(const Stand& stand) {
  const ClimateNames climate = climate_names(stand.climate);
  WetlandFactors factors;
  look_up(kMineralSoil, {climate.mineral_soil}, "all", {""}, "SOC_ref");
  if (stand.changed_in) {
    look_up(kMineralSoil, {climate.broad}, "rewetted or created wetland", {""}, "EF_CH4");
  }
  if (missing_) return factors;
  const WetlandEquations equations{ExactNumbers(lookups_, potentials_)};
  factors.soil_reference = ExactTonnesCO2e{equations.mineral_soil(1)};
  if (stand.changed_in) factors.ch4 = {equations.methane()};
  return factors;
}

// Wetlands Supplement Tables 3.1, 3.2 (t C) and 3.3 (kg CH4-C).
WetlandFactors WetlandTables::organic_rewetted(const Stand& stand) {
  const ClimateNames climate = climate_names(stand.climate);
  WetlandFactors factors;
  const std::string nutrient = nutrient_of(stand, climate, factors);
  const bool tropical = climate.broad == "tropical";
  const std::vector<std::string> qualifiers =
      tropical ? std::vector<std::string>{"all", ""}
               : std::vector<std::string>{"nutrient-" + nutrient};
  look_up(kRewettedSoil, {climate.broad}, "all", qualifiers, "EF_CO2");
  look_up(kRewettedSoil, {climate.broad}, "all", {""}, "EF_DOC");
  look_up(kRewettedSoil, {climate.broad}, "all", qualifiers, "EF_CH4");
  if (missing_) return factors;
  const WetlandEquations equations{ExactNumbers(lookups_, potentials_)};
  factors.soil_change = ExactTonnesCO2e{-equations.organic_soil(false)};
  factors.ch4 = {equations.rewetted_methane()};
  return factors;
}

// Wetlands Supplement Tables 2.1, 2.2 (t C), 2.3, 2.4 (kg CH4) and 2.5 (kg N2O-N).
WetlandFactors WetlandTables::organic_drained(const Stand& stand) {
  const ClimateNames climate = climate_names(stand.climate);
  WetlandFactors factors;
  std::string type, ditch_type;
  std::vector<std::string> qualifiers;
  if (stand.land_use == "forest" || stand.land_use == "cropland") {
    type = ditch_type = stand.land_use == "forest" ? "forest land" : "cropland";
    qualifiers = {"all", "all nutrient states"};
  } else {
    const std::string depth = stand.land_use == "grassland_deep" ? "deep" : "shallow";
    type = "grassland";
    ditch_type = depth + "-drained grassland";
    const bool poor = nutrient_of(stand, climate, factors) == "poor";
    qualifiers = {poor ? "nutrient-poor" : depth + "-drained nutrient-rich"};
  }
  const auto need = [&](const std::string& of_type, const std::vector<std::string>& under,
                        const std::string& parameter) {
    look_up(kDrainedSoil, {climate.broad}, of_type, under, parameter);
  };
  need(type, qualifiers, "EF_CO2");
  need("all", {""}, "EF_DOC_drained");
  need(type, qualifiers, "EF_CH4_land");
  need(ditch_type, {""}, "Frac_ditch");
  need(ditch_type, {"ditch surface"}, "EF_CH4_ditch");
  need(type, qualifiers, "EF_N2O");
  if (missing_) return factors;
  const WetlandEquations equations{ExactNumbers(lookups_, potentials_)};
  factors.soil_change = ExactTonnesCO2e{-equations.organic_soil(true)};
  factors.ch4 = {equations.drained_methane()};
  factors.n2o = {equations.drained_nitrous_oxide()};
  return factors;
}

// IPCC 2019 Refinement vol. 4 ch. 7: t CO2-C and kg CH4; downstream share R_d, trophic state alpha.
WetlandFactors WetlandTables::reservoir(const Stand& stand) {
  const ClimateNames climate = climate_names(stand.climate);
  WetlandFactors factors;
  factors.trophic_assumed = stand.trophic.empty();
  look_up(kFloodedLand, {"all"}, "reservoir",
          {factors.trophic_assumed ? "trophic state unknown" : stand.trophic}, "alpha_trophic");
  look_up(kFloodedLand, {"all"}, "reservoir", {"downstream share of surface CH4"}, "R_d");
  look_up(kFloodedLand, {climate.reservoir}, kOldReservoir, {"surface"}, "EF_CH4");
  if (stand.changed_in) {
    look_up(kFloodedLand, {climate.reservoir}, kYoungReservoir, {"surface"}, "EF_CH4");
    look_up(kFloodedLand, {climate.reservoir}, kYoungReservoir, {""}, "EF_CO2");
  }
  if (missing_) return factors;
  const WetlandEquations equations{ExactNumbers(lookups_, potentials_)};
  factors.ch4 = {equations.reservoir_methane(false)};
  if (stand.changed_in) {
    factors.ch4_young = {equations.reservoir_methane(true)};
    factors.co2_young = {equations.young_reservoir_carbon_dioxide()};
  }
  return factors;
}

// IPCC 2019 Refinement vol. 4 ch. 7 Table 7.12.
WetlandFactors WetlandTables::water_body(const Stand& stand) {
  const std::string type =
      stand.wetland_type == "pond" ? "freshwater and brackish pond" : "canal or ditch";
  WetlandFactors factors;
  look_up(kWaterBody, {"all"}, type, {""}, "EF_CH4");
  if (missing_) return factors;
  const WetlandEquations equations{ExactNumbers(lookups_, potentials_)};
  factors.ch4 = {equations.methane()};
  return factors;
}

}  // namespace linhui::methodology
