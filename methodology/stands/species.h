// Which row of a method's species table a name in an inventory means. A name is never guessed: what
// may mean several groups is refused, and what stands in for a species is told
// (SpeciesMatch::is_fallback).
//
//   马尾松 → its row    马 → 马尾松, by alias    110 → 冷杉, by code    毛竹 → not covered
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "methodology/method.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// Tried in this order; the last two are fallbacks: parameters of something else stand in.
enum class MatchedBy { group, alias, latin, code, genus, residual };

// What a name leads to, and how.
struct SpeciesMatch {
  std::size_t row = 0;  // of the species table
  MatchedBy by = MatchedBy::group;
  bool is_fallback() const { return by >= MatchedBy::genus; }
};

// Why it leads to nothing.
enum class SpeciesMiss {
  unknown,      // no table knows the name, or it may mean several groups
  not_covered,  // known, and not estimated from growing stock: bamboo
};

// Which rows of a species table are meant, and what stands in where it has no row for a species.
// The residual groups must be rows of the scope.
struct SpeciesScope {
  std::string column, value;  // only rows with this value in the column; column empty: all rows
  // The survey's residual groups in this table: conifers, hard and soft broadleaved.
  std::string conifers = "针叶混", hard_broadleaved = "硬阔类", soft_broadleaved = "软阔类";
  // Whether every alias and code leads to a row. If not, one that does not falls to its residual
  // group.
  bool is_complete = true;
};

// The names of the species table (species_zh, species_latin), of species_codes.csv and of
// species_aliases.csv.
//
// Latin names: `Quercus spp.` covers every species of the genus. A name matches whole, by two or
// more words of it or by its epithet where only one row has them, or with an author behind it.
// A genus of which the table knows one species lends that one's row; a genus with several, or a
// survey name without a group of its own, falls to the survey's residual group, which the first
// digit of its code tells: 1-3 conifers (针叶混), 4 hard broadleaved (硬阔类), 5 soft broadleaved
// (软阔类), or those that the scope names. 6 is mixed forest and bamboo and has none.
class SpeciesIndex {
 public:
  static const std::string kCodes, kAliases;  // file names

  // Refuses a table as ParameterTable does, and, where the scope is complete, an alias or a code
  // whose group is not in `groups`.
  static std::variant<SpeciesIndex, Finding> build(const ParameterTable& groups,
                                                   const TableFiles& files,
                                                   const SpeciesScope& scope = {});

  // A name as an inventory has it: case of Latin letters and blanks around are ignored. What the
  // code and alias tables said counts as looked up, so each run has an index of its own.
  std::variant<SpeciesMatch, SpeciesMiss> find(std::string_view text);

  // Codes, then aliases.
  std::vector<TableUse> uses() const { return {codes_.use(), aliases_.use()}; }

 private:
  struct LatinName {
    std::size_t row = 0;
    std::vector<std::string> words;  // lower case, without `spp.`
    bool whole_genus = false;        // stood with `spp.`
    bool is_genus_first = false;     // the first word is a genus, not an English word
  };

  SpeciesIndex(const ParameterTable& groups, ParameterTable codes, ParameterTable aliases,
               SpeciesScope scope);

  std::optional<std::size_t> row_of_group(std::string_view group) const;
  std::optional<SpeciesMatch> find_latin(const std::vector<std::string>& words) const;
  std::variant<SpeciesMatch, SpeciesMiss> find_genus(const std::string& genus) const;
  std::variant<SpeciesMatch, SpeciesMiss> find_survey(std::size_t code_row);
  std::optional<std::variant<SpeciesMatch, SpeciesMiss>> find_code(const std::string& name);
  std::variant<SpeciesMatch, SpeciesMiss> residual_of(char survey_class) const;
  std::optional<char> survey_class_of(std::size_t row) const;

  SpeciesScope scope_;
  std::vector<std::string> groups_;  // by row; empty outside of the scope
  std::vector<LatinName> latin_;
  ParameterTable codes_, aliases_;
};

}  // namespace linhui::methodology
