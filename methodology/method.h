// A method is code plus tables, under a name and a version. One file a method; the list of them
// stands in methods/method_list.cc, and each family's files in a folder of its own: _tables
// (numbers with their sources), _stand or _equations (the arithmetic), _formula (the same for
// draws), _explanation (the same in words).
//
// Methods are pure: no file, no clock, no state between calls. They may be used by many threads at
// once. The same stands, options and table bytes give the same figures on every machine.
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

// File name → bytes. The tables that ship are shipped_tables(); an auditor passes those that a
// ledger has published, a project its own.
using TableFiles = std::map<std::string, std::string>;
// A copy of the tables compiled into the library (parameters/embedded_tables.h).
TableFiles shipped_tables();

// A choice that the method leaves to the project: `--set name=value`. settings.h checks and reads
// it.
struct MethodSetting {
  std::string name;
  std::vector<std::string> values;  // that it may have; none: a decimal
  std::string otherwise;            // taken where it is not given; empty: there is none
  Bilingual meaning;
  bool is_optional = false;  // may be left out though it has no default
};

// What `linhui method show` prints, from the same declaration that the code runs on.
struct MethodDeclaration {
  // For people and records.
  std::string id, version;  // as its publisher writes it
  Bilingual title, applies_to, deduction;
  bool crediting = false;  // false: assessment only
  // Pools that have rows, in order of output.
  std::vector<Pool> pools;
  std::vector<std::string> inputs;  // names of Stand's fields
  std::vector<MethodSetting> settings;
  std::vector<Bilingual> equations;  // each with its source
  std::vector<Bilingual> refuses;
  std::vector<std::string> tables;  // file names
  // What an estimate rests on, and what stands in its way.
  std::vector<std::string> missing;  // parameters or texts not in hand; not empty: refuses to run
};

class Method {
 public:
  virtual ~Method() = default;
  // The same object at every call; lives as long as the method.
  virtual const MethodDeclaration& declaration() const = 0;
  // Pure. Faults of all stands at once; a table that is missing, malformed or without a source is
  // a fault too (code table_invalid).
  virtual EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                                   const TableFiles& tables) const = 0;
  // What estimate() gives each stand over the period; the years between need not be worked out.
  // Equal to the sums over estimate()'s rows and terms of each stand, to the last digit, as changes
  // telescope (tests/methodology/methods/removals_test.cc).
  virtual RemovalOutcome removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                                  const TableFiles& tables) const;
  // Its stocks as products of parameters and growing stock, where they are of that form for all
  // stands; Monte Carlo takes it before add_removals(). Requires: estimate() finds no fault in
  // options and tables.
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
  // Faults are those of estimate() for the stand alone.
  virtual ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                                 const TableFiles& tables) const = 0;
  // How those terms of the whole come about that are no stand's, leakage and deduction, in order of
  // year. `estimate` is one of this method's, over the same tables. None where the method has no
  // such terms.
  virtual Explanation explain_terms(const Estimate& estimate, const TableFiles& tables) const;
};

// All methods, in order of id. Made once; may be asked from any thread.
const std::vector<std::unique_ptr<Method>>& methods();
// The method of that id, exactly as written; nullptr where there is none. Lives as long as the
// program.
const Method* find_method(std::string_view id);

}  // namespace linhui::methodology
