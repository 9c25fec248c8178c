#include "methodology/methods/unread_methods.h"

#include <utility>

#include "methodology/findings.h"

namespace linhui::methodology {
namespace {

// Refuses every estimate with one parameters_missing for each thing it lacks.
class UnreadMethod final : public Method {
 public:
  explicit UnreadMethod(MethodDeclaration declaration) : declaration_(std::move(declaration)) {}

  const MethodDeclaration& declaration() const override { return declaration_; }

  EstimateOutcome estimate(const std::vector<Stand>&, const EstimateOptions&,
                           const TableFiles&) const override {
    return lacking("");
  }

  ExplainOutcome explain(const Stand& stand, const EstimateOptions&,
                         const TableFiles&) const override {
    return lacking(stand.stand_id);
  }

 private:
  Findings lacking(const std::string& stand_id) const {
    Findings faults;
    for (const auto& missing : declaration_.missing) {
      faults.push_back(parameters_missing(stand_id, declaration_.id + " needs " + missing,
                                          declaration_.id + " 需要：" + missing));
    }
    return faults;
  }

  MethodDeclaration declaration_;
};

}  // namespace

std::unique_ptr<Method> make_ccer_14_001() {
  MethodDeclaration d;
  d.id = "CCER-14-001-V01";
  d.version = "V01";
  d.title = {"Afforestation carbon sink", "造林碳汇"};
  d.applies_to = {
      "Trees, bamboo and specially recognised shrubs planted on land that has not met the forest "
      "definition for at least three years, in plots of at least 400 m2; not wetlands.",
      "在至少三年不符合森林定义的造林地上营造的乔木、竹子和特殊灌木林，单个地块不小于 400 平方米；"
      "不含湿地。"};
  d.deduction = {"Not read; a deduction for non-permanence is part of it.",
                 "未读到原文；含非持久性风险扣减。"};
  d.crediting = true;
  d.refuses = {{"every estimate, until its parameters are supplied", "参数补齐之前不作任何核算"}};
  d.missing = {"the biomass tables of its appendices (附录生物量参数表)",
               "the non-permanence deduction as printed (非持久性扣减率)",
               "the precision rule of its sampling (抽样精度要求)"};
  return std::make_unique<UnreadMethod>(std::move(d));
}

std::unique_ptr<Method> make_cqcm_009() {
  MethodDeclaration d;
  d.id = "CQCM-009-V001";
  d.version = "V001";
  d.title = {"National reserve forest management in Chongqing", "重庆市国家储备林经营"};
  d.applies_to = {"Management of national reserve forest in Chongqing; the text is not in hand.",
                  "重庆市国家储备林经营项目；未取得原文。"};
  d.deduction = {"Not read.", "未读到原文。"};
  d.crediting = true;
  d.refuses = {{"every estimate, until its text and parameters are supplied",
                "取得原文和参数之前不作任何核算"}};
  d.missing = {"the text of the method (方法学原文)", "its parameter tables (参数表)"};
  return std::make_unique<UnreadMethod>(std::move(d));
}

}  // namespace linhui::methodology
