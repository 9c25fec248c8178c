// Which refusal is told where a record breaks two rules: the one that stands first in
// docs/records.md, under the record's type or in what holds for every type.
#include "tests/ledger/rules/records_page.h"
#include "tests/ledger/rules/two_broken_credits.h"
#include "tests/ledger/rules/two_broken_projects.h"

namespace linhui::ledger {
namespace {

// For every type, before the type's own.
const std::vector<TwoBroken>& of_every_type() {
  using W = World;
  static const std::vector<TwoBroken> table = {
      {"", "record_too_large", "record_malformed",
       [](W& w) {
         return w.make("project.approve", "registrar", {{"project", std::string(65'536, 'a')}});
       }},
      {"", "not_canonical", "signature_missing",
       [](W& w) {
         Submission s = w.make("project.approve", "registrar", {{"project", "none"}});
         s.record += " ";
         s.signatures.clear();
         return s;
       }},
      {"", "request_conflict", "time_out_of_range",
       [](W& w) {
         return w.sign(make_record("project.approve", w.id, "q1", time_text(w.now + 601),
                                   "registrar", {{"project", "listed"}}),
                       "registrar");
       }},
      {"", "time_out_of_range", "rows_mismatch",
       [](W& w) {
         Submission s = w.sign(make_record("project.approve", w.id, "x", time_text(w.now + 601),
                                           "registrar", {{"project", "listed"}}),
                               "registrar");
         s.rows = {"[]"};
         return s;
       }},
      {"", "rows_missing", "record_type_unknown",
       [](W& w) {
         return w.make("project.praise", "registrar", {{"rows", to_json(reference_to({"[]"}))}});
       }},
      {"", "record_type_unknown", "wrong_ledger",
       [](W& w) {
         return w.sign(make_record("project.praise", "000000000000", "x", time_text(w.now),
                                   "registrar", Json::object()),
                       "registrar");
       }},
      {"", "wrong_ledger", "key_unknown",
       [](W& w) {
         return w.sign(make_record("project.approve", "000000000000", "x", time_text(w.now),
                                   "registrar", {{"project", "listed"}}),
                       "stranger");
       }},
      {"", "key_unknown", "signature_missing",
       [](W& w) {
         return w.sign(make_record("project.approve", w.id, "x", time_text(w.now), "registrar",
                                   {{"project", "listed"}}),
                       "stranger");
       }},
      {"", "key_revoked", "signature_invalid",
       [](W& w) {
         Submission s = w.make("credit.accept", "lost", {{"offer", "offer-1"}});
         s.signatures[0].sig[5] ^= 1;
         return s;
       }},
      {"", "signature_invalid", "signature_missing",
       [](W& w) {
         Submission s = w.sign(make_record("project.approve", w.id, "x", time_text(w.now),
                                           "registrar", {{"project", "listed"}}),
                               "omni");
         s.signatures[0].sig[5] ^= 1;
         return s;
       }},
      {"", "signature_missing", "role_missing",
       [](W& w) {
         return w.sign(make_record("project.approve", w.id, "x", time_text(w.now), "buyer",
                                   {{"project", "listed"}}),
                       "developer");
       }},
      {"", "role_missing", "record_malformed: and",
       [](W& w) {
         return w.make("project.approve", "buyer", {{"junk", 1}});
       }},
  };
  return table;
}

std::string code_in(const std::string& wanted) { return wanted.substr(0, wanted.find(':')); }

// Where a list of refusals has it; the list's length where it has not.
std::size_t place_of(const std::vector<RecordsPage::Refusal>& list, const std::string& wanted) {
  const std::size_t colon = wanted.find(": ");
  const std::string words = colon == wanted.npos ? "" : wanted.substr(colon + 2);
  std::size_t at = 0;
  while (at < list.size() &&
         (list[at].code != code_in(wanted) || list[at].said.find(words) == std::string::npos)) {
    ++at;
  }
  return at;
}

void expect_first(Story& story, const TwoBroken& row, const Submission& request) {
  const std::string what = std::string(row.type) + " " + row.first + " before " + row.second;
  const auto receipt = story.append(request);
  ASSERT_FALSE(receipt.ok()) << what;
  EXPECT_EQ(name_of(receipt.error().code), code_in(row.first))
      << what << " / " << receipt.error().detail;
}

void expect_listed(const RecordsPage& page, const TwoBroken& row) {
  const std::string type = row.type;
  const auto list =
      RecordsPage::refusals_in(type.empty() ? page.before_all() : page.paragraph(type, "Refused"));
  const std::size_t first = place_of(list, row.first), second = place_of(list, row.second);
  EXPECT_LT(second, list.size()) << type << " " << row.second << " is not on the page";
  EXPECT_LT(first, second) << type << " " << row.first << ", " << row.second;
}

}  // namespace

TEST(Precedence, IsAsThePageHasIt) {
  const RecordsPage page;
  WideWorld world;
  for (const auto* table : {&of_every_type(), &of_parties_to_issues(), &of_credits_to_exports()}) {
    for (const TwoBroken& row : *table) {
      expect_listed(page, row);
      expect_first(world, row, row.request(world));
    }
  }
}

TEST(Precedence, HasARowForEveryTypeThatCanBeRefusedInTwoWays) {
  const RecordsPage page;
  std::set<std::string> tested;
  for (const auto* table : {&of_parties_to_issues(), &of_credits_to_exports()}) {
    for (const TwoBroken& row : *table) tested.insert(row.type);
  }
  for (const std::string& type : page.sections()) {
    const auto list = RecordsPage::refusals_in(page.paragraph(type, "Refused"));
    EXPECT_FALSE(list.empty()) << type;
    EXPECT_TRUE(list.size() < 2 || tested.contains(type)) << type;
  }
}

TEST(Precedence, OfRecalledTablesInProductionStandsBeforeTheirLines) {
  const TwoBroken row = {"method.publish", "recalled_in_production", "row_malformed", {}};
  Story story("production");
  expect_listed(RecordsPage(), row);
  expect_first(story, row,
               story.make("method.publish", "registrar",
                          Story::method("forest", true, "a,1", "recalled"), {"[]"}));
}

// The first record of all is applied to nothing, before there is a ledger to refuse it.
TEST(Precedence, OfTheFirstRecordIsAsThePageHasIt) {
  const RecordsPage page;
  const MemoryStore nothing;
  const auto empty = nothing.snapshot();
  const SigningKey log_key = SigningKey::generate(), key = SigningKey::generate();
  const Submission good = first_record(log_key, key, "production", time_text(kStart));
  const auto told = [&](const std::string& bad_key, bool other_ledger, bool other_signer,
                        bool bad_signature) {
    Json envelope = Json::parse(good.record);
    if (!bad_key.empty()) envelope["body"]["registrar_key"] = bad_key;
    if (other_ledger) envelope["ledger"] = "000000000000";
    const std::string record = canonical(envelope);
    Signature signature = sign_record(record, other_signer ? log_key : key);
    if (bad_signature) signature.sig[5] ^= 1;
    Overlay trial(*empty);
    const auto applied = apply(trial, parse_leaf(leaf_of(record, {signature})).value(), 0);
    return applied.ok() ? std::string("taken in") : std::string(name_of(applied.error().code));
  };
  EXPECT_EQ(told("", false, false, false), "taken in");
  EXPECT_EQ(told(base64("junk"), true, true, true), "record_malformed");
  EXPECT_EQ(told(neutral_key(), true, true, true), "key_weak");
  EXPECT_EQ(told("", true, true, true), "wrong_ledger");
  EXPECT_EQ(told("", false, true, true), "signature_missing");
  EXPECT_EQ(told("", false, false, true), "signature_invalid");
  for (const auto& [first, second] : {std::pair{"record_malformed", "key_weak"},
                                      {"key_weak", "wrong_ledger"},
                                      {"wrong_ledger", "signature_missing"},
                                      {"signature_missing", "signature_invalid"}}) {
    expect_listed(page, {"ledger.create", first, second, {}});
  }
}

}  // namespace linhui::ledger
