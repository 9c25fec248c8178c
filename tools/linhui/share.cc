// linhui share: what a household holds and gets, with the arithmetic; and the proof of it.
#include "api/app/answers/benefits.h"
#include "api/app/desk/amounts.h"
#include "api/app/desk/two_stores.h"
#include "ledger/log/checkpoint.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

struct ShareOptions {
  std::string certificate, household, party, run, out;
};

// Whom the options name: one party or, for a certificate, all that hold a right under it.
Outcome<std::vector<std::string>> parties_of(const Workspace& workspace,
                                             const api::app::PrivateStore& store,
                                             const ShareOptions& options) {
  const int named =
      !options.certificate.empty() + !options.household.empty() + !options.party.empty();
  if (named != 1) {
    return problem_of(Code::holder_not_named);
  }
  std::vector<std::string> parties;
  if (!options.party.empty()) parties = {options.party};
  if (!options.certificate.empty()) {
    parties = api::app::holders_of_certificate(store, options.certificate);
  }
  if (!options.household.empty()) {
    const std::string party = api::app::holder_of_number(store, options.household);
    if (!party.empty()) parties = {party};
  }
  if (parties.empty()) {
    return problem_of(Code::holder_not_found, options.certificate + options.household + " " +
                                                  workspace.private_folder().string());
  }
  return parties;
}

using api::app::ungrouped;

Json land_json(const api::app::FarmerAnswer& answer) {
  Json land = Json::array();
  for (const auto& line : answer.land) {
    land.push_back({{"stand_id", line.stand_id},
                    {"township", line.township},
                    {"village", line.village},
                    {"right", {{"en", line.right.english}, {"zh", line.right.chinese}}},
                    {"certificate", line.certificate},
                    {"area_m2", line.area_m2},
                    {"area_mu", ungrouped(line.area_mu)},
                    {"from", line.from},
                    {"to", line.to},
                    {"basis", line.basis}});
  }
  return land;
}

Json share_json(const api::app::ShareAnswer& share) {
  Json steps = Json::array();
  for (const auto& step : share.steps) {
    steps.push_back({{"label", {{"en", step.label.english}, {"zh", step.label.chinese}}},
                     {"arithmetic", step.arithmetic},
                     {"amount_yuan", ungrouped(step.amount_yuan)},
                     {"left_yuan", ungrouped(step.left_yuan)},
                     {"basis", step.basis}});
  }
  return {{"run", share.run},
          {"project", share.project},
          {"scheme", share.scheme},
          {"from", share.period_from},
          {"to", share.period_to},
          {"tonnes", ungrouped(share.tonnes)},
          {"price_yuan", ungrouped(share.price_yuan)},
          {"gross_yuan", ungrouped(share.gross_yuan)},
          {"steps", steps},
          {"amount_yuan", ungrouped(share.amount_yuan)},
          {"amount_capital", share.amount_capital},
          {"status", {{"en", share.status_text.english}, {"zh", share.status_text.chinese}}},
          {"held_reason", {{"en", share.held_reason.english}, {"zh", share.held_reason.chinese}}},
          {"paid_on", share.paid_on},
          {"payment_reference", share.payment_reference},
          {"record_index", share.record_index}};
}

std::string share_text(const Output& out, const api::app::ShareAnswer& share) {
  std::string text = "\n" + share.run + "  " + printable(share.project_name) + "  " +
                     share.period_from + " … " + share.period_to + "\n" + share.tonnes + " t × " +
                     share.price_yuan + " = " + share.gross_yuan + out.in({" yuan\n", " 元\n"});
  TextTable steps({out.in({"step", "步骤"}), out.in({"arithmetic", "算式"}),
                   out.in({"amount_yuan", "金额(元)"}), out.in({"left_yuan", "余额(元)"}),
                   out.in({"basis", "依据"})});
  for (const auto& step : share.steps) {
    steps.add({out.in(step.label), step.arithmetic, step.amount_yuan, step.left_yuan,
               printable(step.basis)});
  }
  text += steps.str() + out.in({"Share: ", "应得："}) + share.amount_yuan +
          out.in({" yuan", " 元"}) + "(" + share.amount_capital + ") " + out.in(share.status_text);
  if (!out.in(share.held_reason).empty()) text += ": " + out.in(share.held_reason);
  if (!share.paid_on.empty()) text += " " + share.paid_on + " " + share.payment_reference;
  return text + out.in({", record ", "，日志序号 "}) + std::to_string(share.record_index) + "\n";
}

