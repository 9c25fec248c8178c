// The chapters from the rights to the farmer's proof.
#include <algorithm>
#include <fstream>

#include "api/demo/demo_story.h"
#include "ledger/proof.h"

namespace linhui::api::app::demo {

Done Story::register_rights() {
  chapter("Who holds what", "谁拥有什么");
  const auto file = exchange::read_rights((options_.sample / "rights.xlsx").string());
  RightsImport imported;
  LINHUI_API_TRY(keep(import_rights(*ledger_, kRegistrar, file, true), &imported));
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
  tell(file.file + ": " + number(imported.rights) + " rights of " + number(imported.households) +
           " households, the collectives and an operator. In the log stand salted commitments "
           "only; names and certificates lie beside it, encrypted.",
       file.file + "：" + number(imported.households) + " 户农户、村集体与一家运营公司的权利共 " +
           number(imported.rights) + " 项。日志中只有加盐承诺值，姓名与权证号另行加密保存。");
  return {};
}

namespace {

Json scheme_steps() {
  return Json::array({{{"step", "s1"},
                       {"kind", "cost"},
                       {"payee", kVerifier},
                       {"amount_fen", 3'800'000},
                       {"label_en", "Verification, by invoice"},
                       {"label_zh", "核查费用（凭发票）"},
                       {"basis", "演示合同第1号第四条：核查费据实列支"}},
                      {{"step", "s2"},
                       {"kind", "percent"},
                       {"payee", kRegistrar},
                       {"num", 10},
                       {"den", 100},
                       {"of", "remaining"},
                       {"label_en", "Risk reserve"},
                       {"label_zh", "风险储备金"},
                       {"basis", "演示合同第1号第五条：提取余额百分之十"}},
                      {{"step", "s3"},
                       {"kind", "percent"},
                       {"payee", kDeveloper},
                       {"num", 30},
                       {"den", 100},
                       {"of", "remaining"},
                       {"label_en", "Developer"},
                       {"label_zh", "项目业主"},
                       {"basis", "演示合同第1号第六条：余额百分之三十"}},
                      {{"step", "s4"},
                       {"kind", "collective"},
                       {"num", 10},
                       {"den", 100},
                       {"label_en", "Village collective, for its service"},
                       {"label_zh", "村集体服务费"},
                       {"basis", "演示承包合同第七条：各承包户签字同意"}},
                      {{"step", "s5"},
                       {"kind", "holders"},
                       {"by", "area_days"},
                       {"label_en", "Your part, by contracted area and days"},
                       {"label_zh", "您的份额（按承包面积与天数）"},
                       {"basis", "演示承包合同第六条"}}});
}

}  // namespace

Done Story::distribute() {
  chapter("The income is shared", "收益分配");
  NewScheme scheme;
  scheme.scheme = kScheme;
  scheme.project = kForest;
  scheme.basis = "演示：各村成员代表会议决议";
  scheme.resolution_file_sha256 = paper("resolution");
  scheme.steps = scheme_steps();
  scheme.adopters = collectives_;
  LINHUI_API_TRY(keep(adopt_scheme(*ledger_, kDeveloper, scheme)));
  std::uint64_t index = 0;
  LINHUI_API_TRY(
      keep(calculate_run(*ledger_, kDeveloper, kRun, kScheme, kSale, "2021-01-01", "2026-01-01"),
           &index));
  const auto view = ledger_->view();
  const auto body = view.record(index).value().body();
  for (const Json& step : body.at("steps")) {
    const auto& steps = scheme.steps;
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Json& entry) {
      return entry.at("step") == step.at("step");
    });
    const std::string figures = "¥" + yuan_text(step.at("amount_fen").get<std::int64_t>()) +
                                " → ¥" + yuan_text(step.at("left_fen").get<std::int64_t>());
    tell(found->at("label_en").get<std::string>() + ": " + figures,
         found->at("label_zh").get<std::string>() + "：" + figures);
  }
  std::int64_t sum = 0, held = 0, lines = 0, held_lines = 0;
  const auto rows = view.rows(*ledger::hash_from_hex(body.at("rows").at("root").get<std::string>()),
                              body.at("rows").at("count").get<std::uint64_t>());
  for (const std::string& bytes : rows.value()) {
    const Json row = Json::parse(bytes);
    const auto amount = row.at("amount_fen").get<std::int64_t>();
    sum += amount;
    ++lines;
    if (row.at("held").get<bool>()) {
      held += amount;
      ++held_lines;
    }
  }
  tell(grouped(lines) + " shares add up to ¥" + yuan_text(sum) + ", to the fen. " +
           grouped(held_lines) + " of them (¥" + yuan_text(held) +
           ") are held: no document says who receives that carbon income yet.",
       grouped(lines) + " 笔份额合计 ¥" + yuan_text(sum) + "，分毫不差。其中 " +
           grouped(held_lines) + " 笔（¥" + yuan_text(held) +
           "）暂存：尚无书面依据载明该碳汇收益归谁。");
  LINHUI_API_TRY(approve_and_publish());
  return pay();
}

