#include "api/app/answers/serial_history.h"

#include <algorithm>
#include <set>

#include "api/app/answers/credits.h"
#include "api/app/answers/records.h"
#include "api/app/desk/problems.h"
#include "ledger/bodies/credit.h"
#include "ledger/bodies/report.h"
#include "ledger/bodies/run.h"
#include "ledger/bodies/sale.h"

namespace linhui::api::app {
namespace {

using ledger::Record;
using ledger::SerialBlock;

bool meet(const SerialBlock& a, const SerialBlock& b) {
  return a.project == b.project && a.vintage == b.vintage && a.first <= b.last && b.first <= a.last;
}

// Follows serials through the log. Reports, offers and sales are named when the serials first come
// up in them, and known by that name from then on.
class SerialHistory {
 public:
  SerialHistory(const ledger::View& state, const SerialBlock& serials) : serials_(serials) {
    ledger::scan_blocks(state, serials.project, [&](const ledger::HeldBlock& block) {
      if (meet(block.serials, serials)) {
        blocks_.push_back(block);
        reports_.insert(block.report);
      }
      return true;
    });
  }
  const std::vector<ledger::HeldBlock>& blocks() const { return blocks_; }

  bool touched_by(const Record& record) {
    const std::string& type = record.type();
    if (type == "report.file") return of_report<ledger::ReportFileBody>(record);
    if (type == "report.verify") return of_report<ledger::ReportVerifyBody>(record);
    if (type == "report.reject") return of_report<ledger::ReportRejectBody>(record);
    if (type == "credit.issue") return of_report<ledger::CreditIssueBody>(record);
    if (type == "credit.offer") return offered(record);
    if (type == "credit.accept" || type == "credit.decline" || type == "credit.withdraw") {
      const auto body = ledger::body_of<ledger::OfferAnswerBody>(record);
      return body.ok() && offers_.contains(body.value().offer);
    }
    if (type == "credit.retire") return ended<ledger::CreditRetireBody>(record);
    if (type == "credit.cancel") return ended<ledger::CreditCancelBody>(record);
    if (type == "sale.match") return sold(record);
    if (type == "sale.settle") return of_sale<ledger::SaleSettleBody>(record);
    if (type == "sale.cancel") return of_sale<ledger::SaleCancelBody>(record);
    return type == "run.calculate" && of_sale<ledger::RunCalculateBody>(record);
  }

 private:
  template <class Body>
  bool of_report(const Record& record) const {
    const auto body = ledger::body_of<Body>(record);
    return body.ok() && reports_.contains(body.value().report);
  }
  template <class Body>
  bool of_sale(const Record& record) const {
    const auto body = ledger::body_of<Body>(record);
    return body.ok() && sales_.contains(body.value().sale);
  }
  template <class Body>
  bool ended(const Record& record) const {
    const auto body = ledger::body_of<Body>(record);
    return body.ok() && meet(body.value().serials, serials_);
  }
  bool offered(const Record& record) {
    const auto body = ledger::body_of<ledger::CreditOfferBody>(record);
    const bool touches = body.ok() && meet(body.value().serials, serials_);
    if (touches) offers_.insert(body.value().offer);
    return touches;
  }
  bool sold(const Record& record) {
    const auto body = ledger::body_of<ledger::SaleMatchBody>(record);
    const bool touches = body.ok() && std::ranges::any_of(body.value().blocks, [&](const auto& b) {
                           return meet(b, serials_);
                         });
    if (touches) sales_.insert(body.value().sale);
    return touches;
  }

  SerialBlock serials_;
  std::vector<ledger::HeldBlock> blocks_;
  std::set<std::string> reports_, offers_, sales_;
};

}  // namespace

Outcome<Page> serial_history(const ledger::LedgerView& view, const SerialBlock& serials) {
  SerialHistory history(view.state(), serials);
  const std::string ledger_id = view.id(), text = ledger::to_string(serials, ledger_id);
  if (history.blocks().empty()) return to_problem({ledger::ErrorCode::serials_unknown, text});
  PageTable blocks = block_table(), records = record_table();
  for (const ledger::HeldBlock& block : history.blocks()) {
    blocks.rows.push_back(block_fields(block, ledger_id));
  }
  LINHUI_API_TRY(view.scan_records(0, [&](std::uint64_t index, const Record& record) {
    if (history.touched_by(record)) records.rows.push_back(record_fields(index, record));
    return true;
  }));
  Page page{{"Serials " + text, "编码 " + text}, {text_field("serials", {}, text)}, {}};
  page.tables.push_back(std::move(blocks));
  page.tables.push_back(std::move(records));
  return page;
}

}  // namespace linhui::api::app
