// Signed packages: what they hold, that they come again as they were, and what is found out.
#include "api/app/packages/exports.h"

#include "ledger/bodies/exported.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

class Exports : public testing::Test {
 protected:
  Outcome<PreparedExport> prepare(const std::string& format, const std::string& by = "bureau") {
    return prepare_export(book_.desk(), book_.workspace().keys(), by, format, "P");
  }
  // Recorded, with its files in a folder.
  Export make(const std::string& format) {
    PreparedExport ready = value_of(prepare(format));
    book_.record(std::move(ready.prepared));
    for (const ExportFile& file : ready.made.files) book_.write(file.name, file.bytes);
    return ready.made;
  }
  Outcome<VerifiedExport> verify(const Json& document) {
    return verify_export(document, book_.path().parent_path(), book_.workspace().view().log_key());
  }
  static Json document_of(const Export& made) { return Json::parse(made.files.back().bytes); }
  static SignedPackage about_of(const Export& made) {
    return ledger::from_json<SignedPackage>(document_of(made).at("about"), "about").value();
  }

  Book book_{Book::settled};
};

}  // namespace

TEST_F(Exports, HoldAProjectAsItStands) {
  auto block = book_.all_of(2022);
  block.last = block.first + 4;
  book_.record(prepare_retirement(book_.desk(), "", block, "Airline", "a flight"));
  const std::uint64_t size = book_.size();
  const PreparedExport ready = value_of(prepare("project-json"));
  expect_whole(ready.prepared);
  const auto body = body_in<ledger::ExportRecordBody>(ready.prepared);
  EXPECT_EQ(body.sequence, 1);
  EXPECT_EQ(body.log_size, static_cast<std::int64_t>(size));
  ASSERT_EQ(ready.made.files.size(), 1u);
  EXPECT_EQ(ready.made.files[0].name, "P.json");
  EXPECT_EQ(body.sha256, ledger::sha256(ready.made.files[0].bytes));
  EXPECT_EQ(book_.size(), size) << "preparing records nothing";

  const Package package = about_of(ready.made).package;
  EXPECT_EQ(package.project.developer_name, "Developer");
  EXPECT_EQ(package.project.stands, 2u);
  ASSERT_EQ(package.issuances.size(), 2u);
  EXPECT_EQ(package.sums.issued_tonnes, package.issuances[0].tonnes + package.issuances[1].tonnes);
  ASSERT_EQ(package.retirements.size(), 1u);
  EXPECT_EQ(package.retirements[0].beneficiary, "Airline");
  EXPECT_EQ(package.sums.retired_tonnes, 5);
  std::int64_t blocks = 0;
  for (const PackagedBlock& one : package.blocks) blocks += one.tonnes;
  EXPECT_EQ(blocks, package.sums.issued_tonnes) << "every credit is in a block";
  // register, validate, approve; file, verify; issue; match, settle; retire
  EXPECT_EQ(package.sums.records, 9u);
}

TEST_F(Exports, ComeAgainByteForByte) {
  const Export first = make("project-json"), second = make("project-csv");
  EXPECT_EQ(second.sequence, 2u);
  book_.record(prepare_cancellation(book_.desk(), "", book_.all_of(2022), "later"));
  for (const Export* made : {&first, &second}) {
    const Export again =
        value_of(export_again(book_.desk(), book_.workspace().keys(), "bureau", made->sequence));
    ASSERT_EQ(again.files.size(), made->files.size());
    for (std::size_t i = 0; i < again.files.size(); ++i) {
      EXPECT_EQ(again.files[i].name, made->files[i].name);
      EXPECT_EQ(again.files[i].bytes, made->files[i].bytes) << again.files[i].name;
    }
  }
  EXPECT_EQ(code_of(export_again(book_.desk(), book_.workspace().keys(), "bureau", 3)),
            "not_found");
}

TEST_F(Exports, TablesHaveTheColumnsOfTheirForms) {
  const Export made = make("project-csv");
  std::vector<std::string> heads;
  for (std::size_t i = 0; i + 1 < made.files.size(); ++i) {
    heads.push_back(made.files[i].name + ":" +
                    made.files[i].bytes.substr(3, made.files[i].bytes.find('\r') - 3));
  }
  EXPECT_EQ(heads,
            (std::vector<std::string>{
                "project.csv:project,name,developer,developer_name,method,mechanism,from_year,"
                "to_year,state,stands",
                "issuances.csv:record,report,time,vintage,serials,tonnes,buffer_tonnes",
                "blocks.csv:serials,vintage,tonnes,owner,state,report",
                "retirements.csv:record,time,by,serials,tonnes,beneficiary,purpose"}));
  EXPECT_EQ(made.files.back().name, "manifest.json");
  EXPECT_EQ(value_of(verify(document_of(made))).sender, "bureau");
  book_.write("blocks.csv", "changed");
  EXPECT_EQ(code_of(verify(document_of(made))), "proof_invalid");
}

TEST_F(Exports, AreCheckedWithTheLogsKeyAlone) {
  const Export made = make("project-json");
  const Json document = document_of(made);
  EXPECT_TRUE(is_export(document));
  EXPECT_FALSE(is_export(Json{{"about", "a share"}}));
  EXPECT_FALSE(is_export(Json::array()));
  const VerifiedExport verified = value_of(verify(document));
  EXPECT_EQ(verified.project, "P");
  EXPECT_EQ(verified.sequence, 1u);
  EXPECT_GT(verified.issued_tonnes, 0);
  EXPECT_TRUE(verified.demonstration);

  const auto refused = [&](const char* place, const Json& value) {
    Json changed = document;
    changed[Json::json_pointer(place)] = value;
    const auto outcome = verify(changed);
    EXPECT_EQ(code_of(outcome), "proof_invalid") << place;
    return outcome.ok() ? "" : outcome.problem().detail;
  };
  EXPECT_EQ(refused("/about/export/sums/issued_tonnes", 1), "the sender's signature does not fit");
  EXPECT_EQ(refused("/about/export/sender", "dev"), "the sender's signature does not fit");
  EXPECT_EQ(refused("/about/export/sequence", "one"), "the package is malformed");
  EXPECT_EQ(refused("/about/export/more", 1), "the package is malformed");
}

TEST_F(Exports, RefuseWhatCannotLeave) {
  EXPECT_EQ(code_of(prepare("project-xml")), "format_unknown");
  EXPECT_EQ(code_of(prepare("project-json", "nobody")), "key_not_at_hand");
  EXPECT_EQ(code_of(prepare_export(book_.desk(), book_.workspace().keys(), "bureau", "project-json",
                                   "Q")),
            "project_not_found");
  value_of(book_.workspace().keys().create("stranger"));
  EXPECT_EQ(code_of(prepare("project-json", "stranger")), "key_unknown");
}

}  // namespace linhui::api::app
