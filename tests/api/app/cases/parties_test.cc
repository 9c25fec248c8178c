// The ledger, its parties and their keys.
#include "api/app/cases/parties.h"

#include "ledger/bodies/party.h"
#include "ledger/log/origin.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

const NewParty kParty{"new", "company", "New", "", "", {"buyer"}};

}  // namespace

TEST(Parties, ALedgerNamesItsKeys) {
  const auto log = ledger::SigningKey::generate().public_key();
  const auto registrar = ledger::SigningKey::generate().public_key();
  const Prepared prepared = prepare_ledger({"Book", "bureau", "Bureau", true}, log, registrar,
                                           *ledger::parse_time("2026-01-05T01:00:00Z"));
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, Signers{"bureau"});
  EXPECT_EQ(record_of(prepared).ledger(), ledger::ledger_id(log));
  EXPECT_EQ(record_of(prepared).time(), "2026-01-05T01:00:00Z");
  const auto body = body_in<ledger::LedgerCreateBody>(prepared);
  EXPECT_EQ(body.purpose, ledger::Purpose::demonstration);
  EXPECT_EQ(body.log_key, ledger::spki(log));
  EXPECT_EQ(body.registrar_key, ledger::spki(registrar));
}

TEST(Parties, ALedgerIsMadeOnce) {
  Book book(Book::opened);
  EXPECT_EQ(book.size(), 1u);
  EXPECT_TRUE(book.workspace().view().demonstration());
  EXPECT_EQ(code_of(create_ledger(book.path(), {"Again", "bureau", "Bureau", true})),
            "ledger_exists");
  EXPECT_EQ(code_of(create_ledger(book.file("second"), {"Second", "bureau", "Bureau", true},
                                  keys_beside(book.path()))),
            "key_file_exists");
  EXPECT_FALSE(ledger::store_exists(book.file("second")));
}

// Its maker was ended before the registrar's key was in place: the same command again does the
// rest.
TEST(Parties, ALedgerIsFinishedByTheSameCommand) {
  const ScratchFolder scratch;
  const auto folder = scratch.path();
  const NewLedger made{"Book", "bureau", "Bureau", true};
  const std::string id = value_of(create_ledger(folder / "ledger", made))->view().id();
  const Keyring keys(keys_beside(folder / "ledger"));
  const std::string key = ledger::key_id(value_of(keys.load("bureau")).public_key());
  std::filesystem::rename(keys.file_of("bureau"), keys.folder() / ("bureau." + key + ".new"));
  EXPECT_EQ(code_of(create_ledger(folder / "ledger", {"Other", "bureau", "Bureau", true})),
            "ledger_exists");
  std::filesystem::rename(keys.file_of("bureau"), keys.folder() / ("bureau." + key + ".new"));
  EXPECT_EQ(value_of(create_ledger(folder / "ledger", made))->view().id(), id);
  EXPECT_TRUE(keys.load("bureau").ok());
  EXPECT_EQ(code_of(create_ledger(folder / "ledger", made)), "ledger_exists");
}

TEST(Parties, APartyComesInByTheRegistrar) {
  const Book book(Book::opened);
  const auto key = ledger::SigningKey::generate().public_key();
  const Prepared prepared = value_of(prepare_party(book.desk(), "bureau", kParty, key));
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, Signers{"bureau"});
  const auto body = body_in<ledger::PartyAdmitBody>(prepared);
  EXPECT_EQ(body.party, "new");
  EXPECT_EQ(body.roles, std::vector{ledger::Role::buyer});
  EXPECT_EQ(body.key, ledger::spki(key));

  NewParty other = kParty;
  other.roles = {"king"};
  EXPECT_EQ(code_of(prepare_party(book.desk(), "bureau", other, key)), "role_unknown");
  other = kParty;
  other.kind = "crown";
  EXPECT_EQ(code_of(prepare_party(book.desk(), "bureau", other, key)), "party_kind_unknown");
}

TEST(Parties, AKeyWithoutAPartyIsTakenBack) {
  Book book(Book::opened);
  NewParty twice = kParty;
  twice.party = "bureau";
  EXPECT_EQ(code_of(admit_party(book.workspace(), "bureau", twice)), "party_exists");
  EXPECT_EQ(code_of(admit_party(book.workspace(), "nobody", kParty)), "key_not_at_hand");
  EXPECT_FALSE(std::filesystem::exists(book.workspace().keys().file_of("new")));
  value_of(admit_party(book.workspace(), "bureau", kParty));
  EXPECT_EQ(book.workspace().keys().parties(), (std::vector<std::string>{"bureau", "new"}));
}

TEST(Parties, AKeyIsChangedAndTheOldOneStays) {
  Book book(Book::admitted);
  const auto& keys = book.workspace().keys();
  const auto old_id = ledger::key_id(value_of(keys.load("dev")).public_key());
  const NewKey made = value_of(change_key(book.workspace(), "dev"));
  EXPECT_EQ(made.index, book.size() - 1);
  EXPECT_EQ(ledger::key_id(value_of(keys.load("dev")).public_key()), made.key);
  EXPECT_TRUE(std::filesystem::exists(keys.folder() / ("dev." + old_id + ".old")));
  const auto record = book.workspace().view().record(made.index).value();
  EXPECT_EQ(record.by(), "dev");
  EXPECT_EQ(record.signatures.at(0).key, old_id) << "the key in use speaks for the new one";

  book.record(prepare_key_revocation(book.desk(), "bureau", old_id, "retired"));
  EXPECT_EQ(book.refusal(prepare_key_revocation(book.desk(), "bureau", old_id, "again")),
            "key_revoked");
}

TEST(Parties, ANewKeyShowsThatItIsHeld) {
  Book book(Book::admitted);
  const auto key = ledger::SigningKey::generate();
  const auto prepared = [&](const char* statement) {
    return prepare_key(book.desk(), "dev", key.public_key(),
                       key.sign(ledger::possession_statement(statement)));
  };
  EXPECT_EQ(body_in<ledger::KeyAddBody>(prepared("dev")).key, ledger::spki(key.public_key()));
  EXPECT_NE(book.refusal(prepared("other")), "");
  book.record(prepared("dev"));
}

}  // namespace linhui::api::app
