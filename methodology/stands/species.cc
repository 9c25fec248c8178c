#include "methodology/stands/species.h"

#include <algorithm>
#include <set>

#include "methodology/findings.h"

namespace linhui::methodology {

const std::string SpeciesIndex::kCodes = "species_codes.csv";
const std::string SpeciesIndex::kAliases = "species_aliases.csv";

namespace {

constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";

std::string_view trim(std::string_view text) {
  for (;;) {
    if (text.starts_with(' ') || text.starts_with('\t')) {
      text.remove_prefix(1);
    } else if (text.ends_with(' ') || text.ends_with('\t')) {
      text.remove_suffix(1);
    } else if (text.starts_with(kIdeographicSpace)) {
      text.remove_prefix(kIdeographicSpace.size());
    } else if (text.ends_with(kIdeographicSpace)) {
      text.remove_suffix(kIdeographicSpace.size());
    } else {
      return text;
    }
  }
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Of the ASCII letters.
std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (separators.find(c) == std::string_view::npos) {
      parts.back() += c;
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

// Words of a Latin name, without a closing `spp.` or `sp.`; whether there was one.
bool drop_spp(std::vector<std::string>& words) {
  if (words.empty()) return false;
  const std::string& last = words.back();
  if (last != "spp." && last != "spp" && last != "sp." && last != "sp") return false;
  words.pop_back();
  return true;
}

bool is_part(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

}  // namespace

SpeciesIndex::SpeciesIndex(const ParameterTable& groups, ParameterTable codes,
                           ParameterTable aliases, SpeciesScope scope)
    : scope_(std::move(scope)), codes_(std::move(codes)), aliases_(std::move(aliases)) {
  for (std::size_t row = 0; row < groups.row_count(); ++row) {
    if (!scope_.column.empty() && groups.text(row, scope_.column) != scope_.value) {
      groups_.emplace_back();
      continue;
    }
    groups_.push_back(groups.text(row, "species_zh"));
    for (const auto& part : split(groups.text(row, "species_latin"), "/()")) {
      const std::string_view name = trim(part);
      LatinName latin{row, split(to_lower(name), " "), false, !name.empty() && is_upper(name[0])};
      latin.whole_genus = drop_spp(latin.words);
      if (!latin.words.empty()) latin_.push_back(std::move(latin));
    }
  }
}

std::variant<SpeciesIndex, Finding> SpeciesIndex::build(const ParameterTable& groups,
                                                        const TableFiles& files,
                                                        const SpeciesScope& scope) {
  auto codes = ParameterTable::find(
      {kCodes, {"code", "species_zh", "group_for_ar_cm_001"}, {"code"}, {"code"}, 9999}, files);
  if (const auto* fault = std::get_if<Finding>(&codes)) return *fault;
  auto aliases = ParameterTable::find({kAliases, {"alias", "group"}, {}, {"alias"}, 0}, files);
  if (const auto* fault = std::get_if<Finding>(&aliases)) return *fault;

  SpeciesIndex index(groups, std::get<ParameterTable>(std::move(codes)),
                     std::get<ParameterTable>(std::move(aliases)), scope);
  if (!scope.is_complete) return index;
  const auto check = [&index](const ParameterTable& table, const std::string& name,
                              const std::string& column,
                              bool may_be_empty) -> std::optional<Finding> {
    for (std::size_t row = 0; row < table.row_count(); ++row) {
      const std::string& group = table.text(row, column);
      if ((may_be_empty && group.empty()) || index.row_of_group(group)) continue;
      return table_invalid(name, column, group, "the species table has no such group",
                           "树种参数表中没有该树种组");
    }
    return std::nullopt;
  };
  if (auto fault = check(index.codes_, kCodes, "group_for_ar_cm_001", true)) return *fault;
  if (auto fault = check(index.aliases_, kAliases, "group", false)) return *fault;
  return index;
}

std::variant<SpeciesMatch, SpeciesMiss> SpeciesIndex::find(std::string_view text) {
  const std::string name(trim(text));
  const std::string lower = to_lower(name);
  if (name.empty()) return SpeciesMiss::unknown;
  if (const auto row = row_of_group(name)) return SpeciesMatch{*row, MatchedBy::group};
  for (std::size_t row = 0; row < aliases_.row_count(); ++row) {
    if (to_lower(aliases_.text(row, "alias")) != lower) continue;
    const std::string& group = aliases_.look_up_text(row, "group");
    if (const auto found = row_of_group(group)) return SpeciesMatch{*found, MatchedBy::alias};
    return find_code(group).value_or(SpeciesMiss::unknown);
  }
  std::vector<std::string> words = split(lower, " ");
  drop_spp(words);
  if (!words.empty()) {
    if (const auto match = find_latin(words)) return *match;
  }
  if (auto match = find_code(name)) return *match;
  if (words.empty()) return SpeciesMiss::unknown;
  return find_genus(words.front());
}

std::optional<std::variant<SpeciesMatch, SpeciesMiss>> SpeciesIndex::find_code(
    const std::string& name) {
  for (std::size_t row = 0; row < codes_.row_count(); ++row) {
    if (codes_.text(row, "code") == name || codes_.text(row, "species_zh") == name) {
      return find_survey(row);
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> SpeciesIndex::row_of_group(std::string_view group) const {
  if (group.empty()) return std::nullopt;
  const auto found = std::find(groups_.begin(), groups_.end(), group);
  if (found == groups_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - groups_.begin());
}

std::optional<SpeciesMatch> SpeciesIndex::find_latin(const std::vector<std::string>& words) const {
  for (const auto& name : latin_) {
    if (name.words == words) return SpeciesMatch{name.row, MatchedBy::latin};
  }
  std::set<std::size_t> by_part, by_genus;
  for (const auto& name : latin_) {
    const bool is_genus_alone = words.size() == 1 && name.words.front() == words.front();
    const bool has_author = name.words.size() == 2 && words.size() > 2 &&
                            std::equal(name.words.begin(), name.words.end(), words.begin());
    if ((is_part(words, name.words) && !is_genus_alone) || has_author) by_part.insert(name.row);
    if (name.whole_genus && name.words.front() == words.front()) by_genus.insert(name.row);
  }
  if (by_part.size() == 1) return SpeciesMatch{*by_part.begin(), MatchedBy::latin};
  if (by_part.empty() && by_genus.size() == 1) {
    return SpeciesMatch{*by_genus.begin(), MatchedBy::latin};
  }
  return std::nullopt;
}

std::variant<SpeciesMatch, SpeciesMiss> SpeciesIndex::find_genus(const std::string& genus) const {
  std::set<std::size_t> rows;
  for (const auto& name : latin_) {
    if (name.is_genus_first && name.words.front() == genus) rows.insert(name.row);
  }
  if (rows.empty()) return SpeciesMiss::unknown;
  if (rows.size() == 1) return SpeciesMatch{*rows.begin(), MatchedBy::genus};
  std::set<std::optional<char>> classes;
  for (const std::size_t row : rows) classes.insert(survey_class_of(row));
  if (classes.size() > 1 || !*classes.begin()) return SpeciesMiss::unknown;
  return residual_of(**classes.begin());
}

std::variant<SpeciesMatch, SpeciesMiss> SpeciesIndex::find_survey(std::size_t code_row) {
  if (const auto row = row_of_group(codes_.text(code_row, "species_zh"))) {
    codes_.look_up_text(code_row, "species_zh");
    return SpeciesMatch{*row, MatchedBy::code};
  }
  const std::string& group = codes_.look_up_text(code_row, "group_for_ar_cm_001");
  if (const auto row = row_of_group(group)) return SpeciesMatch{*row, MatchedBy::code};
  return residual_of(codes_.text(code_row, "code").front());
}

std::variant<SpeciesMatch, SpeciesMiss> SpeciesIndex::residual_of(char survey_class) const {
  const std::string* group = nullptr;
  if (survey_class >= '1' && survey_class <= '3') group = &scope_.conifers;
  if (survey_class == '4') group = &scope_.hard_broadleaved;
  if (survey_class == '5') group = &scope_.soft_broadleaved;
  if (group == nullptr) return SpeciesMiss::not_covered;
  const auto row = row_of_group(*group);
  if (!row) return SpeciesMiss::unknown;
  return SpeciesMatch{*row, MatchedBy::residual};
}

std::optional<char> SpeciesIndex::survey_class_of(std::size_t row) const {
  for (std::size_t code = 0; code < codes_.row_count(); ++code) {
    if (codes_.text(code, "group_for_ar_cm_001") != groups_[row]) continue;
    const char first = codes_.text(code, "code").front();
    return first <= '3' ? '1' : first;  // conifers are one class
  }
  return std::nullopt;
}

}  // namespace linhui::methodology
