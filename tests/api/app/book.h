// A small demonstration ledger whose story is told by the cases, as far as a test wants it: two
// stands in two villages, one household on each, one sale that is shared.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/app/cases/credits.h"
#include "api/app/cases/methods.h"
#include "api/app/cases/parties.h"
#include "api/app/cases/projects.h"
#include "api/app/cases/reports.h"
#include "api/app/cases/rights.h"
#include "api/app/cases/runs.h"
#include "api/app/cases/sales.h"
#include "api/app/cases/schemes.h"
#include "ledger/base/calendar.h"
#include "ledger/state/run.h"
#include "tests/api/app/outcomes.h"
#include "tests/scratch_folder.h"

namespace linhui::api::app {

// The value of an outcome; a failed one fails the test and ends it.
template <class T>
T value_of(Outcome<T> outcome) {
  if (!outcome.ok()) {
    ADD_FAILURE() << outcome.problem().code << " " << outcome.problem().detail;
    for (const Fault& fault : outcome.problem().faults) ADD_FAILURE() << fault.code << fault.field;
    throw std::runtime_error(outcome.problem().code);
  }
  return std::move(outcome).value();
}

inline ledger::Record record_of(const Prepared& prepared) {
  return ledger::Record::read(ledger::Json::parse(prepared.record), prepared.record).value();
}
template <class Body>
Body body_in(const Prepared& prepared) {
  return ledger::body_of<Body>(record_of(prepared)).value();
}

// What every preparation promises: the author signs first, each signer once, and what is signed is
// said in both languages.
inline void expect_whole(const Prepared& prepared) {
  const auto record = record_of(prepared);
  ASSERT_FALSE(prepared.signers.empty()) << record.type();
  EXPECT_EQ(prepared.signers.front(), record.by()) << record.type();
  EXPECT_EQ(std::set(prepared.signers.begin(), prepared.signers.end()).size(),
            prepared.signers.size())
      << record.type();
  EXPECT_FALSE(prepared.summary.english.empty()) << record.type();
  EXPECT_FALSE(prepared.summary.chinese.empty()) << record.type();
  const auto named = ledger::rows_named_by(record);
  ASSERT_TRUE(named.ok()) << record.type();
  if (named.value()) {
    EXPECT_EQ(*named.value(), ledger::reference_to(prepared.rows)) << record.type();
  }
}

using Signers = std::vector<std::string>;

inline ledger::Hash paper(const char* name) { return ledger::sha256(name); }

// A village's vote that carries.
inline const Resolution kCarried{paper("minutes"), "2026-01-05", 10, 9, 8, 1};

inline std::vector<ledger::SchemeStep> village_steps() {
  ledger::SchemeStep fee, rest;
  fee.step = "fee";
  fee.kind = ledger::StepKind::percent;
  fee.payee = "dev";
  fee.num = 30;
  fee.den = 100;
  rest.step = "rest";
  rest.kind = ledger::StepKind::holders;
  fee.basis = rest.basis = "contract";
  fee.label_en = "Developer";
  fee.label_zh = "项目业主";
  rest.label_en = "Holders";
  rest.label_zh = "权利人";
  return {fee, rest};
}

class Book {
 public:
  // Each stage rests on the ones before it:
  //   opened      the ledger, with its registrar "bureau"
  //   admitted    dev, verifier, buyer, other (a second buyer), village-1, village-2
  //   registered  project "P" over stands A and B, method and mechanism "M"; validated, approved
  //   filed       report "R" of 2021 and 2022
  //   issued      verified, credits issued
  //   settled     sale "S" of the oldest vintage to the buyer
  //   calculated  rights, scheme "F", run "D"
  enum Stage { opened, admitted, registered, filed, issued, settled, calculated };

