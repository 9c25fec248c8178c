#include "ledger/proof.h"

#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

class Proofs : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    story_ = new Story;
    story_->shared();
    story_->calculated();
    const LedgerView view = story_->ledger->snapshot();
    const auto built =
        build_proof(view, {view.size() - 3}, {{view.size() - 1, 2}}, {{"purpose", "给农户"}});
    ASSERT_TRUE(built.ok()) << built.error().detail;
    proof_ = new Json(built.value());
  }
  static void TearDownTestSuite() {
    delete proof_;
    delete story_;
  }
  static NamedKey log_key() { return story_->ledger->snapshot().log_key(); }
  static ErrorCode refused(const Json& proof) {
    const auto verified = verify_proof(proof, log_key());
    EXPECT_FALSE(verified.ok()) << proof.dump();
    return verified.ok() ? ErrorCode::not_found : verified.error().code;
  }

  static Story* story_;
  static Json* proof_;
};
Story* Proofs::story_ = nullptr;
Json* Proofs::proof_ = nullptr;

// What a verified proof says, apart from the text about it.
Json content(const VerifiedProof& proof) {
  Json records = Json::array(), rows = Json::array();
  for (const ProvenRecord& record : proof.records) {
    records.push_back({record.index, leaf_of(record.record.bytes, record.record.signatures)});
  }
  for (const ProvenRow& row : proof.rows) rows.push_back({row.record, row.row, row.bytes});
  return {{"size", proof.checkpoint.size},
          {"root", hex(proof.checkpoint.root)},
          {"records", records},
          {"rows", rows},
          {"name", proof.ledger_name},
          {"demonstration", proof.demonstration}};
}

}  // namespace

TEST_F(Proofs, CanBeCheckedWithTheLogsKeyAlone) {
  const LedgerView view = story_->ledger->snapshot();
  const auto verified = verify_proof(Json::parse(proof_->dump()), log_key());
  ASSERT_TRUE(verified.ok()) << verified.error().detail;
  const VerifiedProof& proof = verified.value();
  EXPECT_EQ(proof.checkpoint.size, view.size());
  EXPECT_TRUE(proof.demonstration);
  EXPECT_EQ(proof.ledger_name, "黔江林汇");
  EXPECT_EQ(proof.about.at("purpose"), "给农户");
  ASSERT_EQ(proof.rows.size(), 1u);
  const Record run = view.record(view.size() - 1).value();
  const Json& rows = run.body().at("rows");
  EXPECT_EQ(
      proof.rows[0].bytes,
      view.rows(*hash_from_hex(rows.at("root").get<std::string>()), rows.at("count")).value()[2]);
  for (const ProvenRecord& record : proof.records) {
    EXPECT_EQ(leaf_of(record.record.bytes, record.record.signatures),
              view.leaf(record.index).value());
  }
}

// Everyone who signed is shown to hold the key, down to the ledger's first record.
TEST_F(Proofs, BringTheRecordsOfEverySignersKey) {
  std::set<std::uint64_t> indices;
  for (const Json& record : proof_->at("records"))
    indices.insert(record.at("index").get<std::uint64_t>());
  for (const char* party : {"registrar", "developer", "coll-1", "coll-2"}) {
    const Json key = story_->state("key/" + key_id(story_->key(party).public_key()));
    // The run and the scheme or right beside it need the developer; whoever signed must be there.
    if (key.at("party") == "registrar" || key.at("party") == "developer") {
      EXPECT_TRUE(indices.contains(key.at("index").get<std::uint64_t>())) << party;
    }
  }
  for (const Json& entry : proof_->at("records")) {
    const auto record = parse_leaf(entry.at("leaf").get<std::string>()).value();
    for (const Signature& signature : record.signatures) {
      const auto origin = story_->state("key/" + signature.key).at("index").get<std::uint64_t>();
      EXPECT_TRUE(indices.contains(origin)) << record.type();
    }
  }
}

