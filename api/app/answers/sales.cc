#include "api/app/answers/sales.h"

#include "api/app/answers/parties.h"
#include "api/app/answers/words.h"
#include "ledger/bodies/sale.h"

namespace linhui::api::app {
namespace {

PageFields sale_fields(std::string_view id, const ledger::Sale& sale) {
  return {
      text_field("sale", {"sale", "交易"}, std::string(id)),
      state_field(sale.state),
      text_field("project", {"project", "项目"}, sale.project),
      text_field("seller", {"seller", "卖方"}, sale.seller),
      text_field("buyer", {"buyer", "买方"}, sale.buyer),
      count_field("tonnes", {"t CO2e", "t CO2e"}, sale.tonnes),
      yuan_field("price_yuan_per_tonne", {"yuan a tonne", "单价(元/吨)"}, sale.price_fen_per_tonne),
      yuan_field("amount_yuan", {"amount, yuan", "金额(元)"}, sale.amount_fen),
      text_field("received_on", {"cash in on", "到账日"}, sale.received_on),
      text_field("run", {"distributed by", "分配"}, sale.run),
      index_field(sale.index)};
}

}  // namespace

Outcome<Page> sale_page(const ledger::LedgerView& view, const std::string& id) {
  const auto sale = LINHUI_API_TRY(ledger::need<ledger::Sale>(view.state(), id));
  const auto record = LINHUI_API_TRY(view.record(sale.index));
  const auto matched = LINHUI_API_TRY(ledger::body_of<ledger::SaleMatchBody>(record));
  Page page{{"Sale " + id, "交易 " + id}, sale_fields(id, sale), {}};
  page.fields.insert(page.fields.end() - 1,
                     {word_field("mode", {"way", "方式"}, matched.mode),
                      text_field("contract", {"contract", "合同"}, matched.contract)});
  name_parties(view.state(), page.fields, {"seller", "buyer"});
  PageTable blocks{"blocks", {"Serial blocks", "编码区间"}, {}};
  for (const ledger::SerialBlock& block : sale.blocks) {
    blocks.rows.push_back(
        {text_field("serials", {"serials", "编码"}, ledger::to_string(block, view.id())),
         count_field("credits_tCO2e", {"t CO2e", "t CO2e"}, block.credits())});
  }
  page.tables.push_back(std::move(blocks));
  return page;
}

Page sale_list(const ledger::LedgerView& view) {
  PageTable table{"sales", {"Sales", "交易"}, {}};
  table.columns = {
      "sale",       "state", "project", "seller", "buyer", "tonnes", "price_yuan_per_tonne",
      "amount_yuan"};
  ledger::scan<ledger::Sale>(view.state(), [&](std::string_view id, const ledger::Sale& sale) {
    table.rows.push_back(sale_fields(id, sale));
    return true;
  });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
