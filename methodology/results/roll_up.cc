#include "methodology/results/roll_up.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <string_view>

#include "methodology/findings.h"
#include "methodology/results/roll_up_findings.h"
#include "methodology/stands/age_class.h"

namespace linhui::methodology {
namespace {

constexpr std::array kGroupColumns = {GroupColumn::admin_code, GroupColumn::township,
                                      GroupColumn::village,    GroupColumn::stand,
                                      GroupColumn::species,    GroupColumn::age_class};
constexpr std::size_t kPools = static_cast<std::size_t>(Pool::total) + 1;
const char* const kUnknown = "unknown";

// A sum that is empty until something is added.
struct GroupSum {
  std::int64_t count = 0;
  bool any = false;

  // False where the sum does not fit.
  [[nodiscard]] bool add(const std::optional<TonnesCO2e>& figure) {
    if (!figure) return true;
    any = true;
    return !__builtin_add_overflow(count, figure->ten_thousandths(), &count);
  }
  std::optional<TonnesCO2e> figure() const {
    return any ? std::optional(TonnesCO2e::of_ten_thousandths(count)) : std::nullopt;
  }
};

struct Cell {
  GroupSum stock, change;
  bool touched = false;
};

class RollUpSums {
 public:
  RollUpSums(const Estimate& estimate, const RollUpKeys& keys) : keys_(keys) {
    std::array<bool, kPools> present = {};
    for (const EstimateRow& row : estimate.rows) {
      if (keys.by_pool || row.pool == Pool::total) {
        present[static_cast<std::size_t>(row.pool)] = true;
      }
      first_year_ = std::min(first_year_, row.year);
      last_year_ = std::max(last_year_, row.year);
    }
    for (std::size_t pool = 0; pool < kPools; ++pool) {
      slot_of_[pool] = present[pool] ? static_cast<int>(pools_.size()) : -1;
      if (present[pool]) pools_.push_back(static_cast<Pool>(pool));
    }
    years_ = estimate.rows.empty() ? 0 : keys.by_year ? last_year_ - first_year_ + 1 : 1;
  }

  // False where a sum does not fit.
  [[nodiscard]] bool add(std::size_t group, const EstimateRow& row) {
    const int slot = slot_of_[static_cast<std::size_t>(row.pool)];
    if (slot < 0) return true;
    const std::size_t of_group = static_cast<std::size_t>(years_) * pools_.size();
    if (cells_.size() < (group + 1) * of_group) cells_.resize((group + 1) * of_group);
    const int year = keys_.by_year ? row.year - first_year_ : 0;
    Cell& cell = cells_[group * of_group + static_cast<std::size_t>(year) * pools_.size() +
                        static_cast<std::size_t>(slot)];
    cell.touched = true;
    // Over a period the stock is that at its end; stocks of several years do not add up.
    const bool counts = keys_.by_year || row.year == last_year_;
    return (!counts || cell.stock.add(row.stock)) && cell.change.add(row.change);
  }

  std::vector<RollUpRow> rows() const {
    std::vector<RollUpRow> rows;
    const std::size_t of_group = static_cast<std::size_t>(years_) * pools_.size();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (!cells_[i].touched) continue;
      RollUpRow row;
      row.group = i / of_group;
      if (keys_.by_year) row.year = first_year_ + static_cast<int>(i % of_group / pools_.size());
      row.pool = pools_[i % pools_.size()];
      row.stock = cells_[i].stock.figure();
      row.change = cells_[i].change.figure();
      rows.push_back(row);
    }
    return rows;
  }

 private:
  const RollUpKeys& keys_;
  std::array<int, kPools> slot_of_ = {};
  std::vector<Pool> pools_;  // that have rows, in order of output
  int first_year_ = kLastYear, last_year_ = kFirstYear, years_ = 0;
  std::vector<Cell> cells_;  // group, year, pool; the last runs fastest
};

}  // namespace

const char* name_of(GroupColumn column) {
  switch (column) {
    case GroupColumn::admin_code:
      return "admin_code";
    case GroupColumn::township:
      return "township";
    case GroupColumn::village:
      return "village";
    case GroupColumn::stand:
      return "stand_id";
    case GroupColumn::species:
      return "species";
    case GroupColumn::age_class:
      return "age_class";
  }
  return "";
}