// By any key of the log that the file's records lead on from.
TEST(ProofsAfterARotation, FollowTheLogsKey) {
  Story story;
  const std::uint64_t first = story.rotated('L', 'M');
  story.must(story.make("party.admit", "registrar", story.party("a", {"buyer"}, "company")));
  const Json older = build_proof(story.ledger->snapshot(), {first + 1}, {}, nullptr).value();
  const std::uint64_t second = story.rotated('M', 'N');
  const LedgerView view = story.ledger->snapshot();
  const Json proof = build_proof(view, {first + 1}, {}, nullptr).value();
  const auto code = [&](const Json& document, char seed) {
    const auto verified =
        verify_proof(document, {origin_of(story.id), Story::log_key(seed).public_key()});
    return verified.ok() ? "verified" : std::string(name_of(verified.error().code));
  };
  for (const char seed : {'L', 'M', 'N'}) EXPECT_EQ(code(proof, seed), "verified") << seed;
  EXPECT_EQ(code(proof, 'K'), "proof_invalid");
  EXPECT_EQ(code(older, 'L'), "verified");
  EXPECT_EQ(code(older, 'M'), "verified");
  EXPECT_EQ(code(older, 'N'), "proof_invalid") << "nothing in it leads to that key";
  // At an earlier size the same bytes come out as before.
  EXPECT_EQ(build_proof(view, {first + 1}, {}, nullptr, second).value(), older);

  // Without a link, or with one that the key before has not signed, there is no chain.
  for (std::size_t i = 0; i < proof.at("records").size(); ++i) {
    Json broken = proof;
    const std::uint64_t index = broken["records"][i].at("index");
    if (index != first && index != second) continue;
    broken["records"].erase(i);
    EXPECT_EQ(code(broken, 'L'), "proof_invalid") << index;
  }
  // A note of the old key over the new size: stolen, it says nothing any more.
  Json stolen = proof;
  stolen["checkpoint"] =
      sign_note(checkpoint_text({origin_of(story.id), view.size(), view.root(view.size())}),
                origin_of(story.id), Story::log_key('L'));
  EXPECT_EQ(code(stolen, 'L'), "proof_invalid");
  EXPECT_EQ(code(stolen, 'N'), "proof_invalid");
}

TEST_F(Proofs, AreRefusedUnderAnotherKey) {
  const std::string origin = origin_of(story_->id);
  const NamedKey other{origin, SigningKey::generate().public_key()};
  EXPECT_EQ(verify_proof(*proof_, other).error().code, ErrorCode::proof_invalid);
  EXPECT_EQ(verify_proof(*proof_, {"linhui/000000000000", log_key().key}).error().code,
            ErrorCode::proof_invalid);
  EXPECT_EQ(verify_proof(*proof_, {origin, PublicKey{}}).error().code, ErrorCode::proof_invalid);
}

TEST_F(Proofs, AreRefusedWithoutWhatTheyRestOn) {
  for (std::size_t i = 0; i < proof_->at("records").size(); ++i) {
    Json proof = *proof_;
    proof["records"].erase(i);
    // The record itself may be left out where nothing rests on it.
    const auto verified = verify_proof(proof, log_key());
    if (verified.ok()) {
      EXPECT_EQ(verified.value().records.size() + 1, proof_->at("records").size());
    }
    if (proof_->at("records")[i].at("index") == 0) {
      EXPECT_FALSE(verified.ok());
    }
  }
  Json twice = *proof_;
  twice["records"].push_back(twice["records"][1]);
  EXPECT_EQ(refused(twice), ErrorCode::proof_invalid);
  Json more = *proof_;
  more["seal"] = "genuine";
  EXPECT_EQ(refused(more), ErrorCode::proof_invalid);
  Json moved = *proof_;
  moved["rows"][0]["row"] = 1;
  EXPECT_EQ(refused(moved), ErrorCode::proof_invalid);
  Json other = *proof_;
  other["rows"][0]["record"] = 0;
  EXPECT_EQ(refused(other), ErrorCode::proof_invalid);
}

