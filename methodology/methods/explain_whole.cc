#include "methodology/methods/explain_whole.h"

#include <map>

namespace linhui::methodology {
namespace {

// "1.0000 (2021) + 2.0000 (2022)", after what is there already.
void add_years(const std::map<int, TonnesCO2e>& by_year, std::string& arithmetic) {
  for (const auto& [year, amount] : by_year) {
    if (!arithmetic.empty()) arithmetic += " + ";
    arithmetic += amount.str() + " (" + std::to_string(year) + ")";
  }
}

ExplainedStep step(const std::string& term, const std::string& equation, std::string arithmetic,
                   TonnesCO2e result, const std::string& source) {
  if (arithmetic.empty()) arithmetic = "0.0000";
  return {0, term, equation, std::move(arithmetic), result.str(), "t CO2e", source};
}

}  // namespace

Explanation explain_whole(const Estimate& estimate) {
  std::map<int, TonnesCO2e> change, emitted;
  for (const auto& row : estimate.rows) {
    if (!row.change || row.pool == Pool::total) continue;
    if (row.pool < Pool::emissions_ch4) {
      change[row.year] += *row.change;
    } else {
      emitted[row.year] += -*row.change;
    }
  }
  std::map<Term, std::map<int, TonnesCO2e>> terms;
  for (const auto& term : estimate.terms) terms[term.term][term.year] += term.amount;
  for (const auto& [year, amount] : emitted) terms[Term::project_emissions][year] += amount;

  const EstimateSummary& summary = estimate.summary;
  const std::string of_rows = "sum over stands of the rounded rows, by year";
  Explanation steps;
  std::string arithmetic;
  add_years(change, arithmetic);
  steps.push_back(
      step("change", "change = sum of the pools' changes", arithmetic, summary.change, of_rows));
  const auto add = [&](Term term, TonnesCO2e stated, TonnesCO2e result, bool may_be_stated) {
    std::string text = may_be_stated ? stated.str() + " (stated)" : "";
    add_years(terms[term], text);
    const std::string name = name_of(term);
    steps.push_back(step(name,
                         may_be_stated ? name + " = stated for the period + worked out by year"
                                       : name + " = worked out by year",
                         text, result,
                         may_be_stated
                             ? "stated by the project; by year after " + estimate.method_id
                             : estimate.method_id));
  };
  add(Term::baseline, estimate.options.baseline, summary.baseline, true);
  add(Term::leakage, estimate.options.leakage, summary.leakage, true);
  add(Term::project_emissions, {}, summary.project_emissions, false);
  add(Term::deduction, {}, summary.deduction, false);
  steps.push_back(step("net", "net = change - baseline - leakage - project_emissions - deduction",
                       summary.change.str() + " - " + summary.baseline.str() + " - " +
                           summary.leakage.str() + " - " + summary.project_emissions.str() + " - " +
                           summary.deduction.str(),
                       summary.net, "a negative net is carried, never cut to zero"));
  return steps;
}

}  // namespace linhui::methodology
