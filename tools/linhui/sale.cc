// linhui sale: matched with the credits locked, then settled against money or cancelled.
#include "api/app/answers/sales.h"
#include "api/app/cases/credits.h"
#include "api/app/cases/sales.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

constexpr unsigned kFenDecimals = 2;

struct SaleOptions {
  api::app::NewSale sale;
  std::string price;
  std::vector<std::string> serials;
  std::string received, received_on, evidence, reason;
};

Ended match(Session& session, const SaleOptions& options) {
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto desk = workspace.desk();
    api::app::NewSale sale = options.sale;
    const auto price_fen = parse_scaled(options.price, kFenDecimals);
    if (!price_fen) return amount_malformed("--price", options.price, kFenDecimals);
    sale.price_fen_per_tonne = *price_fen;
    for (const std::string& text : options.serials) {
      sale.blocks.push_back(LINHUI_API_TRY(api::app::read_serials(desk, text)));
    }
    const auto prepared = LINHUI_API_TRY(api::app::prepare_sale(desk, as, sale));
    const auto index = LINHUI_API_TRY(workspace.record(prepared));
    const auto page = LINHUI_API_TRY(api::app::sale_page(workspace.view(), sale.sale));
    const Json made = api::app::to_json(page);
    return recorded(session, index,
                    {{"tonnes", made.at("tonnes")}, {"amount_yuan", made.at("amount_yuan")}},
                    prepared.summary);
  });
}

Ended settle(Session& session, const SaleOptions& options) {
  const auto digest = LINHUI_API_TRY(file_sha256(options.evidence));
  const auto stated = parse_scaled(options.received, kFenDecimals);
  if (!stated && !options.received.empty()) {
    return amount_malformed("--received", options.received, kFenDecimals);
  }
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto page = LINHUI_API_TRY(api::app::sale_page(workspace.view(), options.sale.sale));
    const Json received = stated ? Json(scaled_text(*stated, kFenDecimals))
                                 : api::app::to_json(page).at("amount_yuan");
    return record(session, workspace,
                  api::app::prepare_settlement(workspace.desk(), as, options.sale.sale, stated,
                                               options.received_on, digest),
                  {{"received_yuan", received}});
  });
}

Ended cancel_sale(Session& session, const SaleOptions& options) {
  return writing(session, [&](Workspace& workspace, const std::string& as) -> Ended {
    return record(session, workspace,
                  api::app::prepare_sale_cancellation(workspace.desk(), as, options.sale.sale,
                                                      options.reason));
  });
}

Ended list_sale(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::sale_list(workspace.view()));
  });
}

Ended show_sale(Session& session, const std::string& sale) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto page = LINHUI_API_TRY(api::app::sale_page(workspace.view(), sale));
    return show_page(session.out, page);
  });
}

void add_match(const Command& noun, const std::shared_ptr<SaleOptions>& options) {
  Session& session = noun.session();
  const Command matched = noun.verb(
      "match",
      {"agree a sale; its credits are locked. Both parties sign", "成交并锁定减排量，买卖双方签名"},
      "linhui sale match S1 --seller qianlin --buyer buyer1 --serials LH-4f0c9a…-QJ-01-2021-1-100 "
      "--price 52.50 --contract \"contract 7\" --ledger DIR",
      [=, &session] { return match(session, *options); });
  matched.option("ID", options->sale.sale, {"sale id", "交易编号"})->required();
  matched.option("--seller", options->sale.seller, {"party id", "卖方"})->required();
  matched.option("--buyer", options->sale.buyer, {"party id", "买方"})->required();
  matched.option("--serials", options->serials, {"a block; repeatable", "编码区间，可重复"})
      ->required()
      ->repeatable();
  matched.option("--price", options->price, {"yuan a tonne", "单价，元/吨"})->required();
  matched.option("--mode", options->sale.mode,
                 {"negotiated listed auctioned", "方式：negotiated listed auctioned"});
  matched.option("--contract", options->sale.contract, {"the contract, for people", "合同"})
      ->required();
  matched.acts();
}

}  // namespace

void add_sale(const Command& root) {
  const Command noun = root.noun("sale", {"sales", "交易"});
  const auto options = std::make_shared<SaleOptions>();
  Session& session = root.session();
  add_match(noun, options);
  const Command settled = noun.verb(
      "settle",
      {"the cash is in and the buyer has the credits. Both parties sign", "款到交割，买卖双方签名"},
      "linhui sale settle S1 --received-on 2026-05-06 --evidence receipt.pdf --ledger DIR",
      [=, &session] { return settle(session, *options); });
  settled.option("ID", options->sale.sale, {"sale id", "交易编号"})->required();
  settled
      .option("--received-on", options->received_on, {"day, 2026-05-06", "到账日，如 2026-05-06"})
      ->required();
  settled.option("--received", options->received,
                 {"yuan; default: the sale's amount", "到账金额(元)，默认为成交金额"});
  settled
      .option("--evidence", options->evidence,
              {"file; its SHA-256 is recorded", "凭证文件，记录其 SHA-256"})
      ->required();
  settled.acts();
  const Command cancelled =
      noun.verb("cancel",
                {"undo a sale that is not settled; its credits are free again. Both parties sign",
                 "取消未交割的交易并解锁减排量，买卖双方签名"},
                "linhui sale cancel S1 --reason \"not paid in time\" --ledger DIR",
                [=, &session] { return cancel_sale(session, *options); });
  cancelled.option("ID", options->sale.sale, {"sale id", "交易编号"})->required();
  cancelled.option("--reason", options->reason, {"why", "原因"})->required();
  cancelled.acts();
  noun.verb("show", {"one sale", "查看交易"}, "linhui sale show S1 --ledger DIR",
            [=, &session] { return show_sale(session, options->sale.sale); })
      .option("ID", options->sale.sale, {"sale id", "交易编号"})
      ->required();
  noun.verb("list", {"all sales", "全部交易"}, "linhui sale list --ledger DIR",
            [&session] { return list_sale(session); });
}

}  // namespace linhui::cli
