#include "ledger/base/form.h"

#include <gtest/gtest.h>

#include "ledger/rules/rule.h"
#include "ledger/state/blocks.h"
#include "ledger/state/exported.h"
#include "ledger/state/inventory.h"
#include "ledger/state/method.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"
#include "ledger/state/run.h"
#include "ledger/state/sale.h"
#include "tests/ledger/form_filler.h"

namespace linhui::ledger {
namespace {

enum class Colour { green, brown };
constexpr auto words_of(Colour) { return std::to_array<std::string_view>({"green", "brown"}); }

struct Tree {
  std::string name;
  Colour colour = Colour::green;
  int age = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("name", self.name);
    f.word("colour", self.colour);
    f.whole("age", self.age, 0, 999);
    f.unless(self.age != 13, ErrorCode::credits_not_positive);
  }
};

struct Wood {
  std::string note, keeper, felled, key;
  Tree oldest;
  std::vector<Tree> trees;
  std::vector<Colour> colours;
  std::vector<Hash> hashes, leaves;
  std::map<std::string, bool> open;
  std::map<std::string, std::string> signs;
  Json rest;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.optional_text("note", self.note, 8);
    f.optional_id("keeper", self.keeper);
    f.optional_day("felled", self.felled);
    f.base64("key", self.key);
    f.object("oldest", self.oldest);
    f.list("trees", self.trees);
    f.words("colours", self.colours);
    f.hashes("hashes", self.hashes);
    f.base64_hashes("leaves", self.leaves);
    f.flags("open", self.open);
    f.optional_texts("signs", self.signs);
    f.json("rest", self.rest);
  }
};

Json tree(const std::string& name = "oak", int age = 7) {
  return {{"name", name}, {"colour", "brown"}, {"age", age}};
}

Json wood() {
  return {{"key", "AAEC"},
          {"oldest", tree()},
          {"trees", {tree("a", 1), tree("b", 2)}},
          {"colours", {"brown", "green"}},
          {"hashes", {std::string(64, 'a')}},
          {"leaves", {base64(std::string(32, 'x'))}},
          {"open", {{"gate", true}}},
          {"rest", {1, "two", nullptr}}};
}

Json with_field(Json object, const char* name, Json value) {
  object[name] = std::move(value);
  return object;
}

// "" where it is read.
template <class T>
std::string refused_form(const Json& object) {
  const auto read = from_json<T>(object, "body");
  return read.ok() ? "" : std::string(name_of(read.error().code)) + " " + read.error().detail;
}

}  // namespace

TEST(Form, ReadsWhatIsThere) {
  const Wood read = from_json<Wood>(wood(), "body").value();
  EXPECT_EQ(read.key, std::string("\0\1\2", 3));
  EXPECT_EQ(read.oldest.colour, Colour::brown);
  EXPECT_EQ(read.trees[1].name, "b");
  EXPECT_EQ(read.colours, (std::vector{Colour::brown, Colour::green}));
  EXPECT_EQ(read.leaves.size(), 1u);
  EXPECT_EQ(read.rest, (Json{1, "two", nullptr}));
  EXPECT_EQ(to_json(read), wood());
}

TEST(Form, NamesWhatIsMissing) {
  for (const char* name : {"name", "colour", "age"}) {
    Json object = tree();
    object.erase(name);
    EXPECT_EQ(refused_form<Tree>(object), std::string("record_malformed body.") + name);
  }
  const Json whole = wood();
  for (const auto& [name, value] : whole.items()) {
    Json object = wood();
    object.erase(name);
    EXPECT_EQ(refused_form<Wood>(object), "record_malformed body." + name);
  }
}

TEST(Form, NamesWhatIsOfAnotherKind) {
  const Json whole = wood();
  for (const auto& [name, value] : whole.items()) {
    if (name == "rest") continue;
    for (const Json& other : {Json(nullptr), Json(1), Json("\x01"), Json(true)}) {
      EXPECT_EQ(refused_form<Wood>(with_field(wood(), name.c_str(), other)),
                "record_malformed body." + name);
    }
  }
  for (const Json& other : {Json(), Json(1), Json("x"), Json::array()}) {
    EXPECT_EQ(refused_form<Tree>(other), "record_malformed body");
  }
}

TEST(Form, NamesWhatIsBeyondItsLimits) {
  EXPECT_EQ(refused_form<Tree>(tree("oak", 0)), "");
  EXPECT_EQ(refused_form<Tree>(tree("oak", 999)), "");
  EXPECT_EQ(refused_form<Tree>(tree("oak", -1)), "record_malformed body.age");
  EXPECT_EQ(refused_form<Tree>(tree("oak", 1000)), "record_malformed body.age");
  EXPECT_EQ(refused_form<Tree>(tree("an oak")), "record_malformed body.name");
  EXPECT_EQ(refused_form<Tree>(with_field(tree(), "colour", "blue")),
            "record_malformed body.colour");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "note", "123456789")),
            "record_malformed body.note");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "key", "A")), "record_malformed body.key");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "hashes", {"aa"})),
            "record_malformed body.hashes");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "leaves", {"AAEC"})),
            "record_malformed body.leaves");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "colours", {"blue"})),
            "record_malformed body.colours");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "open", {{"gate", "yes"}})),
            "record_malformed body.open");
}

TEST(Form, NamesWhatIsLeftOver) {
  EXPECT_EQ(refused_form<Tree>(with_field(tree(), "nest", 1)), "record_malformed body.nest");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "oldest", with_field(tree(), "nest", 1))),
            "record_malformed body.oldest.nest");
}

TEST(Form, ReadsEveryEntryOfAList) {
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "trees", Json::array())), "");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "trees", {tree(), tree("a b")})),
            "record_malformed body.trees.name");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "trees", {tree(), 1})),
            "record_malformed body.trees");
}

