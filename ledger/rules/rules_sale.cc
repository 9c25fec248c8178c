// Rules of sales: matched (credits locked), then settled (credits against money, in one record) or
// cancelled.
#include "ledger/rules/apply_rules.h"
#include "ledger/state/blocks.h"

namespace linhui::ledger {
namespace {

constexpr std::int64_t kMaxFen = 9'000'000'000'000'000;

// The credits that the sale has locked are free again, in these hands.
Result<void> release_blocks(RuleContext& c, const Json& sale, const char* owner) {
  for (const Json& value : sale.at("blocks")) {
    Result<void> status;
    const SerialBlock serials = read_serials(value, "sale", status);
    const auto block = find_block(c.state, serials);
    if (!block.ok()) return block.error();
    move_serials(c.state, block.value(), serials, sale.at(owner).get<std::string>(),
                 BlockState::held, "");
  }
  return {};
}

}  // namespace

Result<void> may_hold(const View& view, const std::string& project, const Json& party) {
  const auto entry = get_state(view, key_of("project", project));
  if (!entry) return Error{ErrorCode::project_not_found, project};
  const auto mechanism =
      get_state(view, key_of("mechanism", entry->at("mechanism").get<std::string>()));
  if (!mechanism) return Error{ErrorCode::mechanism_not_found, project};
  const std::string kind = party.at("kind");
  if (kind == "household" && !mechanism->at("natural_persons").get<bool>()) {
    return Error{ErrorCode::holder_not_allowed, kind};
  }
  return {};
}

Result<void> rule_sale_match(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string sale = f.id("sale");
  const std::string seller = f.id("seller");
  const std::string buyer = f.id("buyer");
  const Json& blocks = f.array("blocks");
  const auto tonnes = f.whole("tonnes", 1, 999'999'999'999);
  const auto price_fen = f.whole("price_fen_per_tonne", 1, 1'000'000'000);
  const auto amount_fen = f.whole("amount_fen", -kMaxFen, kMaxFen);
  f.word("mode", {"negotiated", "listed", "auctioned"});
  f.text("contract", 300);
  LINHUI_TRY(f.done());
  if (amount_fen <= 0) return Error{ErrorCode::amount_not_positive, sale};
  if (has_state(c.state, key_of("sale", sale))) return Error{ErrorCode::sale_exists, sale};
  LINHUI_TRY(c.needs_signature(seller));
  LINHUI_TRY(c.needs_signature(buyer));
  if (seller == buyer) return Error{ErrorCode::two_hands, seller};
  const auto buyer_entry = get_state(c.state, key_of("party", buyer));
  if (!buyer_entry) return Error{ErrorCode::party_not_found, buyer};

  std::int64_t counted = 0;
  std::string project;
  for (const Json& entry : blocks) {
    Result<void> status;
    const SerialBlock serials = read_serials(entry, "body.blocks", status);
    if (!status.ok()) return status.error();
    if (project.empty()) project = serials.project;
    if (serials.project != project) return Error{ErrorCode::record_malformed, "body.blocks"};
    LINHUI_TRY(may_hold(c.state, project, *buyer_entry));
    const auto block = find_block(c.state, serials);
    if (!block.ok()) return block.error();
    if (block.value().state == BlockState::retired ||
        block.value().state == BlockState::cancelled) {
      return Error{ErrorCode::block_final, to_string(serials, "")};
    }
    if (block.value().state != BlockState::held || block.value().owner != seller) {
      return Error{ErrorCode::not_holder, seller};
    }
    move_serials(c.state, block.value(), serials, seller, BlockState::locked, sale);
    counted += serials.credits();
  }
  std::int64_t product = 0;
  if (__builtin_mul_overflow(tonnes, price_fen, &product)) {
    return Error{ErrorCode::amount_overflow, sale};
  }
  if (counted != tonnes || product != amount_fen) return Error{ErrorCode::price_mismatch, sale};
  put_state(c.state, key_of("sale", sale),
            {{"project", project},
             {"seller", seller},
             {"buyer", buyer},
             {"blocks", blocks},
             {"tonnes", tonnes},
             {"price_fen_per_tonne", price_fen},
             {"amount_fen", amount_fen},
             {"state", "matched"},
             {"index", c.index}});
  return {};
}

// The buyer has the credits and the seller says that the cash is in: a sale can be distributed
// from then on.
Result<void> rule_sale_settle(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string sale = f.id("sale");
  const auto received_fen = f.whole("received_fen", -kMaxFen, kMaxFen);
  const std::string received_on = f.day("received_on");
  f.hash("evidence_sha256");
  LINHUI_TRY(f.done());
  if (received_fen <= 0) return Error{ErrorCode::amount_not_positive, sale};
  auto entry = get_state(c.state, key_of("sale", sale));
  if (!entry) return Error{ErrorCode::sale_not_found, sale};
  LINHUI_TRY(c.needs_signature(entry->at("seller").get<std::string>()));
  LINHUI_TRY(c.needs_signature(entry->at("buyer").get<std::string>()));
  if (entry->at("state") == "settled") return Error{ErrorCode::cash_exists, sale};
  if (entry->at("state") != "matched") return Error{ErrorCode::sale_state, sale};
  const auto amount_fen = entry->at("amount_fen").get<std::int64_t>();
  if (received_fen > amount_fen) return Error{ErrorCode::cash_exceeds_sale, sale};
  if (received_fen < amount_fen) return Error{ErrorCode::price_mismatch, sale};
  LINHUI_TRY(release_blocks(c, *entry, "buyer"));
  (*entry)["state"] = "settled";
  (*entry)["received_on"] = received_on;
  put_state(c.state, key_of("sale", sale), *entry);
  return {};
}

// What two have agreed, the same two can undo until the money is in.
Result<void> rule_sale_cancel(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string sale = f.id("sale");
  f.text("reason", 500);
  LINHUI_TRY(f.done());
  auto entry = get_state(c.state, key_of("sale", sale));
  if (!entry) return Error{ErrorCode::sale_not_found, sale};
  LINHUI_TRY(c.needs_signature(entry->at("seller").get<std::string>()));
  LINHUI_TRY(c.needs_signature(entry->at("buyer").get<std::string>()));
  if (entry->at("state") != "matched") {
    return Error{ErrorCode::sale_state, entry->at("state").get<std::string>()};
  }
  LINHUI_TRY(release_blocks(c, *entry, "seller"));
  (*entry)["state"] = "cancelled";
  put_state(c.state, key_of("sale", sale), *entry);
  return {};
}

}  // namespace linhui::ledger
