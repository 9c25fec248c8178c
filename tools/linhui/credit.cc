// linhui credit: issued, moved, retired; and the history of any serial.
#include "api/app/answers/credits.h"
#include "api/app/answers/serial_history.h"
#include "api/app/cases/credits.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct CreditOptions {
  std::string report, serials, offer, to, note, expires, beneficiary, purpose, reason;
  std::string party;  // of an offer
  api::app::BlockFilter filter;
};

Ended issue(Session& session, const std::string& report) {
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   const auto prepared =
                       LINHUI_API_TRY(api::app::prepare_issue(workspace.desk(), party, report));
                   const auto index = LINHUI_API_TRY(workspace.record(prepared));
                   const auto issued = LINHUI_API_TRY(api::app::issued_by(workspace.view(), index));
                   return recorded(session, index,
                                   {{"issued_tCO2e", issued.issued},
                                    {"held_tCO2e", issued.issued - issued.buffer},
                                    {"buffer_tCO2e", issued.buffer}},
                                   prepared.summary);
                 });
}

Ended offer(Session& session, const CreditOptions& options) {
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto desk = workspace.desk();
    const auto serials = LINHUI_API_TRY(api::app::read_serials(desk, options.serials));
    api::app::NewOffer offer{options.offer, options.to, options.note, options.expires};
    if (offer.offer.empty()) offer.offer = api::app::random_offer();
    return record(session, workspace, api::app::prepare_offer(desk, as, serials, offer),
                  {{"offer", offer.offer}});
  });
}

Ended answer(Session& session, const std::string& id, api::app::OfferAnswer answer) {
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    return record(session, workspace, api::app::prepare_answer(workspace.desk(), as, id, answer));
  });
}

Ended retire(Session& session, const CreditOptions& options) {
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto desk = workspace.desk();
    const auto serials = LINHUI_API_TRY(api::app::read_serials(desk, options.serials));
    return record(
        session, workspace,
        api::app::prepare_retirement(desk, as, serials, options.beneficiary, options.purpose));
  });
}

Ended cancel(Session& session, const CreditOptions& options) {
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto desk = workspace.desk();
    const auto serials = LINHUI_API_TRY(api::app::read_serials(desk, options.serials));
    return record(session, workspace,
                  api::app::prepare_cancellation(desk, as, serials, options.reason));
  });
}

Ended list_credit(Session& session, const api::app::BlockFilter& filter) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::block_list(workspace.view(), filter));
  });
}

Ended list_offers(Session& session, const std::string& party) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::offer_list(workspace.view(), party));
  });
}

Ended show_credit(Session& session, const std::string& text) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto serials = LINHUI_API_TRY(api::app::read_serials(workspace.desk(), text));
    const auto page = LINHUI_API_TRY(api::app::serial_history(workspace.view(), serials));
    return show_page(session.out, page);
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
  using api::app::OfferAnswer;
  struct Answer {
    const char* name;
    OfferAnswer given;
    Text what;
  };
  for (const auto& [name, given, what] :
       {Answer{"accept", OfferAnswer::accept, {"accept an offer", "接受要约"}},
        Answer{"decline", OfferAnswer::decline, {"decline an offer", "拒绝要约"}},
        Answer{"withdraw",
               OfferAnswer::withdraw,
               {"take an offer back that is not accepted yet", "撤回尚未接受的要约"}}}) {
    const OfferAnswer ours = given;
    const Command answered =
        noun.verb(name, what, std::string("linhui credit ") + name + " o4f0c9a --ledger DIR",
                  [=, &session] { return answer(session, options->offer, ours); });
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
      [=, &session] { return retire(session, *options); });
  retired.option("SERIALS", options->serials, kSerials)->required();
  retired.option("--beneficiary", options->beneficiary, {"for whom", "受益方"})->required();
  retired.option("--purpose", options->purpose, {"for what", "用途"})->required();
  retired.acts();
  const Command cancelled =
      noun.verb("cancel", {"take credits out without use, for good", "作废，不可恢复"},
                "linhui credit cancel LH-4f0c9a…-QJ-01-2021-1-100 --reason \"fire\" --ledger DIR",
                [=, &session] { return cancel(session, *options); });
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
                                   [=, &session] { return list_credit(session, options->filter); });
  listed.option("--owner", options->filter.owner, {"of this party", "该主体的"});
  listed.option("--project", options->filter.project, {"of this project", "该项目的"});
  listed.option("--state", options->filter.state,
                {"held locked buffer retired cancelled", "held locked buffer retired cancelled"});
  noun.verb("offers", {"offers and how they were answered", "转让要约及其答复"},
            "linhui credit offers --party buyer1 --ledger DIR",
            [=, &session] { return list_offers(session, options->party); })
      .option("--party", options->party, {"made by or to this party", "该主体作出或收到的"});
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
  options->filter.state = "buffer";
  Session& session = root.session();
  noun.verb("show", {"the buffer's blocks and their sum", "缓冲区间及合计"},
            "linhui buffer show --project QJ-01 --ledger DIR",
            [=, &session] { return list_credit(session, options->filter); })
      .option("--project", options->filter.project, {"of this project", "该项目的"});
}

}  // namespace linhui::cli
