// linhui sale: matched with the credits locked, then settled against money or cancelled.
#include "tools/linhui/amounts.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/serials.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

constexpr unsigned kFenDecimals = 2;

struct SaleOptions {
  std::string sale, seller, buyer, price, mode = "negotiated", contract;
  std::vector<std::string> serials;
  std::string received, received_on, evidence, reason;
};

Outcome<ledger::Json> match_body(const Workspace& workspace, const SaleOptions& options) {
  const auto price_fen = parse_scaled(options.price, kFenDecimals);
  if (!price_fen) return amount_malformed("--price", options.price, kFenDecimals);
  ledger::Json blocks = ledger::Json::array();
  std::int64_t tonnes = 0, amount_fen = 0;
  for (const std::string& text : options.serials) {
    const auto block = LINHUI_API_TRY(parse_serials(workspace, text));
    tonnes += block.credits();
    blocks.push_back(ledger::serials_json(block));
  }
  if (__builtin_mul_overflow(tonnes, *price_fen, &amount_fen)) {
    return api::app::to_problem({ledger::ErrorCode::amount_overflow, options.sale});
  }
  return ledger::Json{
      {"sale", options.sale},     {"seller", options.seller}, {"buyer", options.buyer},
      {"blocks", blocks},         {"tonnes", tonnes},         {"price_fen_per_tonne", *price_fen},
      {"amount_fen", amount_fen}, {"mode", options.mode},     {"contract", options.contract}};
}

Ended match(Session& session, const SaleOptions& options) {
  return writing(session, "", [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto record = LINHUI_API_TRY(match_body(workspace, options));
    const auto amount_fen = record.at("amount_fen").get<std::int64_t>();
    const std::string by = as.empty() ? options.seller : as;
    return recorded(
        session, workspace.submit({"sale.match", by, record, {}, {options.seller, options.buyer}}),
        {{"tonnes", record.at("tonnes").get<std::int64_t>()},
         {"amount_yuan", scaled_text(amount_fen, kFenDecimals)}});
  });
}

Ended settle(Session& session, const SaleOptions& options) {
  const auto digest = LINHUI_API_TRY(file_sha256(options.evidence));
  const auto stated = parse_scaled(options.received, kFenDecimals);
  if (!stated && !options.received.empty()) {
    return amount_malformed("--received", options.received, kFenDecimals);
  }
  return writing(session, "", [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto view = workspace.view();
    const auto sale = ledger::get_state(view.state(), "sale/" + options.sale);
    if (!sale) {
      return api::app::to_problem({ledger::ErrorCode::sale_not_found, options.sale});
    }
    const std::string seller = sale->at("seller"), buyer = sale->at("buyer");
    const auto received = stated ? *stated : sale->at("amount_fen").get<std::int64_t>();
    return recorded(session,
                    workspace.submit({"sale.settle",
                                      as.empty() ? seller : as,
                                      {{"sale", options.sale},
                                       {"received_fen", received},
                                       {"received_on", options.received_on},
                                       {"evidence_sha256", digest}},
                                      {},
                                      {seller, buyer}}),
                    {{"received_yuan", scaled_text(received, kFenDecimals)}});
  });
}

Ended cancel(Session& session, const SaleOptions& options) {
  return writing(session, "", [&](Workspace& workspace, const std::string& as) -> Ended {
    const auto sale = ledger::get_state(workspace.view().state(), "sale/" + options.sale);
    if (!sale) {
      return api::app::to_problem({ledger::ErrorCode::sale_not_found, options.sale});
    }
    const std::string seller = sale->at("seller"), buyer = sale->at("buyer");
    return recorded(session, workspace.submit({"sale.cancel",
                                               as.empty() ? seller : as,
                                               {{"sale", options.sale}, {"reason", options.reason}},
                                               {},
                                               {seller, buyer}}));
  });
}

Ended list_sale(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    Json sales = entries_under(view.state(), "sale/", "sale");
    for (Json& sale : sales) {
      sale["price_yuan_per_tonne"] =
          scaled_text(sale.at("price_fen_per_tonne").get<std::int64_t>(), kFenDecimals);
      sale["amount_yuan"] = scaled_text(sale.at("amount_fen").get<std::int64_t>(), kFenDecimals);
    }
    return list_entries(session.out, "sales", sales,
                        {"sale", "state", "project", "seller", "buyer", "tonnes",
                         "price_yuan_per_tonne", "amount_yuan"});
  });
}

Ended show_sale(Session& session, const std::string& sale) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    return show_entry(session.out, view.state(), "sale/", "sale", sale,
                      ledger::ErrorCode::sale_not_found);
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
  matched.option("ID", options->sale, {"sale id", "交易编号"})->required();
  matched.option("--seller", options->seller, {"party id", "卖方"})->required();
  matched.option("--buyer", options->buyer, {"party id", "买方"})->required();
  matched.option("--serials", options->serials, {"a block; repeatable", "编码区间，可重复"})
      ->required()
      ->repeatable();
  matched.option("--price", options->price, {"yuan a tonne", "单价，元/吨"})->required();
  matched.option("--mode", options->mode,
                 {"negotiated listed auctioned", "方式：negotiated listed auctioned"});
  matched.option("--contract", options->contract, {"the contract, for people", "合同"})->required();
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
  settled.option("ID", options->sale, {"sale id", "交易编号"})->required();
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
                [=, &session] { return cancel(session, *options); });
  cancelled.option("ID", options->sale, {"sale id", "交易编号"})->required();
  cancelled.option("--reason", options->reason, {"why", "原因"})->required();
  cancelled.acts();
  noun.verb("show", {"one sale", "查看交易"}, "linhui sale show S1 --ledger DIR",
            [=, &session] { return show_sale(session, options->sale); })
      .option("ID", options->sale, {"sale id", "交易编号"})
      ->required();
  noun.verb("list", {"all sales", "全部交易"}, "linhui sale list --ledger DIR",
            [&session] { return list_sale(session); });
}

}  // namespace linhui::cli
