#include "methodology/results/indicators_findings.h"

namespace linhui::methodology {

Finding indicator_area_invalid(const std::string& field, const Decimal& area,
                               const std::string& english, const std::string& chinese) {
  return {"indicator_area_invalid",
          "",
          field,
          area.str(),
          "The area " + area.str() + " ha is not possible: " + english + ".",
          "面积 " + area.str() + " 公顷有误：" + chinese + "。"};
}

Finding crown_density_invalid(const std::string& stand_id, const Decimal& density) {
  return {"crown_density_invalid",
          stand_id,
          "crown_density",
          density.str(),
          "The crown density of " + stand_id + " is " + density.str() + "; expected 0 to 1.",
          "小班 " + stand_id + " 的郁闭度为 " + density.str() + "，应在 0 至 1 之间。"};
}

Finding crown_density_missing(std::size_t count) {
  const std::string number = std::to_string(count);
  return {"crown_density_missing",
          "",
          "crown_density",
          number,
          number + " forest stands have no crown density and are counted as forest.",
          "有 " + number + " 个森林小班未填郁闭度，均计为森林。"};
}

Finding stock_missing(std::size_t count) {
  const std::string number = std::to_string(count);
  return {"stock_missing",
          "",
          "volume_m3_ha",
          number,
          number + " forest stands have no growing stock and add nothing to it.",
          "有 " + number + " 个森林小班没有蓄积，未计入森林蓄积量。"};
}

Finding stock_older(std::size_t count, int year) {
  const std::string number = std::to_string(count), of = std::to_string(year);
  return {"stock_older",
          "",
          "volume_m3_ha",
          number,
          number + " forest stands were last measured before " + of + "; that stock is counted.",
          "有 " + number + " 个森林小班最近一次实测早于 " + of + " 年，按该次蓄积计入。"};
}

}  // namespace linhui::methodology
