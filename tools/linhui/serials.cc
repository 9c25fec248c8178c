#include "tools/linhui/serials.h"

#include <set>

#include "ledger/base/fields.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

using ledger::SerialBlock;
using ledger::text_in;

bool meet(const SerialBlock& a, const SerialBlock& b) {
  return a.project == b.project && a.vintage == b.vintage && a.first <= b.last && b.first <= a.last;
}

bool meet(const ledger::Json& serials, const SerialBlock& other) {
  ledger::Result<void> status;
  const SerialBlock block = ledger::read_serials(serials, "serials", status);
  return status.ok() && meet(block, other);
}

// Follows serials through the log. Reports, offers and sales are named when the serials first come
// up in them, and known by that name from then on.
class History {
 public:
  History(const ledger::View& state, const SerialBlock& serials) : serials_(serials) {
    const std::string prefix =
        ledger::key_of("block", serials.project, ledger::padded(serials.vintage, 4)) + "/";
    ledger::scan_blocks(state, prefix, [&](const ledger::HeldBlock& block) {
      if (meet(block.serials, serials)) {
        blocks_.push_back(block);
        reports_.insert(block.report);
      }
      return true;
    });
  }

  bool touched_by(const ledger::Record& record) {
    const std::string type = record.type();
    const ledger::Json& body = record.body();
    if (type.starts_with("report.") || type == "credit.issue") {
      return reports_.contains(text_in(body, "report"));
    }
    if (type == "credit.offer") return named_if(meets(body), offers_, text_in(body, "offer"));
    if (type == "credit.accept" || type == "credit.decline" || type == "credit.withdraw") {
      return offers_.contains(text_in(body, "offer"));
    }
    if (type == "credit.retire" || type == "credit.cancel") return meets(body);
    if (type == "sale.match") {
      bool any = false;
      for (const auto& block : body.at("blocks")) any = any || meet(block, serials_);
      return named_if(any, sales_, text_in(body, "sale"));
    }
    if (type == "sale.settle" || type == "sale.cancel" || type == "run.calculate") {
      return sales_.contains(text_in(body, "sale"));
    }
    return false;
  }

  const std::vector<ledger::HeldBlock>& blocks() const { return blocks_; }

 private:
  bool meets(const ledger::Json& body) const {
    return body.contains("serials") && meet(body.at("serials"), serials_);
  }
  static bool named_if(bool yes, std::set<std::string>& names, const std::string& name) {
    if (yes) names.insert(name);
    return yes;
  }

  SerialBlock serials_;
  std::vector<ledger::HeldBlock> blocks_;
  std::set<std::string> reports_, offers_, sales_;
};

}  // namespace

Outcome<SerialBlock> parse_serials(const Workspace& workspace, const std::string& text) {
  const std::string id = workspace.view().id();
  if (auto block = ledger::parse_serial_block(text, id)) return *block;
  return api::app::simple_problem(
      "serials_malformed",
      {"Serials of this ledger read LH-" + id + "-<project>-<vintage>-<first>-<last>.",
       "本账本的编码形式为 LH-" + id + "-<项目>-<年份>-<首号>-<末号>。"},
      text);
}

Outcome<std::string> owner_of(const Workspace& workspace, const SerialBlock& serials) {
  const auto view = workspace.view();
  const auto block = LINHUI_API_TRY(ledger::find_block(view.state(), serials));
  return block.owner;
}

Json block_entry(const ledger::HeldBlock& block, const std::string& ledger_id) {
  return {{"serials", ledger::to_string(block.serials, ledger_id)},
          {"credits_tCO2e", block.serials.credits()},
          {"owner", block.owner},
          {"state", ledger::name_of(block.state)},
          {"report", block.report},
          {"tied_to", block.tied_to}};
}

Ended show_history(const Output& out, const Workspace& workspace, const SerialBlock& serials) {
  const auto view = workspace.view();
  History history(view.state(), serials);
  if (history.blocks().empty()) {
    return api::app::to_problem(
        {ledger::ErrorCode::serials_unknown, ledger::to_string(serials, view.id())});
  }
  Json records = Json::array(), blocks = Json::array();
  LINHUI_API_TRY(view.scan_records(0, [&](std::uint64_t index, const ledger::Record& record) {
    if (history.touched_by(record)) {
      records.push_back({{"index", index},
                         {"time", record.time()},
                         {"type", record.type()},
                         {"by", record.by()},
                         {"body", record.body()}});
    }
    return true;
  }));
  for (const auto& block : history.blocks()) blocks.push_back(block_entry(block, view.id()));
  return out.done(
      {{"serials", ledger::to_string(serials, view.id())},
       {"blocks", blocks},
       {"records", records}},
      entries_table(blocks, {"serials", "credits_tCO2e", "owner", "state", "report", "tied_to"}) +
          "\n" + entries_table(records, {"index", "time", "type", "by"}));
}

}  // namespace linhui::cli
