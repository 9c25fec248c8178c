// Biomass of single trees by published equations, W in kg of dry matter a tree, D in cm at breast
// height, H in m:
//
//   W = a·(D²·H)^b     W = a·H^b·D^c     W = a·D^b
//
// A tree's above-ground biomass is the equation `above ground`, or the sum of stem, branch and
// leaf; its below-ground biomass the equation `root`. Equations of different regions, that is of
// different sources, are never put together. Powers by basic_math.h, so that a tree's figure,
// rounded half even to 0.0001 kg, is the same everywhere.
//
// Source: allometry.csv, each row with its own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/method.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// A tree, or several like it, as tallied in a plot.
struct TalliedTree {
  std::string plot_id, species;
  Decimal dbh_cm;
  std::optional<Decimal> height_m;
  std::size_t count = 1;  // like trees
};

// In 0.0001 kg of dry matter a tree, rounded half to even.
struct TreeBiomass {
  std::int64_t above_ground = 0;
  std::optional<std::int64_t> below_ground;  // empty: no root equation of the same source
};

// The equations of one species in one region. Above ground: one equation of the whole, or stem,
// branch and leaf.
struct EquationSet {
  struct Equation {
    // By D²H, by H and D, by D alone.
    enum class Form { d2h, h_and_d, d } form = Form::d2h;
    double a = 0, b = 0, c = 0;
    std::size_t row = 0;
  };
  std::string species, region;
  std::vector<Equation> above_ground;
  std::optional<Equation> root;
  std::optional<Decimal> dbh_min_cm, dbh_max_cm;  // empty: not known
};

// The sets that allometry.csv makes up: rows of other forms, units or without parameters are left
// out, and so is a set that is no whole tree. Looking up counts, so each run has its own.
class Allometry {
 public:
  static const std::string kTable;  // file name

  // Refuses what ParameterTable refuses.
  static std::variant<Allometry, Finding> build(const TableFiles& files);

  // The set of a species (its name as the table has it, Chinese or Latin) in the region; where
  // `region` is empty, the only one there is. Never nullptr; lives as long as this. Errors:
  // parameters_missing, region_needed.
  std::variant<const EquationSet*, Finding> find(const std::string& species,
                                                 const std::string& region) const;

  // Requires: `set` came from find(). Refuses a diameter or height that is not a tree's (0 < D <=
  // 1000 cm, 0 < H <= 150 m) and a height that is not there (height_missing); `notes` gets trees
  // out of the range of diameters that the equations were fitted on (tree_out_of_range), which are
  // counted.
  std::variant<TreeBiomass, Finding> biomass(const EquationSet& set, const TalliedTree& tree,
                                             std::vector<Finding>& notes);

  TableUse use() const { return table_.use(); }

 private:
  explicit Allometry(ParameterTable table) : table_(std::move(table)) {}
  // Puts the rows together; what makes no whole tree is left out.
  void read_sets();

  ParameterTable table_;
  std::vector<EquationSet> sets_;
  std::map<std::string, std::string> chinese_by_latin_;
};

}  // namespace linhui::methodology
