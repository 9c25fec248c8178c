// Bodies of mechanism.define, method.publish, inventory.import, project.register, project.validate
// and project.approve, with the rows beside them.
#pragma once

#include "ledger/bodies/body.h"
#include "ledger/state/method.h"

namespace linhui::ledger {

inline constexpr int kFirstYear = 1900, kLastYear = 2200;  // calendar years that records may name

// A registrar says under which rules credits may be issued.
struct MechanismDefineBody {
  static constexpr std::string_view kType = "mechanism.define";
  std::string mechanism, name;
  std::int64_t buffer_num = 0, buffer_den = 1;  // share of credits withheld, below 1
  bool natural_persons = false;                 // whether households may hold credits
  std::vector<std::string> methods;             // that it accepts, by id
  std::string basis;                            // the document that the rules stand in

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("mechanism", self.mechanism);
    f.text("name", self.name, 200);
    f.whole("buffer_num", self.buffer_num, 0, 1'000'000);
    f.whole("buffer_den", self.buffer_den, 1, 1'000'000);
    f.flag("natural_persons", self.natural_persons);
    f.ids("methods", self.methods);
    f.text("basis", self.basis);
  }
};

// A registrar publishes a method's tables, and says whether somebody has compared them with the
// publisher's document.
struct MethodPublishBody {
  static constexpr std::string_view kType = "method.publish";
  std::string method, version;
  bool crediting = false;  // whether credits can be issued under it
  Basis basis = Basis::recalled;
  std::string compared_with, compared_by, compared_on;  // which document, by whom, on which day
  std::vector<TableDigest> tables;                      // each name once
  RowsReference rows;                                   // of TableLine

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("method", self.method);
    f.text("version", self.version, 100);
    f.flag("crediting", self.crediting);
    f.word("basis", self.basis);
    f.text("compared_with", self.compared_with);
    f.text("compared_by", self.compared_by, 200);
    f.day("compared_on", self.compared_on);
    f.list("tables", self.tables);
    f.object("rows", self.rows);
  }
};

// One line of a table, without its newline. A table's lines, in order, each with a newline, are its
// file.
struct TableLine {
  std::string table, text;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("table", self.table);
    f.text_or_empty("text", self.text, 20'000);
  }
};

// A developer brings in the stands of a project, registered or not yet.
struct InventoryImportBody {
  static constexpr std::string_view kType = "inventory.import";
  std::string project, file;  // the file's name, as it was delivered
  Hash file_sha256{};
  std::int64_t area_m2 = 0;  // the sum of the rows'
  RowsReference rows;        // a stand each: ground/stand_row.h; at least one

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.text("file", self.file, 300);
    f.hash("file_sha256", self.file_sha256);
    f.whole("area_m2", self.area_m2, 0, 9'000'000'000'000'000);
    f.object("rows", self.rows);
  }
};

// The developer of an inventory registers a project on it; under a mechanism that claims its
// stands.
struct ProjectRegisterBody {
  static constexpr std::string_view kType = "project.register";
  std::string project, name, method;
  std::string mechanism;           // empty: assessed only
  Hash inventory{};                // the root of its rows
  int from_year = 0, to_year = 0;  // crediting years, both inclusive

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.text("name", self.name, 200);
    f.id("method", self.method);
    f.optional_id("mechanism", self.mechanism);
    f.hash("inventory", self.inventory);
    f.whole("from_year", self.from_year, kFirstYear, kLastYear);
    f.whole("to_year", self.to_year, kFirstYear, kLastYear);
  }
};

// A verifier, not the developer, has looked at the project and issues a statement.
struct ProjectValidateBody {
  static constexpr std::string_view kType = "project.validate";
  std::string project;
  Hash statement_sha256{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.hash("statement_sha256", self.statement_sha256);
  }
};

// A registrar, neither developer nor validator, lets the project report.
struct ProjectApproveBody {
  static constexpr std::string_view kType = "project.approve";
  std::string project;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
  }
};

}  // namespace linhui::ledger
