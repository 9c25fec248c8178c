// What a package for an exchange or a registry holds: each part a struct with a form
// (ledger/base/form.h), which is the package's JSON and, for its tables, the columns of the CSV.
// docs/records.md and docs/cli.md name the fields.
#pragma once

#include "api/problem.h"
#include "ledger/bodies/body.h"
#include "ledger/ledger.h"
#include "ledger/state/blocks.h"
#include "ledger/state/project.h"

namespace linhui::api::app {

inline constexpr const char* kPackageSchema = "linhui export v1";

// The project as it stood. Amounts here and below are whole t CO2e; `serials` are written as
// LH-<ledger>-<project>-<vintage>-<first>-<last>.
struct PackagedProject {
  std::string project, name, developer, developer_name, method;
  std::string mechanism;  // empty: assessed only
  int from_year = 0, to_year = 0;
  ledger::ProjectState state = ledger::ProjectState::listed;
  std::uint64_t stands = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.text("name", self.name);
    f.id("developer", self.developer);
    f.text_or_empty("developer_name", self.developer_name);
    f.id("method", self.method);
    f.text_or_empty("mechanism", self.mechanism);
    f.count("from_year", self.from_year);
    f.count("to_year", self.to_year);
    f.word("state", self.state);
    f.count("stands", self.stands);
  }
};

// One vintage of a credit.issue.
struct PackagedIssuance {
  std::uint64_t record = 0;  // its index
  std::string report, time;
  int vintage = 0;
  std::string serials;
  std::int64_t tonnes = 0, buffer_tonnes = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("record", self.record);
    f.id("report", self.report);
    f.text("time", self.time);
    f.count("vintage", self.vintage);
    f.text("serials", self.serials);
    f.count("tonnes", self.tonnes);
    f.count("buffer_tonnes", self.buffer_tonnes);
  }
};

// One block as it stood.
struct PackagedBlock {
  std::string serials;
  int vintage = 0;
  std::int64_t tonnes = 0;
  std::string owner;
  ledger::BlockState state = ledger::BlockState::held;
  std::string report;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("serials", self.serials);
    f.count("vintage", self.vintage);
    f.count("tonnes", self.tonnes);
    f.id("owner", self.owner);
    f.word("state", self.state);
    f.id("report", self.report);
  }
};

// One credit.retire.
struct PackagedRetirement {
  std::uint64_t record = 0;
  std::string time, by, serials;
  std::int64_t tonnes = 0;
  std::string beneficiary, purpose;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("record", self.record);
    f.text("time", self.time);
    f.id("by", self.by);
    f.text("serials", self.serials);
    f.count("tonnes", self.tonnes);
    f.text("beneficiary", self.beneficiary);
    f.text("purpose", self.purpose);
  }
};

// Over all of `issuances` and `retirements`.
struct PackageSums {
  std::uint64_t records = 0;  // that the package rests on
  std::int64_t issued_tonnes = 0, retired_tonnes = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("records", self.records);
    f.count("issued_tonnes", self.issued_tonnes);
    f.count("retired_tonnes", self.retired_tonnes);
  }
};

// A table that lies beside a manifest.
struct PackagedFile {
  std::string name;
  ledger::Hash sha256{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("name", self.name);  // of this folder: no path
    f.hash("sha256", self.sha256);
  }
};

// One project's credits as of `log_size` records, by `sender` (a party), under the ledger's number
// for it.
struct Package {
  std::string schema = kPackageSchema, ledger;
  bool demonstration = false;
  std::string format, sender;
  std::uint64_t sequence = 0, log_size = 0;
  PackagedProject project;
  std::vector<PackagedIssuance> issuances;
  std::vector<PackagedBlock> blocks;
  std::vector<PackagedRetirement> retirements;
  PackageSums sums;
  std::vector<PackagedFile> files;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("schema", self.schema);
    f.id("ledger", self.ledger);
    f.flag("demonstration", self.demonstration);
    f.id("format", self.format);
    f.id("sender", self.sender);
    f.count("sequence", self.sequence);
    f.count("log_size", self.log_size);
    f.object("project", self.project);
    f.list("issuances", self.issuances);
    f.list("blocks", self.blocks);
    f.list("retirements", self.retirements);
    f.object("sums", self.sums);
    f.list("files", self.files);
    if (self.schema != kPackageSchema) f.fail("schema");
  }
};

struct PackageSignature {
  std::string key;  // key id of the sender
  std::string sig;  // over signing_text()

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("key", self.key);
    f.base64("sig", self.sig);
  }
};
// What stands in a proof file's `about`.
struct SignedPackage {
  Package package;
  PackageSignature signature;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.object("export", self.package);
    f.object("signature", self.signature);
  }
};

// What the sender signs: the schema, a newline, the package's canonical JSON.
std::string signing_text(const Package& package);

// What a package holds of a project, folded from the log up to a size: exact and repeatable. The
// caller fills in what it is called: format, sender, sequence and files.
struct Folded {
  Package package;
  std::vector<std::uint64_t> records;  // that it rests on, by index
};
// `state` is the ledger's at `size` records. Rights, shares and stands are not part of it: no
// farmer's data leaves in a trade export. Errors: project_not_found; what reading the log gives.
Outcome<Folded> fold_package(const ledger::LedgerView& view, const ledger::View& state,
                             const std::string& project, std::uint64_t size);

// A file that leaves: its name without folders, and its bytes.
struct ExportFile {
  std::string name, bytes;
};
// The package's tables, by their file names: UTF-8 with a byte order mark, as Excel wants it, and
// CRLF (RFC 4180).
std::vector<ExportFile> csv_tables(const Package& package);

}  // namespace linhui::api::app
