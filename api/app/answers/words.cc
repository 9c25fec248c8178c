#include "api/app/answers/words.h"

namespace linhui::api::app {
namespace {

// One text a word, in the order of the words.
template <ledger::Worded E>
using Words = std::array<Text, words_of(E{}).size()>;

template <ledger::Worded E>
Text word_among(const Words<E>& words, E value) {
  return words[static_cast<std::size_t>(value)];
}

}  // namespace

Text in_words(ledger::Role role) {
  static const Words<ledger::Role> kWords = {{{"registrar", "登记机构"},
                                              {"developer", "项目业主"},
                                              {"verifier", "审定核查机构"},
                                              {"collective", "村集体"},
                                              {"holder", "权利人"},
                                              {"exchange", "交易机构"},
                                              {"auditor", "审计机构"},
                                              {"buyer", "买方"}}};
  return word_among(kWords, role);
}

Text in_words(ledger::PartyKind kind) {
  static const Words<ledger::PartyKind> kWords = {{{"agency", "机关"},
                                                   {"company", "企业"},
                                                   {"collective", "村集体"},
                                                   {"cooperative", "合作社"},
                                                   {"state farm", "国有林场"},
                                                   {"verifier", "审定核查机构"},
                                                   {"exchange", "交易机构"},
                                                   {"household", "农户"}}};
  return word_among(kWords, kind);
}

Text in_words(ledger::Basis basis) {
  static const Words<ledger::Basis> kWords = {{{"read back", "已核对"}, {"recalled", "未核对"}}};
  return word_among(kWords, basis);
}

Text in_words(ledger::ProjectState state) {
  static const Words<ledger::ProjectState> kWords = {
      {{"listed", "已列入"}, {"validated", "已审定"}, {"registered", "已登记"}}};
  return word_among(kWords, state);
}

Text in_words(ledger::ReportState state) {
  static const Words<ledger::ReportState> kWords = {{{"filed", "已申报"},
                                                     {"verified", "已核查"},
                                                     {"issued on", "已签发"},
                                                     {"rejected", "已退回"}}};
  return word_among(kWords, state);
}

Text in_words(ledger::BlockState state) {
  static const Words<ledger::BlockState> kWords = {{{"held", "持有"},
                                                    {"locked", "锁定"},
                                                    {"buffer", "风险储备"},
                                                    {"retired", "已注销"},
                                                    {"cancelled", "已核销"}}};
  return word_among(kWords, state);
}

Text in_words(ledger::OfferState state) {
  static const Words<ledger::OfferState> kWords = {{{"open", "待答复"},
                                                    {"accepted", "已接受"},
                                                    {"declined", "已拒绝"},
                                                    {"withdrawn", "已撤回"}}};
  return word_among(kWords, state);
}

Text in_words(ledger::SaleState state) {
  static const Words<ledger::SaleState> kWords = {
      {{"matched, not settled", "已成交，未交割"}, {"settled", "已交割"}, {"cancelled", "已取消"}}};
  return word_among(kWords, state);
}

Text in_words(ledger::SaleMode mode) {
  static const Words<ledger::SaleMode> kWords = {
      {{"negotiated", "协议转让"}, {"listed", "挂牌"}, {"auctioned", "拍卖"}}};
  return word_among(kWords, mode);
}

Text in_words(ledger::RightType type) {
  static const Words<ledger::RightType> kWords = {{{"ownership", "所有权"},
                                                   {"contract right", "承包权"},
                                                   {"management right", "经营权"},
                                                   {"carbon income right", "碳汇收益权"}}};
  return word_among(kWords, type);
}

Text in_words(ledger::StepKind kind) {
  static const Words<ledger::StepKind> kWords = {{{"a cost", "成本"},
                                                  {"a percentage", "按比例"},
                                                  {"the collectives", "村集体"},
                                                  {"the rights holders", "权利人"}}};
  return word_among(kWords, kind);
}

Text in_words(ledger::PercentOf of) {
  static const Words<ledger::PercentOf> kWords = {
      {{"of the whole income", "占总收益"}, {"of what is left", "占余额"}}};
  return word_among(kWords, of);
}

Text in_words(ledger::ShareBy by) {
  static const Words<ledger::ShareBy> kWords = {
      {{"by ground and days", "按面积与天数"}, {"in equal parts", "均分"}}};
  return word_among(kWords, by);
}

Text in_words(ledger::RunState state) {
  static const Words<ledger::RunState> kWords = {{{"calculated", "已测算"},
                                                  {"approved", "已表决通过"},
                                                  {"published, notice running", "公示中"},
                                                  {"final", "已确定"},
                                                  {"paid in part", "部分支付"},
                                                  {"paid", "已支付"}}};
  return word_among(kWords, state);
}

Text in_words(ledger::LineKind kind) {
  static const Words<ledger::LineKind> kWords = {
      {{"cost", "成本"}, {"percentage", "按比例"}, {"collective", "村集体"}, {"holder", "权利人"}}};
  return word_among(kWords, kind);
}

}  // namespace linhui::api::app
