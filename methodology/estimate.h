// What an estimate is: rows by stand, year and pool, and the summary over them.
//
// Every figure is a whole number of 0.0001 t CO2e, rounded once from the method's formula
// (numbers/quantity.h). Changes, totals and sums are made of the rounded figures alone, so that
// parts add up to the whole and years telescope, to the last digit. docs/methodology.md, "What an
// estimate is".
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/numbers/quantity.h"
#include "methodology/stand.h"

namespace linhui::methodology {

// In order of output, which the code relies on: pools of trees up to `litter`, then soil; from
// `emissions_ch4` on they are gases that a stand gives off. `total` is the last.
enum class Pool {
  above_ground,
  below_ground,
  living_biomass,  // above and below ground together, where a method does not tell them apart
  dead_wood,
  litter,
  soil,
  emissions_ch4,
  emissions_n2o,
  emissions_co2,
  total
};
// As outputs and formats have it: "above_ground". Stable.
const char* name_of(Pool pool);

// A stand's pool at the end of a year. A stand's first year has no changes; a pool whose stock no
// one knows (organic soil, gases) has changes only. The row `total` closes each stand and year with
// the sums of its rows; a figure that none of them has is empty there too.
struct EstimateRow {
  std::size_t stand = 0;  // position in the input
  int year = 0;           // calendar year; a stock is that at its end
  Pool pool = Pool::total;
  std::optional<TonnesCO2e> stock;
  std::optional<TonnesCO2e> change;  // since the year before; a removal is positive
};

// Something to tell a person about one stand, or about the whole (`stand_id` empty): a fault, for
// which nothing is estimated, or a note beside an estimate. Programs go by `code`, people by the
// sentence; the codes stand in docs/methodology.md.
struct Finding {
  std::string code;  // stable: species_unknown, parameters_missing, species_fallback ...
  std::string stand_id;
  std::string field;
  std::string value;
  std::string english;  // one sentence, with what was expected
  std::string chinese;
};

// How far a value can be trusted: read in its document, written down from memory, or stated by the
// project. docs/methodology.md, "Confidence".
enum class Confidence { seen, recalled, project };  // a value's; see docs/methodology.md
// As a table's column `confidence` has it: "seen".
const char* name_of(Confidence confidence);

// A number that a figure rests on. Monte Carlo draws in its place.
struct LookedUpNumber {
  std::size_t row = 0;                  // of the table, from 0 without the header
  std::string row_name, column, value;  // the row by its key's fields, joined by '|'
  Confidence confidence = Confidence::recalled;
};

// What an estimate took from a table: enough for an auditor to find the same bytes and to see which
// numbers matter.
struct TableUse {
  std::string name;                                         // file name of the table
  std::string sha256;                                       // of its bytes, hex
  std::map<std::string, std::size_t> values_by_confidence;  // of the values that were looked up
  std::vector<LookedUpNumber> numbers = {};                 // in order of row, then column
};

// What is asked for. A ledger records these with a report, so that the estimate can be made again.
struct EstimateOptions {
  int from_year = 0, to_year = 0;  // inclusive
  // Warming potentials: AR4, AR5 or AR6 (methods/shared/warming_potential.h).
  std::string gwp = "AR5";
  bool strict = false;  // a species that falls back is refused
  // Choices that a method leaves to the project, by the names that its declaration lists.
  std::map<std::string, std::string> settings;
  // What the project states besides its stands, in t CO2e over the whole period.
  TonnesCO2e baseline, leakage;
};

// What is counted beside the pools: a term of the whole, or of one stand. In the order in which
// they are taken off.
enum class Term { baseline, leakage, project_emissions, deduction };
// As outputs have it: "project_emissions".
const char* name_of(Term term);

// A term of one year. Terms of one kind add up to the summary's, together with what the options
// state.
struct EstimateTerm {
  std::optional<std::size_t> stand;  // position in the input; empty: of the whole
  int year = 0;
  Term term = Term::baseline;
  TonnesCO2e amount;  // positive where it lowers the net
};

// Over the whole period and all stands:
//   net = change − baseline − leakage − project_emissions − deduction
// A negative net stays negative: it is carried, never cut to zero.
struct EstimateSummary {
  TonnesCO2e change;  // Σ change of the pools, without emissions
  TonnesCO2e baseline, leakage, project_emissions, deduction, net;
  std::optional<Decimal> uncertainty_half_width_percent;  // empty: not assessed
  bool net_source = false;                                // say so in words
};

// What a method makes of its stands. It holds no stand: rows say them by position.
struct Estimate {
  std::string method_id, method_version;
  EstimateOptions options;
  std::vector<EstimateRow> rows;  // order of input, then year, then pool
  std::vector<EstimateTerm>
      terms;  // what the method itself works out; in order of input, then year
  EstimateSummary summary;
  std::vector<TableUse> tables;      // every table the method rests on
  std::string parameter_set_sha256;  // over the names and digests of `tables`
  std::vector<Finding> notes;        // fallbacks, assumptions, net sources
};

// Every fault at once, in the order of checking; nothing is estimated where there is one.
using Findings = std::vector<Finding>;
using EstimateOutcome = std::variant<Estimate, Findings>;
// By stand: the removal over the period, Σ change of its pools, less its emissions and its terms.
using RemovalOutcome = std::variant<std::vector<TonnesCO2e>, Findings>;

}  // namespace linhui::methodology
