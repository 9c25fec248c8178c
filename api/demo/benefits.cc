// The chapters from the rights to the farmer's proof.
#include "api/app/answers/benefits.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "api/app/cases/rights.h"
#include "api/app/cases/runs.h"
#include "api/app/cases/schemes.h"
#include "api/demo/story.h"
#include "ledger/proof.h"

namespace linhui::api::demo {

Done Story::register_rights() {
  chapter("Who holds what", "谁拥有什么");
  const auto file = exchange::read_rights((options_.sample / "rights.xlsx").string());
  const auto imported = LINHUI_API_TRY(import_rights(*ledger_, kRegistrar, file, true));
  cards_ = imported.cards;
  result_.cards = options_.folder / "cards.csv";
  std::ofstream cards(result_.cards);
  cards << "household_no,pin,name,township,village\n";
  for (const Card& card : cards_) {
    cards << card.household_no << ',' << card.pin << ',' << card.masked_name << ',' << card.township
          << ',' << card.village << '\n';
  }
  cards.close();
  std::filesystem::permissions(
      result_.cards, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  app::PrivateStore store(ledger_->private_folder());
  app::told(store, imported.request);
  tell(file.file + ": " + number(imported.rights) + " rights of " + number(imported.households) +
           " households, the collectives and an operator. In the log stand salted commitments "
           "only; names and certificates lie beside it, encrypted.",
       file.file + "：" + number(imported.households) + " 户农户、村集体与一家运营公司的权利共 " +
           number(imported.rights) + " 项。日志中只有加盐承诺值，姓名与权证号另行加密保存。");
  return {};
}

namespace {

ledger::SchemeStep step(const char* id, ledger::StepKind kind, const char* english,
                        const char* chinese, const char* basis) {
  ledger::SchemeStep step;
  step.step = id;
  step.kind = kind;
  step.label_en = english;
  step.label_zh = chinese;
  step.basis = basis;
  return step;
}

std::vector<ledger::SchemeStep> scheme_steps() {
  using ledger::StepKind;
  auto cost = step("s1", StepKind::cost, "Verification, by invoice", "核查费用（凭发票）",
                   "演示合同第1号第四条：核查费据实列支");
  cost.payee = kVerifier;
  cost.amount_fen = 3'800'000;
  auto reserve = step("s2", StepKind::percent, "Risk reserve", "风险储备金",
                      "演示合同第1号第五条：提取余额百分之十");
  reserve.payee = kRegistrar;
  auto developer =
      step("s3", StepKind::percent, "Developer", "项目业主", "演示合同第1号第六条：余额百分之三十");
  developer.payee = kDeveloper;
  reserve.of = developer.of = ledger::PercentOf::remaining;
  auto collective = step("s4", StepKind::collective, "Village collective, for its service",
                         "村集体服务费", "演示承包合同第七条：各承包户签字同意");
  reserve.num = collective.num = 10;
  developer.num = 30;
  reserve.den = developer.den = collective.den = 100;
  auto holders = step("s5", StepKind::holders, "Your part, by contracted area and days",
                      "您的份额（按承包面积与天数）", "演示承包合同第六条");
  return {cost, reserve, developer, collective, holders};
}

}  // namespace

Done Story::distribute() {
  chapter("The income is shared", "收益分配");
  app::NewScheme scheme;
  scheme.scheme = kScheme;
  scheme.project = kForest;
  scheme.basis = "演示：各村成员代表会议决议";
  scheme.resolution_sha256 = paper("resolution");
  scheme.steps = scheme_steps();
  scheme.adopters = collectives_;
  LINHUI_API_TRY(record(prepare_scheme(desk(), kDeveloper, scheme)));
  auto run = LINHUI_API_TRY(
      prepare_run(desk(), kDeveloper, {kRun, kScheme, kSale, "2021-01-01", "2026-01-01"}));
  LINHUI_API_TRY(record(std::move(run.prepared)));
  for (const ledger::StepOutcome& outcome : run.body.steps) {
    const auto said =
        std::find_if(scheme.steps.begin(), scheme.steps.end(),
                     [&](const ledger::SchemeStep& one) { return one.step == outcome.step; });
    const std::string figures =
        "¥" + yuan_text(outcome.amount_fen) + " → ¥" + yuan_text(outcome.left_fen);
    tell(said->label_en + ": " + figures, said->label_zh + "：" + figures);
  }
  LINHUI_API_TRY(tell_lines());
  LINHUI_API_TRY(approve_and_publish());
  return pay();
}

Done Story::tell_lines() {
  std::int64_t sum = 0, held = 0, lines = 0, held_lines = 0;
  for (const ledger::ShareLine& line : LINHUI_API_TRY(app::run_lines(ledger_->view(), kRun))) {
    sum += line.amount_fen;
    ++lines;
    if (line.held) {
      held += line.amount_fen;
      ++held_lines;
    }
  }
  tell(grouped(lines) + " shares add up to ¥" + yuan_text(sum) + ", to the fen. " +
           grouped(held_lines) + " of them (¥" + yuan_text(held) +
           ") are held: no document says who receives that carbon income yet.",
       grouped(lines) + " 笔份额合计 ¥" + yuan_text(sum) + "，分毫不差。其中 " +
           grouped(held_lines) + " 笔（¥" + yuan_text(held) +
           "）暂存：尚无书面依据载明该碳汇收益归谁。");
  return {};
}

Done Story::approve_and_publish() {
  wait_days(2);
  for (const std::string& collective : collectives_) {
    LINHUI_API_TRY(record(prepare_run_approval(
        desk(), collective, kRun, {paper("approval " + collective), today(), 45, 38, 36, 2})));
  }
  LINHUI_API_TRY(record(prepare_run_notice(desk(), kDeveloper, kRun, paper("notice"))));
  const std::string published = today();
  wait_days(4);
  const auto early = record(prepare_run_final(desk(), kDeveloper, kRun));
  if (early.ok() || early.problem().code != "notice_too_short") {
    return problem_of(Code::demo_failed_early);
  }
  wait_days(7);
  LINHUI_API_TRY(record(prepare_run_final(desk(), kDeveloper, kRun)));
  tell("Approved by all " + number(collectives_.size()) + " collectives, on the board from " +
           published + ". After four days the ledger refused to close it (" + early.problem().code +
           "); after ten it is final.",
       "经 " + number(collectives_.size()) + " 个村集体表决通过，" + published +
           " 起公示。第四天试图确定，账本拒绝（" + early.problem().code + "）；满十日后确定。");
  return {};
}

Done Story::pay() {
  const auto all = LINHUI_API_TRY(app::run_lines(ledger_->view(), kRun));
  const std::string village = all.back().village;
  std::vector<std::uint64_t> lines;
  std::int64_t paid = 0;
  for (const ledger::ShareLine& line : all) {
    if (line.held || line.amount_fen == 0 || line.village == village) continue;
    lines.push_back(static_cast<std::uint64_t>(line.line));
    paid += line.amount_fen;
  }
  wait_days(3);
  auto payment = LINHUI_API_TRY(prepare_payment(desk(), kDeveloper, kRun, today(), lines));
  LINHUI_API_TRY(record_payment(*ledger_, std::move(payment)));
  tell("The bank has paid " + number(lines.size()) + " lines, ¥" + yuan_text(paid) +
           ". The batch of " + village + " is still to come, and its households can see that.",
       "银行已支付 " + number(lines.size()) + " 笔，共 ¥" + yuan_text(paid) + "。" + village +
           " 的批次待付，该村农户可如实查到。");
  return {};
}

Done Story::answer_a_farmer() {
  chapter("A farmer asks", "农户查询");
  using app::ShareAnswer;
  const app::PrivateStore store(ledger_->private_folder());
  const auto view = ledger_->view();
  std::set<ShareAnswer::Status> shown;
  app::FarmerAnswer told;
  for (const Card& card : cards_) {
    const auto kept = store.read<app::KeptNumber>(card.household_no);
    const std::string party = kept ? kept->party : "";
    const auto answer = LINHUI_API_TRY(app::answer_for(view, store, party));
    for (const ShareAnswer& share : answer.shares) {
      if (!shown.insert(share.status).second) continue;
      result_.show_cards.push_back(card);
      if (share.status != ShareAnswer::Status::paid) continue;
      paid_party_ = party;
      told = answer;
    }
    if (shown.size() == 3) break;
  }
  if (told.shares.empty()) {
    return problem_of(Code::demo_failed_unpaid);
  }
  const ShareAnswer& share = told.shares.front();
  tell("Household " + told.household_no + " (" + told.masked_name + ", " + told.village +
           ") holds " + number(told.land.size()) + " rights. Its share, step by step:",
       "户号 " + told.household_no + "（" + told.masked_name + "，" + told.village + "）持有权利 " +
           number(told.land.size()) + " 项。其份额逐步如下：");
  for (const app::WaterfallStep& step : share.steps) {
    const std::string figures =
        (step.arithmetic.empty() ? "" : step.arithmetic + " = ") + "¥" + step.amount_yuan;
    tell("  " + step.label.english + ": " + figures, "  " + step.label.chinese + "：" + figures);
  }
  tell(
      "¥" + share.amount_yuan + " (" + share.amount_capital + "), paid on " + share.paid_on + ".",
      "¥" + share.amount_yuan + "（" + share.amount_capital + "），" + share.paid_on + " 已支付。");
  return prove_the_share();
}

Done Story::prove_the_share() {
  const app::PrivateStore store(ledger_->private_folder());
  const auto proof = LINHUI_API_TRY(app::prove_share(ledger_->view(), store, paid_party_, kRun));
  result_.proof = options_.folder / "proof.json";
  std::ofstream(result_.proof) << proof.dump(1) << "\n";
  const auto key = LINHUI_API_TRY(ledger::parse_verifier_key(result_.verifier_key));
  const auto verified = LINHUI_API_TRY(ledger::verify_proof(proof, key));
  tell("The proof is in " + result_.proof.string() + ": " + number(verified.records.size()) +
           " records and " + number(verified.rows.size()) +
           " rows, checked with nothing but the public key.",
       "证明文件：" + result_.proof.string() + "，含 " + number(verified.records.size()) +
           " 条记录、" + number(verified.rows.size()) + " 行数据，仅凭公钥即核验通过。");
  return {};
}

}  // namespace linhui::api::demo
