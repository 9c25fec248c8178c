// What an estimate is: rows by stand, year and pool, and the summary over them.
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

// In order of output.
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
const char* name_of(Pool pool);

struct EstimateRow {
  std::size_t stand = 0;  // position in the input
  int year = 0;           // calendar year; a stock is that at its end
  Pool pool = Pool::total;
  std::optional<TonnesCO2e> stock;
  std::optional<TonnesCO2e> change;  // since the year before; a removal is positive
};

// Something to tell a person about one stand (or the whole: stand_id empty).
struct Finding {
  std::string code;  // stable: species_unknown, parameters_missing, species_fallback ...
  std::string stand_id;
  std::string field;
  std::string value;
  std::string english;  // one sentence, with what was expected
  std::string chinese;
};

enum class Confidence { seen, recalled, project };  // a value's; see docs/methodology.md
const char* name_of(Confidence confidence);

// A number that a figure rests on.
struct LookedUpNumber {
  std::size_t row = 0;                  // of the table, from 0 without the header
  std::string row_name, column, value;  // the row by its key's fields, joined by '|'
  Confidence confidence = Confidence::recalled;
};

struct TableUse {
  std::string name;                                         // file name of the table
  std::string sha256;                                       // of its bytes, hex
  std::map<std::string, std::size_t> values_by_confidence;  // of the values that were looked up
  std::vector<LookedUpNumber> numbers = {};                 // in order of row, then column
};

struct EstimateOptions {
  int from_year = 0, to_year = 0;  // inclusive
  std::string gwp = "AR5";
  bool strict = false;  // a species that falls back is refused
  // Choices that a method leaves to the project, by the names that its declaration lists.
  std::map<std::string, std::string> settings;
  // What the project states besides its stands, in t CO2e over the whole period.
  TonnesCO2e baseline, leakage;
};

// What is counted beside the pools: a term of the whole, or of one stand.
enum class Term { baseline, leakage, project_emissions, deduction };
const char* name_of(Term term);

struct EstimateTerm {
  std::optional<std::size_t> stand;  // position in the input; empty: of the whole
  int year = 0;
  Term term = Term::baseline;
  TonnesCO2e amount;  // positive where it lowers the net
};

struct EstimateSummary {
  TonnesCO2e change;  // Σ change of the pools, without emissions
  TonnesCO2e baseline, leakage, project_emissions, deduction, net;
  std::optional<Decimal> uncertainty_half_width_percent;  // empty: not assessed
  bool net_source = false;                                // say so in words
};

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

// Every fault at once; nothing estimated where there is one.
using Findings = std::vector<Finding>;
using EstimateOutcome = std::variant<Estimate, Findings>;
// By stand: the removal over the period, Σ change of its pools, less its emissions and its terms.
using RemovalOutcome = std::variant<std::vector<TonnesCO2e>, Findings>;

}  // namespace linhui::methodology