  explicit Book(Stage stage) {
    workspace_ = value_of(create_ledger(path(), {"Book", "bureau", "Bureau", true}, {},
                                        *ledger::parse_time("2026-01-05T01:00:00Z")));
    using Step = void (Book::*)();
    const Step steps[] = {&Book::admit,  &Book::register_project, &Book::file,
                          &Book::credit, &Book::settle,           &Book::calculate};
    for (int i = 0; i < stage; ++i) (this->*steps[i])();
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  std::filesystem::path path() const { return file("ledger"); }
  std::filesystem::path file(const std::string& name) const { return folder_.file(name); }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes);
  }
  Workspace& workspace() const { return *workspace_; }
  Desk desk() const { return workspace_->desk(); }
  std::uint64_t size() const { return workspace_->view().size(); }
  void wait_days(int days) { workspace_->set_clock(workspace_->now() + days * 86'400); }

  // Whole, and taken by the ledger. Gives its index.
  std::uint64_t record(Outcome<Prepared> prepared) {
    Prepared ready = value_of(std::move(prepared));
    expect_whole(ready);
    recorded_.insert(record_of(ready).type());
    return value_of(workspace_->record(std::move(ready)));
  }
  // The code with which it is refused; "" where it is taken. What is refused leaves nothing.
  std::string refusal(Outcome<Prepared> prepared) {
    const std::uint64_t before = size();
    const auto outcome = workspace_->record(std::move(prepared));
    if (!outcome.ok()) {
      EXPECT_EQ(size(), before);
    }
    return code_of(outcome);
  }
  // The types of what record() has recorded.
  const std::set<std::string, std::less<>>& recorded() const { return recorded_; }

  // Credits of a vintage, by serial number.
  static ledger::SerialBlock serials(int vintage, std::int64_t first, std::int64_t last) {
    return {"P", vintage, first, last};
  }
  // What dev holds of a vintage, up to the first gap.
  ledger::SerialBlock all_of(int vintage) const {
    ledger::SerialBlock found;
    ledger::scan_blocks(workspace_->view().state(), "P", [&](const ledger::HeldBlock& block) {
      const bool held = block.state == ledger::BlockState::held && block.owner == "dev";
      if (held && block.serials.vintage == vintage) found = block.serials;
      return found.last == 0;
    });
    return found;
  }
  static ReportRequest report(const std::string& id, int from_year = 2020, int to_year = 2022) {
    ReportRequest request;
    request.report = id;
    request.project = "P";
    request.statement = "none declared";
    request.from_year = from_year;
    request.to_year = to_year;
    return request;
  }
  static NewScheme scheme() {
    NewScheme scheme;
    scheme.scheme = "F";
    scheme.project = "P";
    scheme.basis = "resolution";
    scheme.resolution_sha256 = paper("resolution");
    scheme.steps = village_steps();
    scheme.adopters = {"village-1", "village-2"};
    return scheme;
  }
  static NewRun run(const std::string& id) { return {id, "F", "S", "2021-01-01", "2023-01-01"}; }
  exchange::Inventory inventory() const {
    return exchange::read_inventory(
        write("stands.csv",
              "stand_id,area_ha,species,age,volume_m3_ha_2020,volume_m3_ha_2022,"
              "volume_m3_ha_2024,township,village\n"
              "A,12,马尾松,18,86.4,121.7,150,T,V1\nB,8,杉木,9,42,68.5,90,T,V2\n")
            .string(),
        {});
  }

 private:
  void admit() {
    const std::vector<NewParty> parties = {
        {"dev", "company", "Developer", "", "", {"developer"}},
        {"verifier", "verifier", "Verifier", "", "", {"verifier"}},
        {"buyer", "company", "Buyer", "", "", {"buyer"}},
        {"other", "company", "Other", "", "", {"buyer"}},
        {"village-1", "collective", "Village 1", "T", "V1", {"collective"}},
        {"village-2", "collective", "Village 2", "T", "V2", {"collective"}}};
    for (const NewParty& party : parties) value_of(admit_party(*workspace_, "bureau", party));
  }
  void register_project() {
    record(prepare_publication(desk(), "bureau",
                               {"AR-CM-001-V01", "recalled", "nothing", "nobody", "2026-01-05"}));
    record(prepare_mechanism(desk(), "bureau",
                             {"M", "Mechanism", 1, 10, false, {"AR-CM-001-V01"}, "rules"}));
    record(prepare_inventory(desk(), "dev", "P", inventory()));
    record(prepare_project(desk(), "dev", {"P", "Project", "AR-CM-001-V01", "M", 2020, 2039}));
    record(prepare_validation(desk(), "verifier", "P", paper("statement")));
    record(prepare_approval(desk(), "bureau", "P"));
  }
  void file() { record(value_of(prepare_report(desk(), "dev", report("R"))).prepared); }
  void credit() {
    record(prepare_verification(desk(), "verifier", "R", "equal"));
    record(prepare_issue(desk(), "bureau", "R"));
  }
  void settle() {
    record(prepare_sale(desk(), "",
                        {"S", "dev", "buyer", {all_of(2021)}, 6'250, "negotiated", "contract 1"}));
    record(prepare_settlement(desk(), "", "S", {}, desk().today(), paper("advice")));
  }
  void calculate() {
    const auto rights = exchange::read_rights(
        write("rights.csv",
              "certificate_no,stand_id,type,holder_code,holder_name,holder_kind,village,township,"
              "area_ha,from,basis\n"
              "C1,A,contract,1,张三丰,household,V1,T,12,20100101,contract\n"
              "C1,A,carbon_income,1,张三丰,household,V1,T,12,20100101,contract\n"
              "C2,B,contract,2,李四,household,V2,T,8,20100101,contract\n")
            .string());
    for (const Fault& fault : rights.faults) ADD_FAILURE() << fault.code << " " << fault.field;
    recorded_.insert("right.register");
    const auto imported = value_of(import_rights(*workspace_, "bureau", rights));
    PrivateStore store(workspace_->private_folder());
    told(store, imported.request);
    record(prepare_scheme(desk(), "dev", scheme()));
    record(value_of(prepare_run(desk(), "dev", run("D"))).prepared);
  }

  const ScratchFolder folder_;
  std::unique_ptr<Workspace> workspace_;
  std::set<std::string, std::less<>> recorded_ = {"ledger.create"};
};

}  // namespace linhui::api::app
