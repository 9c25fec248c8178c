#include "api/app/answers/records.h"

#include "api/app/desk/problems.h"
#include "ledger/base/hash.h"
#include "ledger/state/exported.h"

namespace linhui::api::app {

PageFields record_fields(std::uint64_t index, const ledger::Record& record) {
  return {plain_field("index", {"index", "序号"}, static_cast<std::int64_t>(index)),
          text_field("time", {"time", "时间"}, record.time()),
          text_field("type", {"type", "类型"}, record.type()),
          text_field("by", {"by", "主体"}, record.by()),
          {"body", {}, record.body()}};
}

PageTable record_table() { return {"records", {"Records", "记录"}, {}}; }

Outcome<Page> record_list(const ledger::LedgerView& view, std::uint64_t from, std::uint64_t to) {
  if (from >= view.size() && from > 0) {
    return to_problem({ledger::ErrorCode::index_beyond_size, std::to_string(from)});
  }
  PageTable table = record_table();
  LINHUI_API_TRY(view.scan_records(from, [&](std::uint64_t index, const ledger::Record& record) {
    if (index >= to) return false;
    table.rows.push_back(record_fields(index, record));
    return true;
  }));
  Page page = list_page(std::move(table));
  page.fields = {count_field("size", {"records of the log", "日志记录数"},
                             static_cast<std::int64_t>(view.size()))};
  return page;
}

Page export_list(const ledger::LedgerView& view) {
  PageTable table{"exports", {"Exports", "导出"}, {}};
  ledger::scan<ledger::Exported>(
      view.state(), [&](std::string_view sequence, const ledger::Exported& exported) {
        table.rows.push_back(
            {plain_field("sequence", {"number", "编号"}, std::stoll(std::string(sequence))),
             text_field("format", {"format", "格式"}, exported.format),
             text_field("project", {"project", "项目"}, exported.project),
             plain_field("log_size", {"log size", "日志大小"},
                         static_cast<std::int64_t>(exported.log_size)),
             text_field("sha256", {"SHA-256", "SHA-256"}, ledger::hex(exported.sha256)),
             index_field(exported.index)});
        return true;
      });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
