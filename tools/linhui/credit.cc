// linhui credit: issued, moved, retired; and the history of any serial.
#include "api/app/cases/projects.h"
#include "ledger/base/hash.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/serials.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

struct CreditOptions {
  std::string report, serials, offer, to, note, expires, beneficiary, purpose, reason;
  std::string owner, project, state;
};

Ended issue(Session& session, const std::string& report) {
  return writing(
      session, "registrar", [&](Workspace& workspace, const std::string& party) -> Ended {
        const auto index = LINHUI_API_TRY(api::app::issue_credits(workspace, party, report));
        const auto view = workspace.view();
        std::int64_t held = 0, buffer = 0;
        ledger::scan_blocks(view.state(), "block/", [&](const ledger::HeldBlock& block) {
          if (block.report != report) return true;
          (block.state == ledger::BlockState::buffer ? buffer : held) += block.serials.credits();
          return true;
        });
        return recorded(
            session, index,
            {{"issued_tCO2e", held + buffer}, {"held_tCO2e", held}, {"buffer_tCO2e", buffer}});
      });
}

// Records `type` with these serials in its body, by their owner or the party of --as.
Ended about_serials(Session& session, const CreditOptions& options, const std::string& type,
                    ledger::Json body, Json more = {}) {
  return writing(session, "", [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto serials = LINHUI_API_TRY(parse_serials(workspace, options.serials));
    const auto& block = serials;
    const auto owner =
        LINHUI_API_TRY(as.empty() ? owner_of(workspace, block) : Outcome<std::string>(as));
    body["serials"] = ledger::serials_json(block);
    return recorded(session, workspace.submit({type, owner, body}), more);
  });
}

Ended offer(Session& session, const CreditOptions& options) {
  const std::string id =
      options.offer.empty() ? "o" + ledger::hex(ledger::random_bytes(6)) : options.offer;
  ledger::Json body = {{"offer", id}, {"to", options.to}};
  if (!options.note.empty()) body["note"] = options.note;
  if (!options.expires.empty()) body["expires"] = options.expires;
  return about_serials(session, options, "credit.offer", body, {{"offer", id}});
}

// Closes an offer: `party` of it, "to" or "from", does so unless --as names another.
Ended answer(Session& session, const std::string& id, const std::string& type, const char* party) {
  return writing(session, "", [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto view = workspace.view();
    const auto entry = ledger::get_state(view.state(), "offer/" + id);
    if (!entry) {
      return api::app::to_problem({ledger::ErrorCode::offer_not_found, id});
    }
    const std::string by = as.empty() ? entry->at(party).get<std::string>() : as;
    return recorded(session, workspace.submit({type, by, {{"offer", id}}}));
  });
}

Ended list_credit(Session& session, const CreditOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    Json blocks = Json::array();
    std::int64_t credits = 0;
    ledger::scan_blocks(view.state(), "block/", [&](const ledger::HeldBlock& block) {
      const bool wanted = (options.owner.empty() || block.owner == options.owner) &&
                          (options.project.empty() || block.serials.project == options.project) &&
                          (options.state.empty() || options.state == ledger::name_of(block.state));
      if (wanted) {
        blocks.push_back(block_entry(block, view.id()));
        credits += block.serials.credits();
      }
      return true;
    });
    const std::string sum = std::to_string(credits);
    return session.out.done(
        {{"blocks", blocks}, {"credits_tCO2e", credits}},
        entries_table(blocks, {"serials", "credits_tCO2e", "owner", "state", "report", "tied_to"}) +
            session.out.in({"in all ", "合计 "}) + sum + " t CO2e\n");
  });
}

Ended show_credit(Session& session, const std::string& text) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto serials = LINHUI_API_TRY(parse_serials(workspace, text));
    return show_history(session.out, workspace, serials);
  });
}

using SharedCredit = std::shared_ptr<CreditOptions>;
const Text kSerials = {"LH-<ledger>-<project>-<vintage>-<first>-<last>",
                       "LH-<账本>-<项目>-<年份>-<首号>-<末号>"};

