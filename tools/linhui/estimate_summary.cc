#include "tools/linhui/estimate_summary.h"

#include <map>

#include "tools/linhui/notes.h"

namespace linhui::cli {
namespace {

std::string confidence_line(const Output& out, const methodology::Estimate& estimate) {
  std::map<std::string, std::size_t> counts;
  for (const auto& table : estimate.tables) {
    for (const auto& [confidence, count] : table.values_by_confidence) counts[confidence] += count;
  }
  const std::map<std::string, Text> kMeanings = {
      {"seen",
       {"read in a transcription, not in the publisher's own document",
        "见于转录文本，非出版原文"}},
      {"recalled", {"recalled, not compared with the publisher's text", "凭记忆，未核对原文"}},
      {"project", {"stated by the project", "项目自定"}}};
  std::string line = out.in({"parameter values used:", "所用参数值："});
  const char* separator = " ";
  for (const auto& [confidence, count] : counts) {
    const auto meaning = kMeanings.find(confidence);
    line += separator + std::to_string(count) + " " + confidence;
    if (meaning != kMeanings.end()) line += " (" + out.in(meaning->second) + ")";
    separator = ", ";
  }
  return line + "\n";
}

}  // namespace

std::string summary_text(const Output& out, const api::app::InventoryEstimate& made) {
  const auto& estimate = made.estimate();
  const auto& summary = estimate.summary;
  const auto& uncertainty = summary.uncertainty_half_width_percent;
  TextTable table({out.in({"summary", "汇总"}), ""});
  table.add({out.in({"method", "方法学"}), estimate.method_id + " " + estimate.method_version});
  table.add({out.in({"period", "期间"}), std::to_string(estimate.options.from_year) + "-" +
                                             std::to_string(estimate.options.to_year)});
  table.add({"change_tCO2e", summary.change.str()});
  table.add({"baseline_tCO2e", summary.baseline.str()});
  table.add({"leakage_tCO2e", summary.leakage.str()});
  table.add({"project_emissions_tCO2e", summary.project_emissions.str()});
  table.add({"uncertainty_half_width_percent",
             uncertainty ? uncertainty->str() : out.in({"not assessed", "未评估"})});
  table.add({"deduction_tCO2e", summary.deduction.str()});
  table.add({"net_tCO2e", summary.net.str()});
  table.add({"parameter_set_sha256", estimate.parameter_set_sha256});
  table.add({"input_sha256", made.inventory.sha256});
  std::string text = table.str() + confidence_line(out, estimate) + notes_text(out, made.notes);
  if (summary.net_source) {
    text += out.in({"Over the period this is a net SOURCE: it gives off more than it takes up.\n",
                    "期间内为净排放源：排放多于吸收。\n"});
  } else {
    text += out.in({"Over the period the net removal is ", "期间净清除量为 "}) + summary.net.str() +
            " t CO2e" + out.in({".\n", "。\n"});
  }
  return text;
}

}  // namespace linhui::cli