// What may be left out is left out when it is empty: there is one way to write it.
TEST(Form, LeavesOutWhatIsOptionalAndEmpty) {
  const Json all =
      with_field(with_field(with_field(with_field(wood(), "note", "old"), "keeper", "k"), "felled",
                            "2026-02-28"),
                 "signs", {{"gate", "closed"}});
  EXPECT_EQ(to_json(from_json<Wood>(all, "body").value()), all);
  EXPECT_EQ(to_json(from_json<Wood>(wood(), "body").value()), wood());
  for (const char* name : {"note", "keeper", "felled"}) {
    for (const Json& other : {Json(""), Json(nullptr), Json(1)}) {
      EXPECT_EQ(refused_form<Wood>(with_field(wood(), name, other)),
                std::string("record_malformed body.") + name);
    }
  }
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "signs", {{"a b", "x"}})),
            "record_malformed body.signs");
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "signs", {{"a", ""}})),
            "record_malformed body.signs.a");
  Json many = Json::object();
  for (int i = 0; i < 65; ++i) many["s" + std::to_string(i)] = "x";
  EXPECT_EQ(refused_form<Wood>(with_field(wood(), "signs", many)), "record_malformed body.signs");
}

// unless() speaks of what is well formed; a form that is wrong is told first, wherever it is.
TEST(Form, TellsItsOwnRefusalAfterTheForms) {
  EXPECT_EQ(refused_form<Tree>(tree("oak", 13)), "credits_not_positive body");
  EXPECT_EQ(refused_form<Tree>(tree("an oak", 13)), "record_malformed body.name");
  EXPECT_EQ(refused_form<Tree>(with_field(tree("oak", 13), "nest", 1)),
            "record_malformed body.nest");
  const Json unlucky = with_field(wood(), "oldest", tree("oak", 13));
  EXPECT_EQ(refused_form<Wood>(unlucky), "credits_not_positive body.oldest");
  EXPECT_EQ(refused_form<Wood>(with_field(unlucky, "key", 1)), "record_malformed body.key");
}

TEST(Form, TakesNothingElseForANumber) {
  for (const Json& other : {Json(1.0), Json(1.5), Json(true), Json("1"), Json(nullptr),
                            Json::array({1}), Json(18446744073709551615u)}) {
    EXPECT_EQ(refused_form<Tree>(with_field(tree(), "age", other)), "record_malformed body.age")
        << other;
  }
  for (const Json& other : {Json(1), Json(0), Json("true"), Json(nullptr)}) {
    EXPECT_EQ(refused_form<Wood>(with_field(wood(), "open", {{"gate", other}})),
              "record_malformed body.open");
  }
}

// --- Every struct that the ledger reads and writes ---

template <class T>
class EveryForm : public ::testing::Test {};

using Bodies = ::testing::Types<
    LedgerCreateBody, LogKeyRotateBody, PartyAdmitBody, KeyAddBody, KeyRevokeBody,
    MechanismDefineBody, MethodPublishBody, InventoryImportBody, ProjectRegisterBody,
    ProjectValidateBody, ProjectApproveBody, ReportFileBody, ReportVerifyBody, ReportRejectBody,
    CreditIssueBody, CreditOfferBody, OfferAnswerBody, CreditRetireBody, CreditCancelBody,
    SaleMatchBody, SaleSettleBody, SaleCancelBody, RightRegisterBody, SchemeAdoptBody,
    RunCalculateBody, RunApproveBody, RunPublishBody, RunFinaliseBody, RunPayBody, ExportRecordBody,
    // rows and parts
    RowsReference, TableDigest, TableLine, VintageTerms, EstimateRow, RightRow, StepOutcome,
    VillageOutcome, ShareLine, PaidLine, IssuedVintage, SerialBlock, SchemeStep, VintageNet>;

template <class T>
void expect_read_back() {
  for (std::size_t choice = 0; choice < kChoices; ++choice) {
    const Json written = to_json(filled<T>(choice));
    const auto read = from_json<T>(written, "it");
    ASSERT_TRUE(read.ok()) << read.error().detail << written;
    ASSERT_EQ(to_json(read.value()), written);
    // Its bytes are canonical, and none of its fields can be left out but for optional ones.
    ASSERT_EQ(parse_canonical(canonical(written)).value(), written);
    for (const auto& [name, value] : written.items()) {
      Json less = written;
      less.erase(name);
      const auto without = from_json<T>(less, "it");
      if (without.ok()) {
        ASSERT_EQ(to_json(without.value()), less) << name;
      }
    }
  }
}

TYPED_TEST_SUITE(EveryForm, Bodies);
TYPED_TEST(EveryForm, OfABodyIsReadAsItWasWritten) { expect_read_back<TypeParam>(); }

template <class T>
class EveryEntry : public ::testing::Test {};

using Entries =
    ::testing::Types<LedgerInfo, Request, Party, Key, Collective, Mechanism, Method, PublishedTable,
                     Inventory, Stand, Claim, GroundClaim, Project, Report, ReportPeriod,
                     CreditedYear, HeldBlock, Holding, BlockTotal, Offer, Sale, Right, StandRight,
                     HolderRight, Scheme, Run, Share, Payment, Exported>;

TYPED_TEST_SUITE(EveryEntry, Entries);
TYPED_TEST(EveryEntry, OfTheStateIsReadAsItWasWritten) {
  expect_read_back<TypeParam>();
  const MemoryStore nothing;
  const auto empty = nothing.snapshot();
  Overlay state(*empty);
  const TypeParam entry = filled<TypeParam>(0);
  write(state, entry, "id");
  EXPECT_EQ(to_json(*read<TypeParam>(state, "id")), to_json(entry));
}

}  // namespace linhui::ledger
