#include "tools/linhui/explain.h"

#include <map>
#include <utility>

#include "methodology/explanation.h"

namespace linhui::cli {
namespace {

std::string in_words(const Output& out, const methodology::Bilingual& text) {
  return out.in({text.english, text.chinese});
}

Json steps_json(const methodology::Explanation& steps) {
  Json array = Json::array();
  for (const auto& step : steps) {
    array.push_back({{"year", step.year == 0 ? Json(nullptr) : Json(step.year)},
                     {"term", step.term},
                     {"term_zh", methodology::term_name(step.term).chinese},
                     {"equation", step.equation.english},
                     {"equation_zh", step.equation.chinese},
                     {"arithmetic", step.arithmetic},
                     {"result", step.result},
                     {"unit", step.unit},
                     {"source", step.source.english},
                     {"source_zh", step.source.chinese}});
  }
  return array;
}

// A step as four lines; equation and source stand there once, where a term first rests on them.
std::string steps_text(const Output& out, const methodology::Explanation& steps) {
  std::map<std::string, std::pair<std::string, std::string>> told;  // by term
  std::string text;
  for (const auto& step : steps) {
    const std::string year =
        step.year == 0 ? out.in({"all years", "各年"}) : std::to_string(step.year);
    text += year + "  " + in_words(out, methodology::term_name(step.term)) + "  " + step.result +
            " " + step.unit + "\n";
    const std::pair<std::string, std::string> basis = {in_words(out, step.equation),
                                                       in_words(out, step.source)};
    const bool is_new = told[step.term] != basis;
    if (is_new) text += "    " + basis.first + "\n";
    text += "    = " + step.arithmetic + "\n";
    if (is_new) text += "    " + out.in({"source: ", "依据："}) + basis.second + "\n";
    told[step.term] = basis;
  }
  return text;
}

// What the symbols of the equations mean, one a line.
std::string symbols_text(const Output& out, const methodology::Explanation& steps) {
  std::string text = out.in({"symbols\n", "符号\n"});
  for (const auto& each : methodology::symbols_in(steps)) {
    text += "    " + std::string(each.symbol) + "  " + out.in({each.english, each.chinese});
    if (!each.unit.empty()) text += "  " + std::string(each.unit);
    text += "\n";
  }
  return text + "\n";
}

}  // namespace

Ended print_explanation(const Output& out, const api::app::InventoryEstimate& made,
                        const std::string& stand) {
  const auto explanation = LINHUI_API_TRY(api::app::explain_estimate(made, stand));
  Json explained = Json::array();
  std::string text;
  methodology::Explanation told;  // every step, for the symbols
  for (const auto& each : explanation.stands) {
    told.insert(told.end(), each.steps.begin(), each.steps.end());
    if (out.json) {
      explained.push_back({{"stand_id", each.stand_id}, {"steps", steps_json(each.steps)}});
    } else {
      text += out.in({"stand ", "小班 "}) + printable(each.stand_id) + "\n" +
              steps_text(out, each.steps) + "\n";
    }
  }
  told.insert(told.end(), explanation.whole.begin(), explanation.whole.end());
  const auto& estimate = made.estimate();
  Json settings = Json::object();
  for (const auto& [name, value] : estimate.options.settings) settings[name] = value;
  const Json document = {{"method", estimate.method_id},
                         {"version", estimate.method_version},
                         {"from", estimate.options.from_year},
                         {"to", estimate.options.to_year},
                         {"gwp", estimate.options.gwp},
                         {"settings", settings},
                         {"parameter_set_sha256", estimate.parameter_set_sha256},
                         {"stands", explained},
                         {"whole", steps_json(explanation.whole)}};
  return out.done(document, symbols_text(out, told) + text + out.in({"the whole\n", "合计\n"}) +
                                steps_text(out, explanation.whole));
}

}  // namespace linhui::cli
