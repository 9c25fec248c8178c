// What a forest fire gives off besides CO2, per tonne of above-ground dry matter that it finds.
//
//   E_gas = A · b · COMF · EF_gas · GWP_gas / 1000
//   t CO2e = ha · t d.m./ha · 1 · g gas/kg d.m. · t CO2e/t gas · (kg/t · t/g)
//
// Source: AR-TOOL08 v04.0.0 (wildfire in stands), IPCC 2006 GL vol. 4 ch. 2 Eq. 2.27; factors in
// disturbance.csv, potentials in gwp.csv. CO2 is in the change of stock already.
//
// Climate leads to the factors of temperate forest (also where it is not given), boreal forest or
// tropical forest; there the combustion factor goes by age: 3-5, 6-10, 11-17, from 18 years.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/methods/shared/warming_potential.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// t CO2e per t of above-ground dry matter standing in what burns: COMF · EF · GWP / 1000 of each
// gas.
struct FireFactors {
  Rational ch4, n2o;
  bool zone_assumed = false;  // the stand's climate is not given: temperate
};

// Looking up counts, so each run has its own.
class BurningFactors {
 public:
  static const std::string kFactors;  // file name

  // Refuses what ParameterTable refuses, and a set of potentials that gwp.csv does not have.
  static std::variant<BurningFactors, Finding> build(const TableFiles& files,
                                                     const std::string& gwp);

  // Of a fire in a stand of that age. In the tropics the combustion factor goes by age. Refused
  // with parameters_missing: a zone without factors, and in the tropics no age or one below 3.
  std::variant<FireFactors, Finding> of(const Stand& stand, const std::optional<Decimal>& age);

  // Factors, then potentials.
  std::vector<TableUse> uses() const { return {factors_.use(), potentials_.use()}; }

 private:
  BurningFactors(ParameterTable factors, WarmingPotentials potentials)
      : factors_(std::move(factors)), potentials_(std::move(potentials)) {}
  std::optional<Rational> factor(const std::string& biome, const std::string& qualifier,
                                 const std::string& parameter);

  ParameterTable factors_;
  WarmingPotentials potentials_;
};

}  // namespace linhui::methodology
