// Reading scenarios from CSV.
#include <algorithm>
#include <array>
#include <string_view>

#include "methodology/findings.h"
#include "methodology/parameters/csv.h"
#include "methodology/planning/forecast_findings.h"
#include "methodology/planning/scenario.h"

namespace linhui::methodology {
namespace {

enum ScenarioColumn {
  kScenario,
  kStand,
  kYear,
  kAction,
  kShare,
  kEvery,
  kSpecies,
  kScenarioColumns
};

struct Name {
  std::string_view english, chinese;
};

constexpr std::array<Name, kScenarioColumns> kScenarioNames = {{{"scenario", "情景"},
                                                                {"stand_id", "小班号"},
                                                                {"year", "年份"},
                                                                {"action", "措施"},
                                                                {"share", "比例"},
                                                                {"every", "间隔年数"},
                                                                {"species", "树种"}}};

constexpr std::array<Name, 4> kActions = {
    {{"plant", "造林"}, {"thin", "间伐"}, {"convert", "改培"}, {"fire", "火灾"}}};

template <std::size_t Count>
std::optional<std::size_t> index_of(const std::array<Name, Count>& names, std::string_view text) {
  for (std::size_t i = 0; i < Count; ++i) {
    if (text == names[i].english || text == names[i].chinese) return i;
  }
  return std::nullopt;
}

// A whole number of at most four digits.
std::optional<int> whole(const std::string& text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  if (text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoi(text);
}

class ScenarioReader {
 public:
  ScenarioReader(const CsvRow& row,
                 const std::array<std::optional<std::size_t>, kScenarioColumns>& places,
                 std::size_t line, Findings& faults)
      : row_(row), places_(places), line_(line), faults_(faults) {}

  ScenarioStep read() {
    ScenarioStep step;
    step.line = line_;
    step.scenario = cell(kScenario);
    step.stand_id = cell(kStand);
    step.species = cell(kSpecies);
    if (step.scenario.empty() || step.scenario == "as_is") {
      fault(kScenario, "expected a name other than as_is", "应为 as_is 以外的名称");
    }
    const auto year = whole(cell(kYear));
    step.year = year.value_or(0);
    if (!year || *year < kFirstYear || *year > kLastYear) {
      fault(kYear, "expected a calendar year", "应为公历年份");
    }
    const auto action = index_of(kActions, cell(kAction));
    if (!action) {
      fault(kAction, "expected plant, thin, convert or fire", "应为造林、间伐、改培或火灾");
      return step;
    }
    step.action = static_cast<ScenarioAction>(*action);
    read_amounts(step);
    return step;
  }

 private:
  std::string cell(ScenarioColumn column) const {
    return places_[column] ? row_[*places_[column]] : std::string();
  }

  void fault(ScenarioColumn column, const std::string& english, const std::string& chinese) {
    faults_.push_back(
        scenario_malformed(line_, std::string(kScenarioNames[column].english), cell(column),
                           std::string(kScenarioNames[column].english) + ": " + english,
                           std::string(kScenarioNames[column].chinese) + "：" + chinese));
  }

  void read_amounts(ScenarioStep& step) {
    const bool takes_share =
        step.action == ScenarioAction::thin || step.action == ScenarioAction::fire;
    const auto share = Decimal::parse(cell(kShare));
    if (takes_share && share && *share > Decimal(0) && *share <= Decimal(1)) {
      step.share = *share;
    } else if (takes_share) {
      fault(kShare, "expected a share above 0 and at most 1", "应为大于 0 且不超过 1 的小数");
    } else if (!cell(kShare).empty()) {
      fault(kShare, "only thin and fire take a share", "只有间伐和火灾有比例");
    }
    const auto every = whole(cell(kEvery));
    step.every_years = every.value_or(0);
    if (!cell(kEvery).empty() && (step.action != ScenarioAction::fire || !every || *every == 0)) {
      fault(kEvery, "expected whole years, of a fire", "应为火灾的间隔年数（整数）");
    }
    if (takes_share != step.species.empty()) {
      fault(kSpecies, takes_share ? "only plant and convert take a species" : "expected a species",
            takes_share ? "只有造林和改培有树种" : "应给出树种");
    }
  }

  const CsvRow& row_;
  const std::array<std::optional<std::size_t>, kScenarioColumns>& places_;
  const std::size_t line_;
  Findings& faults_;
};

}  // namespace

std::variant<std::vector<ScenarioStep>, Findings> parse_scenarios(const std::string& csv) {
  const auto parsed = parse_csv(csv);
  if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
    return Findings{scenario_malformed(fault->line, "", "", fault->english, fault->chinese)};
  }
  const auto& rows = std::get<std::vector<CsvRow>>(parsed);
  if (rows.size() < 2) {
    return Findings{scenario_malformed(1, "", "", "it needs a header and at least one action",
                                       "须有表头和至少一项措施")};
  }
  std::array<std::optional<std::size_t>, kScenarioColumns> places;
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    if (const auto column = index_of(kScenarioNames, rows[0][i])) places[*column] = i;
  }
  Findings faults;
  for (const ScenarioColumn column : {kScenario, kYear, kAction}) {
    if (places[column]) continue;
    faults.push_back(scenario_malformed(
        1, std::string(kScenarioNames[column].english), "",
        "the column " + std::string(kScenarioNames[column].english) + " is missing",
        "缺少列 " + std::string(kScenarioNames[column].chinese)));
  }
  if (!faults.empty()) return faults;
  std::vector<ScenarioStep> steps;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    steps.push_back(ScenarioReader(rows[i], places, i + 1, faults).read());
  }
  if (!faults.empty()) return faults;
  return steps;
}

}  // namespace linhui::methodology
