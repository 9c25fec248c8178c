// Sums of an estimate's rows by what stands have in common: village, township, species ...
//
// Every figure is a sum of rounded rows, so the parts add up to the whole to the last digit.
//
//   auto keys = parse_roll_up_keys("township,year");
//   auto outcome = roll_up(estimate, stands, std::get<RollUpKeys>(keys), tables);
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/method.h"

namespace linhui::methodology {

// What a group's stands have in common; the columns of a roll-up before `year` and `pool`.
enum class GroupColumn { admin_code, township, village, stand, species, age_class };
// Of the column, as outputs have it: village, stand_id ...
const char* name_of(GroupColumn column);  // of the column: village, stand_id ...
// What a stand has there, as written. Requires: not age_class, which is worked out.
const std::string& value_of(const Stand& stand, GroupColumn column);

// What is asked for.
struct RollUpKeys {
  std::vector<GroupColumn> columns;  // in the order asked; none: everything is one group
  bool by_year = false, by_pool = false;
};

// `village,year`: columns, `year` and `pool`, separated by commas, each once, wherever `year` and
// `pool` stand; `stand` is short for stand_id. Errors: roll_up_key_unknown, roll_up_key_repeated.
std::variant<RollUpKeys, Finding> parse_roll_up_keys(std::string_view text);
// All that may be asked for, separated by commas.
std::string roll_up_key_names();

// A group's figure. Its change is that of its rows, not the difference of its stocks: a stand that
// is first measured late brings its stock without a change.
struct RollUpRow {
  std::size_t group = 0;    // position in RollUp::groups
  std::optional<int> year;  // empty: the whole period
  Pool pool = Pool::total;
  std::optional<TonnesCO2e> stock;   // empty where none of the rows has one
  std::optional<TonnesCO2e> change;  // likewise
};

// Groups with their rows. A group without a row does not arise: it needs a stand with rows.
struct RollUp {
  RollUpKeys keys;
  std::vector<std::vector<std::string>> groups;  // one value a column; in order of first appearance
  std::vector<RollUpRow> rows;                   // in order of group, then year, then pool
  std::vector<TableUse> tables;                  // that the grouping itself rests on
  std::vector<Finding> notes;                    // age_class_region, age_class_unknown
};

// Its rows in pieces, each made when it is asked for, by any thread: all of them need not lie in
// memory.
struct RollUpPieces {
  std::size_t count = 0;
  std::function<std::vector<RollUpRow>(std::size_t piece)> rows;
};
// Of rows that are there, kRowsOfPiece each but the last. `roll_up` outlives them.
RollUpPieces pieces_of(const RollUp& roll_up);
inline constexpr std::size_t kRowsOfPiece = 8192;  // about

using RollUpOutcome = std::variant<RollUp, Findings>;

// Sums `estimate`, made of `stands`. A group's value is what the inventory says, as written; an age
// class that cannot be told is `unknown`.
//
// By year: stock at the year's end, change since the year before. Without: stock at the end of the
// last year, change over the whole period. By pool: every pool that the estimate has, and `total`;
// without, `total` alone. Terms beside the pools are in no row.
//
// Sums are of 64-bit integers with their overflow caught. Errors: total_too_large where a sum does
// not fit; table_invalid (age classes only). Requires: rows' positions are those of `stands`.
RollUpOutcome roll_up(const Estimate& estimate, const std::vector<Stand>& stands,
                      const RollUpKeys& keys, const TableFiles& tables);

}  // namespace linhui::methodology
