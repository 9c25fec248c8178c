#include "methodology/methods/shared/warming_potential.h"

#include "methodology/findings.h"

namespace linhui::methodology {

const std::string WarmingPotentials::kTable = "gwp.csv";

std::variant<WarmingPotentials, Finding> WarmingPotentials::build(const TableFiles& files,
                                                                  const std::string& report) {
  const std::vector<std::string> key = {"assessment_report", "variant", "gas"};
  auto table = ParameterTable::find({kTable, key, {"gwp100"}, key, 1000}, files);
  if (const auto* fault = std::get_if<Finding>(&table)) return *fault;
  WarmingPotentials result(std::get<ParameterTable>(std::move(table)));
  const auto ch4 = result.find(report, "CH4"), n2o = result.find(report, "N2O");
  if (!ch4 || !n2o) {
    return table_invalid(kTable, "assessment_report", report, "it has no CH4 and N2O of " + report,
                         "没有 " + report + " 的 CH4 和 N2O");
  }
  result.ch4_ = *ch4;
  result.n2o_ = *n2o;
  return result;
}

std::optional<WarmingPotentials::Potential> WarmingPotentials::find(const std::string& report,
                                                                    const std::string& gas) {
  std::string variant;
  if (report == "AR5") variant = "without climate-carbon feedback";
  if (report == "AR6" && gas == "CH4") variant = "non-fossil";
  for (std::size_t row = 0; row < table_.row_count(); ++row) {
    if (table_.text(row, "assessment_report") == report && table_.text(row, "gas") == gas &&
        table_.text(row, "variant") == variant) {
      return Potential{table_.look_up(row, "gwp100")->rational(), {kTable, row, "gwp100"}};
    }
  }
  return std::nullopt;
}

}  // namespace linhui::methodology
