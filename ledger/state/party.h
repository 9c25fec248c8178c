// Who the ledger is and who may sign in it.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class Purpose { production, demonstration };
constexpr auto words_of(Purpose) {
  return std::to_array<std::string_view>({"production", "demonstration"});
}

// The one entry that has no id.
struct LedgerInfo {
  static constexpr std::string_view kFamily = "ledger";
  std::string id, name;
  Purpose purpose = Purpose::production;
  std::string profile;
  std::string log_key;  // SPKI in DER, of the key that signs checkpoints
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

// That a request was recorded.
struct Request {
  static constexpr std::string_view kFamily = "request";
  std::uint64_t index = 0;  // of its record

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("index", self.index);
  }
};

enum class Role { registrar, developer, verifier, collective, holder, exchange, auditor, buyer };
constexpr auto words_of(Role) {
  return std::to_array<std::string_view>({"registrar", "developer", "verifier", "collective",
                                          "holder", "exchange", "auditor", "buyer"});
}

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

// An organisation by name, or a rights holder by id alone: the log has no name of a person.
struct Party {
  static constexpr std::string_view kFamily = "party";
  static constexpr ErrorCode kMissing = ErrorCode::party_not_found;
  std::vector<Role> roles;
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

// Which party is a village's collective.
struct Collective {
  static constexpr std::string_view kFamily = "collective";
  std::string party;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("party", self.party);
  }
};

// Whether the party is there and has the role.
bool has_role(const View& view, std::string_view party, Role role);

}  // namespace linhui::ledger