Done Story::approve_and_publish() {
  wait_days(2);
  for (const std::string& collective : collectives_) {
    LINHUI_API_TRY(submit({"run.approve",
                           collective,
                           {{"run", kRun},
                            {"resolution_sha256", paper("approval " + collective)},
                            {"held_on", today()},
                            {"entitled", 45},
                            {"present", 38},
                            {"in_favour", 36},
                            {"against", 2}}}));
  }
  LINHUI_API_TRY(
      submit({"run.publish", kDeveloper, {{"run", kRun}, {"notice_sha256", paper("notice")}}}));
  const std::string published = today();
  wait_days(4);
  const auto early = ledger_->submit({"run.finalise", kDeveloper, {{"run", kRun}}});
  if (early.ok() || early.problem().code != "notice_too_short") {
    return simple_problem("demo_failed",
                          {"The early finalisation was not refused.", "提前确定分配未被拒绝。"});
  }
  wait_days(7);
  LINHUI_API_TRY(submit({"run.finalise", kDeveloper, {{"run", kRun}}}));
  tell("Approved by all " + number(collectives_.size()) + " collectives, on the board from " +
           published + ". After four days the ledger refused to close it (" + early.problem().code +
           "); after ten it is final.",
       "经 " + number(collectives_.size()) + " 个村集体表决通过，" + published +
           " 起公示。第四天试图确定，账本拒绝（" + early.problem().code + "）；满十日后确定。");
  return {};
}

Done Story::pay() {
  const auto view = ledger_->view();
  const auto run = get_state(view.state(), key_of("run", std::string(kRun)));
  const auto rows = view.rows(*ledger::hash_from_hex(run->at("root").get<std::string>()),
                              run->at("count").get<std::uint64_t>());
  const Json last = Json::parse(rows.value().back());
  std::vector<std::uint64_t> lines;
  std::int64_t paid = 0;
  for (const std::string& bytes : rows.value()) {
    const Json row = Json::parse(bytes);
    const bool open = !row.at("held").get<bool>() && row.at("amount_fen") != 0;
    if (!open || row.at("village") == last.at("village")) continue;
    lines.push_back(row.at("line").get<std::uint64_t>());
    paid += row.at("amount_fen").get<std::int64_t>();
  }
  wait_days(3);
  LINHUI_API_TRY(keep(pay_run(*ledger_, kDeveloper, kRun, today(), lines)));
  const std::string village = last.at("village");
  tell("The bank has paid " + number(lines.size()) + " lines, ¥" + yuan_text(paid) +
           ". The batch of " + village + " is still to come, and its households can see that.",
       "银行已支付 " + number(lines.size()) + " 笔，共 ¥" + yuan_text(paid) + "。" + village +
           " 的批次待付，该村农户可如实查到。");
  return {};
}

Done Story::answer_a_farmer() {
  chapter("A farmer asks", "农户查询");
  PrivateStore store(ledger_->private_folder());
  const auto view = ledger_->view();
  std::set<ShareAnswer::Status> shown;
  FarmerAnswer told;
  for (const Card& card : cards_) {
    const auto entry = store.get("number/" + card.household_no);
    const std::string party = entry->value("party", "");
    FarmerAnswer answer;
    LINHUI_API_TRY(keep(answer_for(view, store, party), &answer));
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
    return simple_problem("demo_failed", {"No household was paid.", "没有农户得到支付。"});
  }
  const ShareAnswer& share = told.shares.front();
  tell("Household " + told.household_no + " (" + told.masked_name + ", " + told.village +
           ") holds " + number(told.land.size()) + " rights. Its share, step by step:",
       "户号 " + told.household_no + "（" + told.masked_name + "，" + told.village + "）持有权利 " +
           number(told.land.size()) + " 项。其份额逐步如下：");
  for (const WaterfallStep& step : share.steps) {
    const std::string figures =
        (step.arithmetic.empty() ? "" : step.arithmetic + " = ") + "¥" + step.amount_yuan;
    tell("  " + step.label.english + ": " + figures, "  " + step.label.chinese + "：" + figures);
  }
  tell(
      "¥" + share.amount_yuan + " (" + share.amount_capital + "), paid on " + share.paid_on + ".",
      "¥" + share.amount_yuan + "（" + share.amount_capital + "），" + share.paid_on + " 已支付。");

  Json proof;
  LINHUI_API_TRY(keep(prove_share(view, store, paid_party_, kRun), &proof));
  result_.proof = options_.folder / "proof.json";
  std::ofstream(result_.proof) << proof.dump(1) << "\n";
  const auto key = ledger::parse_verifier_key(result_.verifier_key);
  const auto verified = LINHUI_API_TRY(ledger::verify_proof(proof, key.value()));
  tell("The proof is in " + result_.proof.string() + ": " + number(verified.records.size()) +
           " records and " + number(verified.rows.size()) +
           " rows, checked with nothing but the public key.",
       "证明文件：" + result_.proof.string() + "，含 " + number(verified.records.size()) +
           " 条记录、" + number(verified.rows.size()) + " 行数据，仅凭公钥即核验通过。");
  return {};
}

}  // namespace linhui::api::app::demo