std::string answer_text(const Output& out, const api::app::FarmerAnswer& answer) {
  std::string text = answer.masked_name + "  " + answer.household_no + "  " + answer.township +
                     " " + answer.village + "\n";
  TextTable land({out.in({"stand", "小班"}), out.in({"right", "权利"}),
                  out.in({"certificate", "证号"}), out.in({"area_mu", "面积(亩)"}),
                  out.in({"from", "自"}), out.in({"to", "至"}), out.in({"basis", "依据"})});
  for (const auto& line : answer.land) {
    land.add({line.stand_id, out.in(line.right), line.certificate, line.area_mu, line.from, line.to,
              printable(line.basis)});
  }
  text += land.str();
  for (const auto& share : answer.shares) text += share_text(out, share);
  return text;
}

// With what an earlier command recorded and was ended before it had put beside the log.
api::app::PrivateStore private_store_of(const Workspace& workspace) {
  api::app::PrivateStore store(workspace.private_folder());
  static_cast<void>(api::app::settle(workspace.view(), store, false));
  return store;
}

Ended show_share(Session& session, const ShareOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const Output& out = session.out;
    const api::app::PrivateStore store = private_store_of(workspace);
    const auto parties = LINHUI_API_TRY(parties_of(workspace, store, options));
    Json holders = Json::array();
    std::string text;
    for (const std::string& party : parties) {
      const auto answer = LINHUI_API_TRY(api::app::answer_for(workspace.view(), store, party));
      Json shares = Json::array();
      for (const auto& share : answer.shares) shares.push_back(share_json(share));
      holders.push_back({{"party", party},
                         {"household_no", answer.household_no},
                         {"name", answer.masked_name},
                         {"township", answer.township},
                         {"village", answer.village},
                         {"land", land_json(answer)},
                         {"shares", shares}});
      text += (text.empty() ? "" : "\n") + party + "  " + answer_text(out, answer);
    }
    return out.done({{"holders", holders}}, text);
  });
}

Ended prove(Session& session, const ShareOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const Output& out = session.out;
    const api::app::PrivateStore store = private_store_of(workspace);
    const auto names = LINHUI_API_TRY(parties_of(workspace, store, options));
    if (names.size() > 1) {
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      return problem_of(Code::holder_not_named_several, all);
    }
    const auto view = workspace.view();
    const auto proof = LINHUI_API_TRY(api::app::prove_share(view, store, names[0], options.run));
    LINHUI_API_TRY(write_file(options.out, proof.dump(1) + "\n"));
    const auto key = view.log_key();
    const std::string verifier = ledger::verifier_key(key.name, key.key);
    return out.done({{"party", names[0]},
                     {"run", options.run},
                     {"out", options.out},
                     {"verifier_key", verifier}},
                    out.in({"Proof written to ", "证明已写入 "}) + options.out +
                        "\n  linhui verify-proof " + options.out + " --key '" + verifier + "'\n");
  });
}

void add_holder(const Command& command, ShareOptions& options) {
  command.option("--certificate", options.certificate,
                 {"certificate number", "林权证或不动产权证号"});
  command.option("--household", options.household,
                 {"household number, as on the card", "卡片上的户号"});
  command.option("--party", options.party, {"party id", "主体编号"});
}

}  // namespace

void add_share(const Command& root) {
  const Command noun = root.noun("share", {"what a holder gets", "权利人的份额"});
  const auto options = std::make_shared<ShareOptions>();
  Session& session = root.session();
  add_holder(noun.verb("show", {"land, shares and their arithmetic", "林地、份额及其算式"},
                       "linhui share show --certificate 2019-0042 --ledger DIR",
                       [=, &session] { return show_share(session, *options); }),
             *options);
  const Command proved = noun.verb(
      "prove", {"a proof file that needs no ledger to be checked", "生成无需账本即可验证的证明"},
      "linhui share prove --certificate 2019-0042 --run D1 --out proof.json --ledger DIR",
      [=, &session] { return prove(session, *options); });
  add_holder(proved, *options);
  proved.option("--run", options->run, {"distribution id", "分配编号"})->required();
  proved.option("--out", options->out, {"file to write", "写入的文件"})->required();
}

}  // namespace linhui::cli
