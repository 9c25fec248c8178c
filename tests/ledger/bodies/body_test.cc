#include "ledger/bodies/body.h"

#include <cctype>

#include "ledger/rules/apply.h"
#include "ledger/rules/rule.h"
#include "tests/ledger/form_filler.h"
#include "tests/ledger/rules/records_page.h"

namespace linhui::ledger {
namespace {

using Names = std::set<std::string>;

// A body's fields, with those that only some kinds have.
template <class Body>
Names fields_of() {
  Names names;
  for (std::size_t choice = 0; choice < kChoices; ++choice) {
    const Json body = to_json(filled<Body>(choice));
    for (const auto& [name, value] : body.items()) names.insert(name);
  }
  return names;
}

template <class... Bodies>
std::map<std::string, Names> fields_by_type() {
  return {{std::string(Bodies::kType), fields_of<Bodies>()}...};
}

// What stands in backticks as a name, outside brackets: in them are the words of an enum.
Names names_in(const std::string& text) {
  Names names;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    depth += (text[at] == '(') - (text[at] == ')');
    if (text[at] != '`') continue;
    const std::size_t end = text.find('`', at + 1);
    const std::string word = text.substr(at + 1, end - at - 1);
    const bool name = std::all_of(word.begin(), word.end(), [](unsigned char c) {
      return std::islower(c) || std::isdigit(c) || c == '_';
    });
    if (depth == 0 && name) names.insert(word);
    at = end;
  }
  return names;
}

Record record_with(const Json& body) {
  const std::string bytes =
      make_record("run.pay", "0123456789ab", "q", "2026-01-01T00:00:00Z", "p", body);
  return Record::read(Json::parse(bytes), bytes).value();
}

}  // namespace

// docs/records.md names each type's fields, and no other.
TEST(Bodies, HaveTheFieldsThatThePageGivesThem) {
  auto fields = fields_by_type<
      LedgerCreateBody, LogKeyRotateBody, PartyAdmitBody, KeyAddBody, KeyRevokeBody,
      MechanismDefineBody, MethodPublishBody, InventoryImportBody, ProjectRegisterBody,
      ProjectValidateBody, ProjectApproveBody, ReportFileBody, ReportVerifyBody, ReportRejectBody,
      CreditIssueBody, CreditOfferBody, CreditRetireBody, CreditCancelBody, SaleMatchBody,
      SaleSettleBody, SaleCancelBody, RightRegisterBody, SchemeAdoptBody, RunCalculateBody,
      RunApproveBody, RunPublishBody, RunFinaliseBody, RunPayBody, ExportRecordBody>();
  for (const char* answer : {"credit.accept", "credit.decline", "credit.withdraw"}) {
    fields[answer] = fields_of<OfferAnswerBody>();
  }
  const RecordsPage page;
  for (const std::string_view type : record_types()) {
    const std::string name(type);
    ASSERT_TRUE(fields.contains(name)) << name;
    EXPECT_EQ(names_in(page.paragraph(name, "Body")), fields[name]) << name;
  }
  EXPECT_EQ(fields.size(), record_types().size());
}

TEST(Bodies, AreReadFromTheirRecord) {
  const Rows rows = {"[1]", "[2]"};
  const Json body = {
      {"run", "r"}, {"paid_on", "2026-02-01"}, {"rows", to_json(reference_to(rows))}};
  const RunPayBody read = body_of<RunPayBody>(record_with(body)).value();
  EXPECT_EQ(read.paid_on, "2026-02-01");
  EXPECT_EQ(read.rows, reference_to(rows));
  EXPECT_EQ(to_json(read), body);
  Json wrong = body;
  wrong["paid_on"] = "2026-02-30";
  EXPECT_EQ(body_of<RunPayBody>(record_with(wrong)).error().detail, "body.paid_on");
}

TEST(Bodies, NameRowsByRootAndCount) {
  for (const Rows& rows : {Rows{}, Rows{"[1]"}, Rows{"[1]", "[2]", "[3]"}}) {
    EXPECT_EQ(to_json(reference_to(rows)),
              (Json{{"root", hex(rows_root(rows))}, {"count", rows.size()}}));
  }
}

TEST(Bodies, NameTheirRowsWhateverTheirTypeIs) {
  const Rows rows = {"[1]"};
  EXPECT_EQ(rows_named_by(record_with({{"rows", to_json(reference_to(rows))}})).value(),
            reference_to(rows));
  EXPECT_FALSE(rows_named_by(record_with(Json::object())).value());
  for (const Json& junk : {Json(), Json(1), Json::object(), Json{{"root", "x"}, {"count", 1}}}) {
    const auto named = rows_named_by(record_with({{"rows", junk}}));
    ASSERT_FALSE(named.ok()) << junk;
    EXPECT_EQ(named.error().code, ErrorCode::record_malformed);
    EXPECT_TRUE(named.error().detail.starts_with("body.rows")) << named.error().detail;
  }
}

TEST(Bodies, RowsAreReadFromCanonicalBytesOnly) {
  const PaidLine line = row_of<PaidLine>(row_bytes(PaidLine{7, sha256("slip")})).value();
  EXPECT_EQ(line.line, 7);
  for (const std::string bytes : {"", "junk", "[]", "{}", R"({"line":7})"}) {
    EXPECT_EQ(row_of<PaidLine>(bytes).error().code, ErrorCode::row_malformed) << bytes;
  }
  EXPECT_EQ(row_of<PaidLine>(row_bytes(line) + " ").error().code, ErrorCode::row_malformed);
}

}  // namespace linhui::ledger
