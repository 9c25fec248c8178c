// What methods share that read a stand's growing stock: its species, its measured years, its rows.
//
// V is m³/ha at the end of a calendar year. It runs linearly from one measured year to the next;
// before the first there is nothing, after the last there is no figure without a growth curve.
//
// A method of this route checks its stands with check_species() and check_volumes(), keeps a
// LinearPool a species or works with volume_at() itself, and writes its rows with add_linear_rows()
// or StandRows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "methodology/methods/shared/estimate_rows.h"
#include "methodology/numbers/quantity.h"
#include "methodology/parameters/parameter_table.h"
#include "methodology/removal_formula.h"
#include "methodology/stands/species.h"

namespace linhui::methodology {

// One species of a stand, and its share of the growing stock. Shares of a stand add up to 1.
struct SpeciesShare {
  std::string species;  // as written
  std::size_t row = 0;  // of the method's species table
  MatchedBy by = MatchedBy::group;
  Rational share;  // tenths of V, as a fraction
};

// What a species or a composition comes to. With faults, the shares are not to be used.
struct StandSpecies {
  std::size_t number = 0;  // from 0 in order of first use: methods keep their factors under it
  std::vector<SpeciesShare> shares;
  Findings faults, fallbacks;  // without stand_id
};

// The species table of a method with the names that lead to its rows. Each species or composition
// is looked up once, so a stand's answer is a reference into what was found before.
//
// Of one run and thread: asking changes it.
class SpeciesTable {
 public:
  // Refuses what ParameterTable and SpeciesIndex refuse.
  // Requires: `schema` has the columns species_zh and species_latin.
  static std::variant<SpeciesTable, Finding> build(const TableSchema& schema,
                                                   const TableFiles& files,
                                                   const SpeciesScope& scope = {});

  // The composition where one is given, otherwise the species. The reference stays good as long as
  // the table, whatever is asked for later.
  const StandSpecies& of(const Stand& stand);

  ParameterTable& rows() { return table_; }
  const ParameterTable& rows() const { return table_; }
  // How many species and compositions have been asked for: every StandSpecies::number is below it.
  std::size_t count() const { return by_species_.size() + by_composition_.size(); }
  // The species table first, then codes and aliases.
  std::vector<TableUse> uses() const;

 private:
  SpeciesTable(ParameterTable table, SpeciesIndex index)
      : table_(std::move(table)), index_(std::move(index)) {}

  // A species' name, or a composition's tenths, to rows; faults and fallbacks without stand_id.
  StandSpecies single(const std::string& species);
  StandSpecies mixed(const std::string& composition);
  void add(const std::string& species, const std::string& field, const Rational& share,
           StandSpecies& found);

  ParameterTable table_;
  SpeciesIndex index_;
  std::unordered_map<std::string, StandSpecies> by_species_, by_composition_;
};

// Tells the faults under the stand's id; its fallbacks are faults where `strict`, notes otherwise.
void check_species(const Stand& stand, const StandSpecies& species, bool strict, Findings& faults,
                   Findings& notes);

// Year → growing stock, m³/ha, in order of year; empty where nothing was measured. Points into the
// stand.
using Measurements = std::vector<std::pair<int, const Decimal*>>;

// The figures by year, and `volume_m3_ha` as that of `from_year` unless a figure of that year is
// given.
Measurements measurements_of(const Stand& stand, int from_year);
// The same of what would stand there without the project. Empty: no baseline is given.
Measurements baseline_measurements_of(const Stand& stand);

// V at the end of a year, exact. Requires: first measured year <= year <= last measured year.
Rational volume_at(const Measurements& measured, int year);

// The same of volumes that may be drawn; zero where it is zero as measured.
Formula volume_formula(const Measurements& measured, int year, FormulaSheet& sheet);

// Fault of a volume that is negative or more than any forest holds (kLargestVolumeM3Ha). `field` as
// in the inventory.
void check_volume(const std::string& stand_id, const std::string& field, const Decimal& volume,
                  Findings& faults);

// Faults: figures out of range, two for one year (volume_conflict), none at all (volume_missing), a
// period that ends after the last measured year (no_forecast). Note: measured_late.
void check_volumes(const Stand& stand, const EstimateOptions& options, Findings& faults,
                   Findings& notes);

// A pool that is linear in the area and the growing stock: A · per_ha + A · V · per_m3 in a
// measured year, nothing where V is 0 (a stand without growing stock holds no trees), linear in
// between.
struct LinearPool {
  Pool pool = Pool::above_ground;
  ExactTonnesCO2e per_ha;  // t CO2e/ha
  ExactTonnesCO2e per_m3;  // t CO2e/m³
};

// Rows from the later of `from_year` and the first measured year to `to_year`. `pools` in order of
// output. Requires: the stand passed check_volumes().
void add_linear_rows(const Stand& stand, std::size_t position, const std::vector<LinearPool>& pools,
                     const EstimateOptions& options, std::vector<EstimateRow>& rows);

}  // namespace linhui::methodology
