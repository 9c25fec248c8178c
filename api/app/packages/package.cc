#include "api/app/packages/package.h"

#include <algorithm>

#include "api/app/desk/problems.h"
#include "api/exchange/output/csv_text.h"
#include "ledger/bodies/credit.h"
#include "ledger/bodies/project.h"
#include "ledger/bodies/report.h"
#include "ledger/bodies/sale.h"
#include "ledger/state/party.h"
#include "ledger/state/report.h"
#include "ledger/state/sale.h"

namespace linhui::api::app {
namespace {

using ledger::Record;
using ledger::Result;

// The project that a body is about: named in it, or by what it names.
template <class Body>
Result<std::string> project_of(const ledger::View& state, const Record& record) {
  const Body body = LINHUI_TRY(ledger::body_of<Body>(record));
  if constexpr (requires { body.serials; }) {
    return body.serials.project;
  } else if constexpr (requires { body.project; }) {
    return body.project;
  } else if constexpr (requires { body.report; }) {
    return LINHUI_TRY(ledger::need<ledger::Report>(state, body.report)).project;
  } else if constexpr (requires { body.offer; }) {
    return LINHUI_TRY(ledger::need<ledger::Offer>(state, body.offer)).serials.project;
  } else {
    return LINHUI_TRY(ledger::need<ledger::Sale>(state, body.sale)).project;
  }
}

// The record types that leave in a package of the project that they are about.
struct Concern {
  std::string_view type;
  Result<std::string> (*project)(const ledger::View&, const Record&);
};
constexpr Concern kConcerns[] = {
    {"project.register", project_of<ledger::ProjectRegisterBody>},
    {"project.validate", project_of<ledger::ProjectValidateBody>},
    {"project.approve", project_of<ledger::ProjectApproveBody>},
    {"report.file", project_of<ledger::ReportFileBody>},
    {"report.verify", project_of<ledger::ReportVerifyBody>},
    {"report.reject", project_of<ledger::ReportRejectBody>},
    {"credit.issue", project_of<ledger::CreditIssueBody>},
    {"credit.offer", project_of<ledger::CreditOfferBody>},
    {"credit.accept", project_of<ledger::OfferAnswerBody>},
    {"credit.decline", project_of<ledger::OfferAnswerBody>},
    {"credit.withdraw", project_of<ledger::OfferAnswerBody>},
    {"credit.retire", project_of<ledger::CreditRetireBody>},
    {"credit.cancel", project_of<ledger::CreditCancelBody>},
    {"sale.match", project_of<ledger::SaleMatchBody>},
    {"sale.settle", project_of<ledger::SaleSettleBody>},
    {"sale.cancel", project_of<ledger::SaleCancelBody>},
};

Result<bool> concerns(const ledger::View& state, const Record& record, const std::string& project) {
  const auto found =
      std::find_if(std::begin(kConcerns), std::end(kConcerns),
                   [&](const Concern& concern) { return concern.type == record.type(); });
  if (found == std::end(kConcerns)) return false;
  return LINHUI_TRY(found->project(state, record)) == project;
}

Result<void> add_issuance(const Record& record, std::uint64_t index, Package& package) {
  const auto body = LINHUI_TRY(ledger::body_of<ledger::CreditIssueBody>(record));
  for (const ledger::IssuedVintage& vintage : body.vintages) {
    const ledger::SerialBlock block{package.project.project, vintage.vintage, vintage.first,
                                    vintage.last};
    package.sums.issued_tonnes += block.credits();
    package.issuances.push_back({index, body.report, record.time(), block.vintage,
                                 ledger::to_string(block, package.ledger), block.credits(),
                                 vintage.buffer});
  }
  return {};
}

Result<void> add_retirement(const Record& record, std::uint64_t index, Package& package) {
  const auto body = LINHUI_TRY(ledger::body_of<ledger::CreditRetireBody>(record));
  package.sums.retired_tonnes += body.serials.credits();
  package.retirements.push_back({index, record.time(), record.by(),
                                 ledger::to_string(body.serials, package.ledger),
                                 body.serials.credits(), body.beneficiary, body.purpose});
  return {};
}

Result<void> add_record(const ledger::View& state, const Record& record, std::uint64_t index,
                        Folded& folded) {
  Package& package = folded.package;
  if (!LINHUI_TRY(concerns(state, record, package.project.project))) return {};
  folded.records.push_back(index);
  if (record.type() == ledger::CreditIssueBody::kType) return add_issuance(record, index, package);
  if (record.type() == ledger::CreditRetireBody::kType) {
    return add_retirement(record, index, package);
  }
  return {};
}

Result<PackagedProject> packaged_project(const ledger::View& state, const std::string& id) {
  const auto project = LINHUI_TRY(ledger::need<ledger::Project>(state, id));
  const auto party = LINHUI_TRY(ledger::need<ledger::Party>(state, project.developer));
  return PackagedProject{id,
                         project.name,
                         project.developer,
                         party.name,
                         project.method,
                         project.mechanism,
                         project.from_year,
                         project.to_year,
                         project.state,
                         project.stands};
}

// A form that gathers the names of its fields, and the values as cells of a table.
class RowWriter {
 public:
  void id(const char* name, const std::string& value) { cell(name, value); }
  void text(const char* name, const std::string& value) { cell(name, value); }
  void text_or_empty(const char* name, const std::string& value) { cell(name, value); }
  template <std::integral I>
  void count(const char* name, I value) {
    cell(name, std::to_string(value));
  }
  template <ledger::Worded E>
  void word(const char* name, E value) {
    cell(name, std::string(ledger::word_of(value)));
  }

