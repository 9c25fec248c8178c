#include "methodology/methods/shared/stand_explanation.h"

#include <algorithm>
#include <map>

#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {
namespace {

// Tells the baseline's stocks at the end of a year, and gives their sum as arithmetic.
std::string explain_baseline_stocks(const Stand& stand, int year,
                                    const std::vector<BaselineStep>& stocks,
                                    const Bilingual& source, Explanation& steps) {
  const Measurements baseline = baseline_measurements_of(stand);
  std::string sum;
  for (const auto& each : stocks) {
    const std::string figure = each.stock(volume_at(baseline, year)).str();
    steps.push_back({year, each.term, equation_of(each.term, each.formula),
                     stand.area_ha.str() + " ha * " + volume_text(baseline, year) + " m3/ha * " +
                         each.per_m3 + " * 44/12",
                     figure, "t CO2e", source});
    sum += (sum.empty() ? "" : " + ") + figure;
  }
  return stocks.size() > 1 ? "(" + sum + ")" : sum;
}

}  // namespace

void explain_totals(const Estimate& estimate, Explanation& steps) {
  std::map<int, std::string> sums;
  std::string before;
  for (const auto& row : estimate.rows) {
    std::string& sum = sums[row.year];
    if (row.pool != Pool::total) {
      if (row.stock) sum += (sum.empty() ? "" : " + ") + row.stock->str();
      continue;
    }
    steps.push_back(
        {row.year,
         "total",
         equation_of("total", Bilingual{"sum of the rounded pools", "各碳库修约值之和"}),
         sum,
         row.stock->str(),
         "t CO2e",
         {"sum", "求和"}});
    if (row.change) {
      steps.push_back(
          {row.year,
           "change",
           equation_of("change", Bilingual{"total(y) - total(y-1)", "合计(y) - 合计(y-1)"}),
           row.stock->str() + " - " + before,
           row.change->str(),
           "t CO2e",
           {"difference of rounded stocks", "修约后储量之差"}});
    }
    before = row.stock->str();
  }
}

void explain_baseline(const Estimate& estimate, const Stand& stand,
                      const std::vector<BaselineStep>& stocks, const Bilingual& source,
                      Explanation& steps) {
  std::string before;
  for (const auto& term : estimate.terms) {
    if (term.term != Term::baseline || !term.stand) continue;
    if (before.empty()) {
      before = explain_baseline_stocks(stand, term.year - 1, stocks, source, steps);
    }
    const std::string now = explain_baseline_stocks(stand, term.year, stocks, source, steps);
    steps.push_back({term.year,
                     "baseline",
                     equation_of("baseline", Bilingual{"baseline stock(y) - baseline stock(y-1)",
                                                       "基线储量(y) - 基线储量(y-1)"}),
                     now + " - " + before,
                     term.amount.str(),
                     "t CO2e",
                     {"difference of rounded stocks", "修约后储量之差"}});
    before = now;
  }
}

void sort_by_year(Explanation& steps) {
  std::stable_sort(steps.begin(), steps.end(),
                   [](const auto& a, const auto& b) { return a.year < b.year; });
}

}  // namespace linhui::methodology
