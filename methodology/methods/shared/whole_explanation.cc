#include "methodology/methods/shared/whole_explanation.h"

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

ExplainedStep step(const std::string& term, const Bilingual& formula, std::string arithmetic,
                   TonnesCO2e result, const Bilingual& source) {
  if (arithmetic.empty()) arithmetic = "0.0000";
  return {0,        term,  equation_of(term, formula), std::move(arithmetic), result.str(),
          "t CO2e", source};
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
  Explanation steps;
  std::string arithmetic;
  add_years(change, arithmetic);
  steps.push_back(
      step("change", {"sum of the pools' changes", "各碳库变化量之和"}, arithmetic, summary.change,
           {"sum over stands of the rounded rows, by year", "按年份对各小班修约后的行求和"}));
  const auto add = [&](Term term, TonnesCO2e stated, TonnesCO2e result, bool may_be_stated) {
    std::string text = may_be_stated ? stated.str() : "";
    add_years(terms[term], text);
    const Bilingual by_year{"worked out by year", "逐年核算量"};
    const Bilingual for_the_period{"stated for the period + ", "全期申明量 + "};
    const Bilingual by_the_project{"stated by the project; by year after ",
                                   "项目申明；逐年量依据 "};
    steps.push_back(
        step(name_of(term), may_be_stated ? for_the_period + by_year : by_year, text, result,
             may_be_stated ? by_the_project + estimate.method_id : in_both(estimate.method_id)));
  };
  add(Term::baseline, estimate.options.baseline, summary.baseline, true);
  add(Term::leakage, estimate.options.leakage, summary.leakage, true);
  add(Term::project_emissions, {}, summary.project_emissions, false);
  add(Term::deduction, {}, summary.deduction, false);
  Bilingual net = term_name("change");
  for (Term term : {Term::baseline, Term::leakage, Term::project_emissions, Term::deduction}) {
    net += " - " + term_name(name_of(term));
  }
  steps.push_back(
      step("net", net,
           summary.change.str() + " - " + summary.baseline.str() + " - " + summary.leakage.str() +
               " - " + summary.project_emissions.str() + " - " + summary.deduction.str(),
           summary.net, {"a negative net is carried, never cut to zero", "负值照计，不按零处理"}));
  return steps;
}

}  // namespace linhui::methodology