  std::string names, cells;  // a line each

 private:
  void cell(const char* name, const std::string& value) {
    const char* comma = names.empty() ? "" : ",";
    (names += comma) += name;
    (cells += comma) += exchange::csv_field(value);
  }
};

template <class T>
RowWriter as_row(const T& value) {
  RowWriter row;
  T::form(row, value);
  return row;
}

template <class T>
ExportFile csv_table(const std::string& name, const std::vector<T>& rows) {
  std::string bytes = "\xEF\xBB\xBF" + as_row(T{}).names + "\r\n";
  for (const T& row : rows) bytes += as_row(row).cells + "\r\n";
  return {name, bytes};
}

}  // namespace

std::string signing_text(const Package& package) {
  return package.schema + "\n" + ledger::canonical(ledger::to_json(package));
}

Outcome<Folded> fold_package(const ledger::LedgerView& view, const ledger::View& state,
                             const std::string& project, std::uint64_t size) {
  Folded folded;
  Package& package = folded.package;
  package.ledger = view.id();
  package.demonstration = view.demonstration();
  package.log_size = size;
  package.project = LINHUI_API_TRY(packaged_project(state, project));
  Result<void> added;
  LINHUI_API_TRY(view.scan_records(0, [&](std::uint64_t index, const Record& record) {
    if (index >= size) return false;
    added = add_record(state, record, index, folded);
    return added.ok();
  }));
  LINHUI_API_TRY(std::move(added));
  package.sums.records = folded.records.size();
  ledger::scan_blocks(state, project, [&](const ledger::HeldBlock& block) {
    package.blocks.push_back({ledger::to_string(block.serials, package.ledger),
                              block.serials.vintage, block.serials.credits(), block.owner,
                              block.state, block.report});
    return true;
  });
  return folded;
}

std::vector<ExportFile> csv_tables(const Package& package) {
  return {csv_table("project.csv", std::vector{package.project}),
          csv_table("issuances.csv", package.issuances), csv_table("blocks.csv", package.blocks),
          csv_table("retirements.csv", package.retirements)};
}

}  // namespace linhui::api::app
