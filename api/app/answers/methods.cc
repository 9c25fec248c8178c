#include "api/app/answers/methods.h"

#include "api/app/answers/words.h"
#include "ledger/base/hash.h"

namespace linhui::api::app {

Page mechanism_list(const ledger::LedgerView& view) {
  PageTable table{"mechanisms", {"Mechanisms", "机制"}, {}};
  ledger::scan<ledger::Mechanism>(view.state(), [&](std::string_view id,
                                                    const ledger::Mechanism& mechanism) {
    PageField buffer = plain_field("buffer_num", {"buffer", "缓冲比例"}, mechanism.buffer_num);
    const std::string share =
        std::to_string(mechanism.buffer_num) + "/" + std::to_string(mechanism.buffer_den);
    buffer.text = {share, share};
    table.rows.push_back({text_field("mechanism", {"mechanism", "机制"}, std::string(id)),
                          std::move(buffer), plain_field("buffer_den", {}, mechanism.buffer_den),
                          flag_field("natural_persons", {"households may hold", "农户可持有"},
                                     mechanism.natural_persons),
                          list_field("methods", {"methods", "方法学"}, mechanism.methods),
                          text_field("name", {"name", "名称"}, mechanism.name)});
    return true;
  });
  return list_page(std::move(table));
}

Page published_method_list(const ledger::LedgerView& view) {
  PageTable table{"methods", {"Published methods", "已公布的方法学"}, {}};
  ledger::scan<ledger::Method>(view.state(), [&](std::string_view id,
                                                 const ledger::Method& method) {
    std::vector<std::string> digests;
    for (const ledger::Hash& digest : method.tables) digests.push_back(ledger::hex(digest));
    table.rows.push_back(
        {text_field("method", {"method", "方法学"}, std::string(id)),
         text_field("version", {"version", "版本"}, method.version),
         flag_field("crediting", {"crediting", "可签发"}, method.crediting),
         word_field("basis", {"tables", "参数表"}, method.basis), list_field("tables", {}, digests),
         count_field("lines", {"lines", "行数"}, static_cast<std::int64_t>(method.row_count)),
         text_field("root", {}, ledger::hex(method.root)), index_field(method.index)});
    return true;
  });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