const std::string& value_of(const Stand& stand, GroupColumn column) {
  assert(column != GroupColumn::age_class);
  switch (column) {
    case GroupColumn::admin_code:
      return stand.admin_code;
    case GroupColumn::township:
      return stand.township;
    case GroupColumn::village:
      return stand.village;
    case GroupColumn::species:
      return stand.species;
    default:
      return stand.stand_id;
  }
}

std::string roll_up_key_names() {
  std::string names;
  for (const GroupColumn column : kGroupColumns) names += std::string(name_of(column)) + ", ";
  return names + "year, pool";
}

std::variant<RollUpKeys, Finding> parse_roll_up_keys(std::string_view text) {
  RollUpKeys keys;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view key = text.substr(0, comma);
    if (key == "stand") key = "stand_id";
    const auto column = std::find_if(kGroupColumns.begin(), kGroupColumns.end(),
                                     [&](GroupColumn each) { return key == name_of(each); });
    bool* flag = key == "year" ? &keys.by_year : key == "pool" ? &keys.by_pool : nullptr;
    bool repeated = false;
    if (flag != nullptr) {
      repeated = *flag;
      *flag = true;
    } else if (column != kGroupColumns.end()) {
      repeated = std::count(keys.columns.begin(), keys.columns.end(), *column) > 0;
      keys.columns.push_back(*column);
    } else {
      return roll_up_key_unknown(std::string(key), roll_up_key_names());
    }
    if (repeated) return roll_up_key_repeated(std::string(key));
    if (comma == text.size()) return keys;
    text.remove_prefix(comma + 1);
  }
}

RollUpPieces pieces_of(const RollUp& roll_up) {
  const auto rows = [&roll_up](std::size_t piece) {
    const auto begin = roll_up.rows.begin() + static_cast<std::ptrdiff_t>(piece * kRowsOfPiece);
    const auto left = static_cast<std::size_t>(roll_up.rows.end() - begin);
    return std::vector<RollUpRow>(
        begin, begin + static_cast<std::ptrdiff_t>(std::min(left, kRowsOfPiece)));
  };
  return {(roll_up.rows.size() + kRowsOfPiece - 1) / kRowsOfPiece, rows};
}

RollUpOutcome roll_up(const Estimate& estimate, const std::vector<Stand>& stands,
                      const RollUpKeys& keys, const TableFiles& tables) {
  RollUp result;
  result.keys = keys;
  std::optional<AgeClasses> classes;
  if (std::count(keys.columns.begin(), keys.columns.end(), GroupColumn::age_class) > 0) {
    auto built = AgeClasses::build(tables);
    if (auto* fault = std::get_if<Finding>(&built)) return Findings{*fault};
    classes = std::move(std::get<AgeClasses>(built));
  }
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> group_of(stands.size(), kNone);
  std::map<std::vector<std::string>, std::size_t> group_by_values;
  RollUpSums sums(estimate, keys);
  std::size_t grouped = 0, unknown = 0;
  for (const EstimateRow& row : estimate.rows) {
    std::size_t& group = group_of[row.stand];
    if (group == kNone) {
      std::vector<std::string> values;
      for (const GroupColumn column : keys.columns) {
        const Stand& stand = stands[row.stand];
        const bool is_class = column == GroupColumn::age_class;
        values.push_back(is_class ? classes->find(stand).value_or(kUnknown)
                                  : value_of(stand, column));
        if (is_class && values.back() == kUnknown) ++unknown;
      }
      ++grouped;
      const auto [found, is_new] = group_by_values.emplace(values, result.groups.size());
      if (is_new) result.groups.push_back(std::move(values));
      group = found->second;
    }
    if (!sums.add(group, row)) return Findings{total_too_large()};
  }
  result.rows = sums.rows();
  if (classes) {
    result.tables.push_back(classes->use());
    result.notes.push_back(age_class_region(classes->regions()));
    if (unknown > 0) result.notes.push_back(age_class_unknown(unknown, grouped));
  }
  return result;
}

}  // namespace linhui::methodology
