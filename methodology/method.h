// A method is code plus tables, under a name and a version. One file a method; the list of them
// stands in methods/method_list.cc.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "methodology/bilingual.h"
#include "methodology/estimate.h"
#include "methodology/explanation.h"
#include "methodology/growing_stock_model.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// File name → bytes. The tables that ship are embedded_tables(); an auditor passes those that a
// ledger has published.
using TableFiles = std::map<std::string, std::string>;
TableFiles shipped_tables();

// A choice that the method leaves to the project: `--set name=value`.
struct MethodSetting {
  std::string name;
  std::vector<std::string> values;  // that it may have; none: a decimal
  std::string otherwise;            // taken where it is not given; empty: there is none
  Bilingual meaning;
  bool is_optional = false;  // may be left out though it has no default
};

// What `linhui method show` prints, from the same declaration that the code runs on.
struct MethodDeclaration {
  std::string id, version;  // as its publisher writes it
  Bilingual title, applies_to, deduction;
  bool crediting = false;  // false: assessment only
  std::vector<Pool> pools;
  std::vector<std::string> inputs;  // names of Stand's fields
  std::vector<MethodSetting> settings;
  std::vector<Bilingual> equations;  // each with its source
  std::vector<Bilingual> refuses;
  std::vector<std::string> tables;   // file names
  std::vector<std::string> missing;  // parameters or texts not in hand; not empty: refuses to run
};

class Method {
 public:
  virtual ~Method() = default;
  virtual const MethodDeclaration& declaration() const = 0;
  // Pure. Faults of all stands at once; a table that is missing, malformed or without a source is
  // a fault too (code table_invalid).
  virtual EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                                   const TableFiles& tables) const = 0;
  // What estimate() gives each stand over the period; the years between need not be worked out.
  virtual RemovalOutcome removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                                  const TableFiles& tables) const;
  // Its stocks as products of parameters and growing stock, where they are of that form. Requires:
  // estimate() finds no fault in options and tables.
  virtual std::optional<GrowingStockModel> growing_stock_model(const EstimateOptions& options,
                                                               const TableFiles& tables) const;
  // Adds what estimate() gives each stand over the period to `sheet`, as a formula of the tables'
  // cells and of growing stock; false, and nothing, where the method is not put that way. Requires:
  // estimate() finds no fault.
  virtual bool add_removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                            const TableFiles& tables, FormulaSheet& sheet) const;
  // Above-ground dry matter of a forest stand with that growing stock, t d.m./ha: what a fire
  // finds. Nothing where the method does not work it out. Requires: estimate() finds no fault in
  // the stand.
  virtual std::optional<Rational> above_ground_dry_matter(const Stand& stand,
                                                          const Decimal& volume_m3_ha,
                                                          const TableFiles& tables) const;
  // How the figures of `stand` come about: each term as arithmetic, in order of year and pool.
  virtual ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                                 const TableFiles& tables) const = 0;
  // How those terms of the whole come about that are no stand's, leakage and deduction, in order of
  // year. `estimate` is one of this method's. None where the method has no such terms.
  virtual Explanation explain_terms(const Estimate& estimate, const TableFiles& tables) const;
};

const std::vector<std::unique_ptr<Method>>& methods();
const Method* find_method(std::string_view id);

}  // namespace linhui::methodology
