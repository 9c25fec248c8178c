// Who the ledger is and who may sign in it.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

// What the ledger is for. In a demonstration tables that nobody has compared with the publisher's
// document (Basis::recalled) may be published.
enum class Purpose { production, demonstration };
constexpr auto words_of(Purpose) {
  return std::to_array<std::string_view>({"production", "demonstration"});
}

// The one entry that has no id. Written by ledger.create, the first record; every record after it
// may move `time` on.
struct LedgerInfo {
  static constexpr std::string_view kFamily = "ledger";
  std::string id, name;  // the id follows from the first log key: ledger_id() of log/origin.h
  Purpose purpose = Purpose::production;
  std::string profile;  // the algorithms; "standard" (Ed25519, SHA-256) is the only one yet
  std::string log_key;  // SPKI in DER, of the key that signs checkpoints from here on
  std::string time;     // the newest of any record; empty only while the first is applied

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("id", self.id);
    f.text("name", self.name);
    f.word("purpose", self.purpose);
    f.id("profile", self.profile);
    f.base64("log_key", self.log_key);
    f.optional_text("time", self.time);
  }
};

// A key that signs the log's checkpoints, or did. Under log_key/<key id>, written by ledger.create
// and log.key.rotate, for good.
struct LogKey {
  static constexpr std::string_view kFamily = "log_key";
  std::string spki;         // in DER
  std::uint64_t index = 0;  // of the record that brought it in: it signs the sizes above

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.base64("spki", self.spki);
    f.count("index", self.index);
  }
};

// That a request was recorded. Written by every record, for good.
struct Request {
  static constexpr std::string_view kFamily = "request";
  std::uint64_t index = 0;  // of its record

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("index", self.index);
  }
};

// What a party may sign as; docs/records.md says which record needs which.
//
//   registrar   admits parties, defines mechanisms, publishes methods, approves projects, issues
//               credits, registers rights, exports
//   developer   brings inventories in, registers projects, files reports, shares income out
//   verifier    validates projects; verifies or rejects reports
//   collective  adopts schemes and approves distributions for its village
//   holder      has rights; comes in with them, without a key, and no record gives it one
//
// No record asks for exchange, auditor or buyer: they say what the party is here for.
enum class Role { registrar, developer, verifier, collective, holder, exchange, auditor, buyer };
constexpr auto words_of(Role) {
  return std::to_array<std::string_view>({"registrar", "developer", "verifier", "collective",
                                          "holder", "exchange", "auditor", "buyer"});
}

// What a party is. Mechanisms let households hold credits or not; a collective stands for a
// village; rights are held by a household, collective, company or state farm.
enum class PartyKind {
  agency,
  company,
  collective,
  cooperative,
  state_farm,
  verifier,
  exchange,
  household
};
constexpr auto words_of(PartyKind) {
  return std::to_array<std::string_view>({"agency", "company", "collective", "cooperative",
                                          "state_farm", "verifier", "exchange", "household"});
}

// An organisation by name, or a rights holder by id alone: the log has no name of a person. Written
// once, by ledger.create (the registrar), party.admit, or the right.register that first names a
// holder; never changed.
struct Party {
  static constexpr std::string_view kFamily = "party";
  static constexpr ErrorCode kMissing = ErrorCode::party_not_found;
  std::vector<Role> roles;  // at least one
  PartyKind kind = PartyKind::company;
  std::string name;               // empty for one that came in with its rights
  std::string township, village;  // of a collective that was admitted by name
  std::uint64_t index = 0;        // of the record that brought it in

  bool has(Role role) const;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.words("roles", self.roles);
    f.word("kind", self.kind);
    f.optional_text("name", self.name);
    f.optional_text("township", self.township);
    f.optional_text("village", self.village);
    f.count("index", self.index);
  }
};

// A key that signs for one party, under its key id. Written by ledger.create, party.admit and
// key.add; key.revoke revokes it for every record that comes later, for good.
struct Key {
  static constexpr std::string_view kFamily = "key";
  static constexpr ErrorCode kMissing = ErrorCode::key_unknown;
  std::string party;
  std::string spki;  // in DER
  bool revoked = false;
  std::uint64_t index = 0;  // of the record that brought it in

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("party", self.party);
    f.base64("spki", self.spki);
    f.flag("revoked", self.revoked);
    f.count("index", self.index);
  }
};

// Which party is a village's collective: one a village. Written by the party.admit of a collective.
struct Collective {
  static constexpr std::string_view kFamily = "collective";
  std::string party;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("party", self.party);
  }
};

// Whether the party is there and has the role. Throws ReadFailure.
bool has_role(const View& view, std::string_view party, Role role);

}  // namespace linhui::ledger