TEST_F(Proofs, AreNotBuiltForWhatIsNotThere) {
  const LedgerView view = story_->ledger->snapshot();
  EXPECT_EQ(build_proof(view, {view.size()}, {}, {}).error().code, ErrorCode::index_beyond_size);
  EXPECT_EQ(build_proof(view, {}, {{0, 0}}, {}).error().code, ErrorCode::rows_missing);
  EXPECT_EQ(build_proof(view, {}, {{view.size() - 1, 10'000}}, {}).error().code,
            ErrorCode::rows_missing);
}

// A bit here, a character there: never accepted with another content, and never an exception.
TEST_F(Proofs, SayNothingElseHoweverTheirTextIsChanged) {
  const std::string text = proof_->dump();
  const Json original = content(verify_proof(*proof_, log_key()).value());
  std::mt19937_64 random(59);
  int parsed = 0;
  for (int round = 0; round < 1'500; ++round) {
    std::string changed = text;
    const std::size_t at = random() % changed.size();
    switch (random() % 4) {
      case 0:
        changed[at] = static_cast<char>(changed[at] ^ (1 << (random() % 8)));
        break;
      case 1:
        changed[at] = "0123456789abcdefABCDEF+/=\"{}[],:"[random() % 32];
        break;
      case 2:
        changed.erase(at, 1 + random() % 3);
        break;
      default:
        changed.insert(at, 1, "0aA=+"[random() % 5]);
    }
    const Json proof = Json::parse(changed, nullptr, false);
    if (proof.is_discarded()) continue;
    ++parsed;
    ASSERT_NO_THROW({
      const auto verified = verify_proof(proof, log_key());
      if (verified.ok()) {
        EXPECT_EQ(content(verified.value()), original) << at;
      }
    });
  }
  EXPECT_GT(parsed, 500);
}

// Any value in place of any other.
TEST_F(Proofs, SayNothingElseHoweverTheirValuesAreChanged) {
  const Json original = content(verify_proof(*proof_, log_key()).value());
  const Json flat = proof_->flatten();
  const std::vector<Json> junk = {nullptr,
                                  true,
                                  -1,
                                  0,
                                  1,
                                  18446744073709551615u,
                                  1.5,
                                  "",
                                  "AAAA",
                                  Json::array(),
                                  Json::object(),
                                  Json::array({1}),
                                  Json::object({{"root", 1}})};
  for (const auto& [path, value] : flat.items()) {
    if (path.starts_with("/about")) continue;
    for (const Json& other : junk) {
      Json changed = *proof_;
      changed[Json::json_pointer(path)] = other;
      if (changed == *proof_) continue;
      ASSERT_NO_THROW({
        const auto verified = verify_proof(changed, log_key());
        if (verified.ok()) {
          EXPECT_EQ(content(verified.value()), original) << path << other;
        }
      });
    }
  }
  for (const Json& other : junk) EXPECT_EQ(refused(other), ErrorCode::proof_invalid);
}

// A log whose owner is dishonest can sign anything; it can still not make the verifier throw.
TEST_F(Proofs, OfAMaliciousLogAreRefusedWithoutHarm) {
  const SigningKey log = SigningKey::from_seed(std::string(32, 'M'));
  const std::string id = ledger_id(log.public_key());
  for (const Json& body :
       {Json::object(), Json{{"registrar_key", 1}, {"purpose", 2}, {"name", Json::array()}},
        Json{{"registrar_key", base64(spki(story_->key("registrar").public_key()))},
             {"purpose", Json::object()},
             {"rows", 7}}}) {
    const std::string record =
        make_record("ledger.create", id, "q", time_text(kStart), "registrar", body);
    const std::string leaf = leaf_of(record, {sign_record(record, story_->key("registrar"))});
    const std::string note =
        sign_note(checkpoint_text({origin_of(id), 1, leaf_hash(leaf)}), origin_of(id), log);
    const Json proof = {
        {"format", "linhui proof v1"},
        {"checkpoint", note},
        {"records", {{{"index", 0}, {"leaf", leaf}, {"hashes", Json::array()}}}},
        {"rows", {{{"record", 0}, {"row", 0}, {"bytes", "[]"}, {"hashes", Json::array()}}}},
        {"about", nullptr}};
    ASSERT_NO_THROW({
      const auto verified = verify_proof(proof, {origin_of(id), log.public_key()});
      EXPECT_FALSE(verified.ok());
    });
  }
}

}  // namespace linhui::ledger
