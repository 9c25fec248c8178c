#include "api/app/answers/rights.h"

#include "api/app/answers/words.h"
#include "api/app/desk/amounts.h"
#include "ledger/base/calendar.h"

namespace linhui::api::app {
namespace {

// 3333 of 10,000 is "33.33" percent.
PageField percent_field(std::string name, Text label, std::int64_t share_bp) {
  const std::string text = yuan_text(share_bp);  // two decimals either way
  return {std::move(name), std::move(label), text, {text, text}};
}

PageFields right_fields(std::string_view stand, std::string_view id,
                        const ledger::StandRight& right) {
  PageField area = count_field("area_m2", {"area, mu", "面积(亩)"}, right.area_m2);
  area.text = {mu_text(right.area_m2), mu_text(right.area_m2)};
  PageField to = text_field("to", {"to", "至"}, ledger::day_text(right.to));
  if (right.to >= ledger::kOpenEnd) to.text = {"open", "长期"};
  return {text_field("right", {"right", "权利"}, std::string(id)),
          text_field("stand", {"stand", "小班"}, std::string(stand)),
          word_field("type", {"kind", "种类"}, right.type),
          text_field("holder", {"holder", "权利人"}, right.holder),
          text_field("parent", {"rests on", "所依权利"}, right.parent),
          std::move(area),
          percent_field("share_percent", {"share, %", "份额(%)"}, right.share_bp),
          text_field("from", {"from", "自"}, ledger::day_text(right.from)),
          std::move(to)};
}

}  // namespace

Page right_list(const ledger::LedgerView& view, const std::string& stand,
                const std::string& holder) {
  PageTable table{"rights", {"Forest rights", "林权"}, {}};
  ledger::scan<ledger::StandRight>(
      view.state(), [&](std::string_view id, const ledger::StandRight& right) {
        const auto slash = id.rfind('/');  // <stand id>/<right>
        const std::string_view on = id.substr(0, slash);
        if ((stand.empty() || on == stand) && (holder.empty() || right.holder == holder)) {
          table.rows.push_back(right_fields(on, id.substr(slash + 1), right));
        }
        return true;
      });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
