#include "methodology/monte_carlo/monte_carlo_findings.h"

namespace linhui::methodology {

Finding draws_out_of_range(std::size_t draws) {
  return {"draws_out_of_range",
          "",
          "monte_carlo",
          std::to_string(draws),
          "A Monte Carlo run takes from 100 to 10,000,000 draws.",
          "蒙特卡洛抽样次数应在 100 至 10,000,000 之间。"};
}

Finding part_out_of_range(int part, int parts) {
  return {"part_out_of_range",
          "",
          "part",
          std::to_string(part) + "/" + std::to_string(parts),
          "A part is I/N with 1 <= I <= N <= 10000.",
          "分块应写作 I/N，且 1 <= I <= N <= 10000。"};
}

Finding uncertainty_invalid(std::size_t line, const std::string& field, const std::string& value,
                            const std::string& english, const std::string& chinese) {
  return {"uncertainty_invalid",
          "",
          field,
          value,
          "The uncertainties cannot be used, line " + std::to_string(line) + ": " + english + ".",
          "不确定性文件第 " + std::to_string(line) + " 行无法使用：" + chinese + "。"};
}

Finding uncertainty_unknown(std::size_t line, const std::string& parameter) {
  return {"uncertainty_unknown",
          "",
          "parameter",
          parameter,
          "The method has no such parameter (line " + std::to_string(line) +
              " of the uncertainties); it is TABLE/ROW/COLUMN of one of the method's tables, "
              "stand/volume_m3_ha or stand/area_ha.",
          "该方法没有此参数（不确定性文件第 " + std::to_string(line) +
              " 行）；应为方法所用参数表的 表/行/列，或 stand/volume_m3_ha、stand/area_ha。"};
}

Finding uncertainty_missing() {
  return {"uncertainty_missing",
          "",
          "uncertainty",
          "",
          "No value that the estimate rests on has a distribution: the tables publish none for "
          "them. State those of the project in a file of uncertainties.",
          "估算所用的值都没有分布：参数表未给出。请在不确定性文件中给出项目自定的分布。"};
}

Finding draw_refused(std::size_t draw, const Finding& reason) {
  Finding finding = reason;
  finding.english =
      "Draw " + std::to_string(draw + 1) +
      " gives a value that the method refuses (bound the distribution): " + reason.english;
  finding.chinese = "第 " + std::to_string(draw + 1) +
                    " 次抽样的值被方法拒绝（请给分布设上下限）：" + reason.chinese;
  return finding;
}

Finding parts_differ(const std::string& what) {
  return {"parts_differ",
          "",
          what,
          "",
          "The parts are not of one run: they differ in " + what + ".",
          "各分块不属于同一次运行：" + what + " 不一致。"};
}

Finding part_repeated(int part) {
  return {"part_repeated",
          "",
          "part",
          std::to_string(part),
          "Part " + std::to_string(part) + " is there twice.",
          "分块 " + std::to_string(part) + " 重复。"};
}

Finding part_missing(int part, int parts) {
  return {"part_missing",
          "",
          "part",
          std::to_string(part),
          "Part " + std::to_string(part) + " of " + std::to_string(parts) + " is missing.",
          "缺少分块 " + std::to_string(part) + "（共 " + std::to_string(parts) + " 块）。"};
}

Finding part_damaged(const std::string& what) {
  return {"part_damaged",
          "",
          what,
          "",
          "The part's file is damaged: " + what + ".",
          "分块文件已损坏：" + what + "。"};
}

}  // namespace linhui::methodology