void add_transfers(const Command& noun, const SharedCredit& options) {
  Session& session = noun.session();
  const Command offered = noun.verb(
      "offer", {"offer credits to a party; locked until it answers", "转让要约，答复前锁定"},
      "linhui credit offer LH-4f0c9a…-QJ-01-2021-1-100 --to buyer1 --ledger DIR",
      [=, &session] { return offer(session, *options); });
  offered.option("SERIALS", options->serials, kSerials)->required();
  offered.option("--to", options->to, {"the receiver", "受让方"})->required();
  offered.option("--offer", options->offer, {"its id; default: a random one", "编号，默认随机"});
  offered.option("--note", options->note, {"for people", "备注"});
  offered.option("--expires", options->expires,
                 {"day from which it cannot be accepted", "自该日起不能再接受，如 2026-05-06"});
  offered.acts();
  struct Closing {
    const char *name, *party;
    Text what;
  };
  for (const auto& [name, party, what] :
       {Closing{"accept", "to", {"accept an offer", "接受要约"}},
        Closing{"decline", "to", {"decline an offer", "拒绝要约"}},
        Closing{"withdraw",
                "from",
                {"take an offer back that is not accepted yet", "撤回尚未接受的要约"}}}) {
    const std::string type = std::string("credit.") + name;
    const char* by = party;
    const Command answered =
        noun.verb(name, what, std::string("linhui credit ") + name + " o4f0c9a --ledger DIR",
                  [=, &session] { return answer(session, options->offer, type, by); });
    answered.option("OFFER", options->offer, {"offer id", "要约编号"})->required();
    answered.acts();
  }
}

void add_endings(const Command& noun, const SharedCredit& options) {
  Session& session = noun.session();
  const Command retired = noun.verb(
      "retire", {"use up credits, for good", "注销使用，不可恢复"},
      "linhui credit retire LH-4f0c9a…-QJ-01-2021-1-100 --beneficiary \"A Ltd\" --purpose "
      "\"travel 2026\" --ledger DIR",
      [=, &session] {
        return about_serials(
            session, *options, "credit.retire",
            {{"beneficiary", options->beneficiary}, {"purpose", options->purpose}});
      });
  retired.option("SERIALS", options->serials, kSerials)->required();
  retired.option("--beneficiary", options->beneficiary, {"for whom", "受益方"})->required();
  retired.option("--purpose", options->purpose, {"for what", "用途"})->required();
  retired.acts();
  const Command cancelled = noun.verb(
      "cancel", {"take credits out without use, for good", "作废，不可恢复"},
      "linhui credit cancel LH-4f0c9a…-QJ-01-2021-1-100 --reason \"fire\" --ledger DIR",
      [=, &session] {
        return about_serials(session, *options, "credit.cancel", {{"reason", options->reason}});
      });
  cancelled.option("SERIALS", options->serials, kSerials)->required();
  cancelled.option("--reason", options->reason, {"why", "原因"})->required();
  cancelled.acts();
}

}  // namespace

void add_credit(const Command& root) {
  const Command noun = root.noun("credit", {"credits, by serial number", "减排量"});
  const SharedCredit options = std::make_shared<CreditOptions>();
  Session& session = root.session();
  const Command issued =
      noun.verb("issue", {"issue what a verified report gives", "按经核查报告签发"},
                "linhui credit issue --report R1 --ledger DIR",
                [=, &session] { return issue(session, options->report); });
  issued.option("--report", options->report, {"a verified report", "经核查的报告"})->required();
  issued.acts();
  add_transfers(noun, options);
  add_endings(noun, options);
  const Command listed = noun.verb("list", {"blocks and their owners", "区间及持有方"},
                                   "linhui credit list --owner qianlin --ledger DIR",
                                   [=, &session] { return list_credit(session, *options); });
  listed.option("--owner", options->owner, {"of this party", "该主体的"});
  listed.option("--project", options->project, {"of this project", "该项目的"});
  listed.option("--state", options->state,
                {"held locked buffer retired cancelled", "held locked buffer retired cancelled"});
  noun.verb("show",
            {"where serials are, and every record that touched them", "编码现状及涉及它的全部记录"},
            "linhui credit show LH-4f0c9a…-QJ-01-2021-1-1 --ledger DIR",
            [=, &session] { return show_credit(session, options->serials); })
      .option("SERIALS", options->serials, kSerials)
      ->required();
}

void add_buffer(const Command& root) {
  const Command noun = root.noun("buffer", {"credits set aside against reversals", "缓冲池"});
  const auto options = std::make_shared<CreditOptions>();
  options->state = "buffer";
  Session& session = root.session();
  noun.verb("show", {"the buffer's blocks and their sum", "缓冲区间及合计"},
            "linhui buffer show --project QJ-01 --ledger DIR",
            [=, &session] { return list_credit(session, *options); })
      .option("--project", options->project, {"of this project", "该项目的"});
}

}  // namespace linhui::cli
