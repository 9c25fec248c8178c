#include "api/app/answers/credits.h"

#include "api/app/answers/words.h"
#include "api/app/desk/problems.h"
#include "ledger/bodies/credit.h"

namespace linhui::api::app {

PageFields block_fields(const ledger::HeldBlock& block, const std::string& ledger_id) {
  return {text_field("serials", {"serials", "编码"}, ledger::to_string(block.serials, ledger_id)),
          count_field("credits_tCO2e", {"t CO2e", "t CO2e"}, block.serials.credits()),
          text_field("project", {}, block.serials.project),
          plain_field("vintage", {}, block.serials.vintage),
          text_field("owner", {"owner", "持有方"}, block.owner),
          state_field(block.state),
          text_field("report", {"report", "报告"}, block.report),
          text_field("tied_to", {"tied to", "锁定于"}, block.tied_to)};
}

PageTable block_table() { return {"blocks", {"Serial blocks", "编码区间"}, {}}; }

Page block_list(const ledger::LedgerView& view, const BlockFilter& filter) {
  PageTable table = block_table();
  std::int64_t credits = 0;
  const std::string ledger_id = view.id();
  const auto visit = [&](const ledger::HeldBlock& block) {
    const bool wanted = (filter.owner.empty() || block.owner == filter.owner) &&
                        (filter.project.empty() || block.serials.project == filter.project) &&
                        (filter.state.empty() || ledger::word_of(block.state) == filter.state);
    if (wanted) {
      table.rows.push_back(block_fields(block, ledger_id));
      credits += block.serials.credits();
    }
    return true;
  };
  if (filter.project.empty()) {
    ledger::scan_blocks(view.state(), visit);
  } else {
    ledger::scan_blocks(view.state(), filter.project, visit);
  }
  Page page = list_page(std::move(table));
  page.fields = {count_field("credits_tCO2e", {"in all, t CO2e", "合计 t CO2e"}, credits)};
  return page;
}

Page offer_list(const ledger::LedgerView& view, const std::string& party) {
  PageTable table{"offers", {"Offers", "转让要约"}, {}};
  const std::string ledger_id = view.id();
  ledger::scan<ledger::Offer>(view.state(), [&](std::string_view id, const ledger::Offer& offer) {
    if (!party.empty() && offer.from != party && offer.to != party) return true;
    table.rows.push_back(
        {text_field("offer", {"offer", "要约"}, std::string(id)), state_field(offer.state),
         text_field("from", {"from", "转让方"}, offer.from),
         text_field("to", {"to", "受让方"}, offer.to),
         text_field("serials", {"serials", "编码"}, ledger::to_string(offer.serials, ledger_id)),
         count_field("credits_tCO2e", {"t CO2e", "t CO2e"}, offer.serials.credits()),
         text_field("expires", {"not from this day on", "失效日"}, offer.expires),
         index_field(offer.index)});
    return true;
  });
  return list_page(std::move(table));
}

Outcome<IssuedCredits> issued_by(const ledger::LedgerView& view, std::uint64_t index) {
  const auto record = LINHUI_API_TRY(view.record(index));
  const auto body = LINHUI_API_TRY(ledger::body_of<ledger::CreditIssueBody>(record));
  const auto report = LINHUI_API_TRY(ledger::need<ledger::Report>(view.state(), body.report));
  IssuedCredits issued;
  for (const ledger::IssuedVintage& vintage : body.vintages) {
    issued.vintages.push_back({report.project, vintage.vintage, vintage.first, vintage.last});
    issued.issued += issued.vintages.back().credits();
    issued.buffer += vintage.buffer;
  }
  return issued;
}

}  // namespace linhui::api::app
