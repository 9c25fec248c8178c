#include "tools/linhui/plan_input.h"

#include <algorithm>
#include <tuple>

namespace linhui::cli {

using methodology::ForecastBy;

void PlanInput::add_to(const Command& command) {
  command.option("--tables", tables,
                 {"parameter tables: shipped, ledger, or a folder of *.csv",
                  "参数表：shipped（自带）、ledger（账本公布的）或 *.csv 文件夹"});
  command.option("--events", events,
                 {"F.csv: fire, felling and other disturbances; see docs/cli.md",
                  "F.csv:火灾、采伐等扰动事件，见 docs/cli.md"});
  command.option("--forecast", forecast,
                 {"REGION whose growth curves carry the stands on after their last inventory",
                  "按该地区的生长曲线预测最后一次调查之后的年份"});
}

std::string plan_text(const Output& out, const api::app::InventoryEstimate& estimate) {
  const auto& [planned, plan] = std::tie(estimate.planned, estimate.plan);
  std::string text;
  const auto& disturbed = planned.disturbed;
  if (!plan.events.empty()) {
    TextTable table({out.in({"event", "事件"}), out.in({"date", "日期"}), out.in({"kind", "类型"}),
                     out.in({"loss_tCO2e", "损失_tCO2e"}), "CH4_tCO2e", "N2O_tCO2e"});
    for (const auto& effect : disturbed.effects) {
      const auto& event = plan.events[effect.stock.event];
      table.add({printable(event.stand_id), event.date, name_of(event.kind),
                 effect.counted ? effect.loss.str() : out.in({"not counted", "不计入"}),
                 effect.ch4.str(), effect.n2o.str()});
    }
    text += table.str() + "loss_tCO2e " + disturbed.loss.str() + "\nreversal_tCO2e " +
            std::to_string(disturbed.reversal_tonnes) +
            out.in({" (at most: what had been credited, the ledger knows)\n",
                    "（上限；其中已签发部分以账本为准）\n"});
  }
  const auto count = [&](ForecastBy by) {
    return std::count_if(planned.forecasts.begin(), planned.forecasts.end(),
                         [by](const auto& each) { return each.by == by; });
  };
  if (!plan.curve_region.empty()) {
    const std::string curve = std::to_string(count(ForecastBy::curve));
    const std::string held = std::to_string(count(ForecastBy::held));
    text += out.in({"FORECAST after the last inventory of each stand: " + curve +
                        " stands by growth curves, " + held + " held at their measured stock\n",
                    "各小班最后一次调查之后为预测值：按生长曲线 " + curve + " 个，按实测蓄积保持 " +
                        held + " 个\n"});
  }
  return text;
}

}  // namespace linhui::cli
