// Monitoring reports: filed → verified → issued, or filed → rejected.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class ReportState { filed, verified, issued, rejected };
constexpr auto words_of(ReportState) {
  return std::to_array<std::string_view>({"filed", "verified", "issued", "rejected"});
}

// What one vintage comes to.
struct VintageNet {
  int vintage = 0;
  std::int64_t net_e4 = 0;  // 0.0001 t CO2e

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("vintage", self.vintage);
    f.whole("net_e4", self.net_e4, -kMaxInteger, kMaxInteger);
  }
};

// Written by report.file; report.verify, report.reject and credit.issue move it on. Invariant of
// all but rejected ones: no two reports of a project share a vintage.
struct Report {
  static constexpr std::string_view kFamily = "report";
  static constexpr ErrorCode kMissing = ErrorCode::report_not_found;
  std::string project, developer;
  ReportState state = ReportState::filed;
  int from_year = 0, to_year = 0;   // the first shows stocks only: vintages are those after it
  std::vector<Hash> tables;         // SHA-256 of each table of parameters behind the estimate
  std::vector<VintageNet> nets;     // a vintage each, ascending from from_year + 1 to to_year
  Hash root{};                      // of the estimate's rows beside report.file
  std::uint64_t row_count = 0;      // how many
  std::string verifier, issued_by;  // empty until then
  std::uint64_t index = 0;          // of report.file

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.id("developer", self.developer);
    f.word("state", self.state);
    f.count("from_year", self.from_year);
    f.count("to_year", self.to_year);
    f.hashes("tables", self.tables);
    f.list("nets", self.nets);
    f.hash("root", self.root);
    f.count("count", self.row_count);
    f.optional_id("verifier", self.verifier);
    f.optional_id("issued_by", self.issued_by);
    f.count("index", self.index);
  }
};

// The years that a project's reports take, but for rejected ones: (from_year, to_year]. Written by
// report.file, erased by report.reject.
struct ReportPeriod {
  static constexpr std::string_view kFamily = "reports_of";
  std::string report;
  int from_year = 0, to_year = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("report", self.report);
    f.count("from_year", self.from_year);
    f.count("to_year", self.to_year);
  }
};

// That a stand's year has been credited, whatever the project: it never is again. Written by
// credit.issue.
struct CreditedYear {
  static constexpr std::string_view kFamily = "credited";
  std::string report;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("report", self.report);
  }
};

}  // namespace linhui::ledger
