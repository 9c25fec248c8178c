// Bodies of report.file, report.verify and report.reject, and the rows of an estimate.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

// Every term of one vintage, 0.0001 t CO2e: net = change − emissions − baseline − leakage −
// deduction. Emissions are positive; at least what the rows show.
struct VintageTerms {
  int vintage = 0;
  std::int64_t change_e4 = 0, project_emissions_e4 = 0, baseline_e4 = 0, leakage_e4 = 0,
               deduction_e4 = 0, net_e4 = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    constexpr std::int64_t kMaxE4 = 9'000'000'000'000'000;  // 9 × 10^11 t CO2e
    f.whole("vintage", self.vintage, 1900, 2200);
    f.whole("change_e4", self.change_e4, -kMaxE4, kMaxE4);
    f.whole("project_emissions_e4", self.project_emissions_e4, -kMaxE4, kMaxE4);
    f.whole("baseline_e4", self.baseline_e4, -kMaxE4, kMaxE4);
    f.whole("leakage_e4", self.leakage_e4, -kMaxE4, kMaxE4);
    f.whole("deduction_e4", self.deduction_e4, 0, kMaxE4);
    f.whole("net_e4", self.net_e4, -kMaxE4, kMaxE4);
  }
};

// The project's developer claims what its stands have taken up, with the estimate's rows.
struct ReportFileBody {
  static constexpr std::string_view kType = "report.file";
  // `gwp` names the set of warming potentials; `statement` is what the developer declares, in
  // words.
  std::string report, project, method, version, gwp, statement;
  Hash inventory{};                // the root of the project's inventory
  int from_year = 0, to_year = 0;  // the first shows stocks only: vintages are those after it
  Hash parameter_set_sha256{};
  std::vector<TableDigest> tables;              // that the estimate was made with
  std::vector<VintageTerms> vintages;           // one for each year of (from_year, to_year]
  std::map<std::string, std::string> settings;  // the choices that the estimate was made with
  RowsReference rows;                           // of EstimateRow

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("report", self.report);
    f.id("project", self.project);
    f.id("method", self.method);
    f.text("version", self.version, 100);
    f.text("gwp", self.gwp, 20);
    f.text("statement", self.statement);
    f.hash("inventory", self.inventory);
    f.whole("from_year", self.from_year, 1900, 2200);
    f.whole("to_year", self.to_year, 1900, 2200);
    f.hash("parameter_set_sha256", self.parameter_set_sha256);
    f.list("tables", self.tables);
    f.list("vintages", self.vintages);
    f.optional_texts("settings", self.settings);
    f.object("rows", self.rows);
  }
};

// One pool of a stand and year. Figures are decimals with four places, t CO2e, or empty. The pools
// of a stand and year come together and end in pool "total", their sum; pools named "emissions_…"
// are negative changes (rules/report_rows.h).
struct EstimateRow {
  std::string stand;
  int year = 0;
  std::string pool, change, stock;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("stand", self.stand, 120);
    f.whole("year", self.year, 1900, 2200);
    f.text("pool", self.pool, 40);
    f.text_or_empty("change", self.change, 18);
    f.text_or_empty("stock", self.stock, 18);
  }
};

// As row_of() and row_bytes(), to the letter, but without a JSON value in between where the row's
// texts need no escape: there are many of these rows. Requires of estimate_row_bytes(): texts are
// UTF-8 in NFC. Errors of estimate_row_of(): row_malformed.
Result<EstimateRow> estimate_row_of(std::string_view bytes);
std::string estimate_row_bytes(const EstimateRow& row);

// A verifier, not the developer, has made the estimate again and comes to the same rows.
struct ReportVerifyBody {
  static constexpr std::string_view kType = "report.verify";
  std::string report;
  Hash recomputed_root{};  // of the rows as made again: must be the reported one
  std::string opinion;     // in words

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("report", self.report);
    f.hash("recomputed_root", self.recomputed_root);
    f.text("opinion", self.opinion);
  }
};

// A verifier, not the developer, does not take the report; its years are free again.
struct ReportRejectBody {
  static constexpr std::string_view kType = "report.reject";
  std::string report, reason;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("report", self.report);
    f.text("reason", self.reason);
  }
};

}  // namespace linhui::ledger
