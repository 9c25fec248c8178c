// Bodies of ledger.create, log.key.rotate, party.admit, key.add and key.revoke. Keys are
// SubjectPublicKeyInfo in DER where nothing else is said.
#pragma once

#include "ledger/bodies/body.h"
#include "ledger/log/signing.h"
#include "ledger/state/party.h"

namespace linhui::ledger {

// The registrar, `by` of the record, makes a ledger: its first record, signed with the key in it.
struct LedgerCreateBody {
  static constexpr std::string_view kType = "ledger.create";
  std::string name;
  Purpose purpose = Purpose::production;
  std::string profile = "standard";
  // The log key signs the checkpoints; the ledger's id follows from it.
  std::string log_key, registrar_key, registrar_name;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("name", self.name, 200);
    f.word("purpose", self.purpose);
    f.text("profile", self.profile, 20);
    if (self.profile != "standard") f.fail("profile");
    f.base64("log_key", self.log_key);
    f.base64("registrar_key", self.registrar_key);
    f.text("registrar_name", self.registrar_name, 200);
  }
};

// A registrar puts another key in the place of the one that signs the log's checkpoints.
struct LogKeyRotateBody {
  static constexpr std::string_view kType = "log.key.rotate";
  std::string key;         // the new one
  std::string possession;  // signature by the new key over log_key_statement()
  std::string consent;     // by the one before it, over the same

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.base64("key", self.key);
    f.base64("possession", self.possession);
    f.base64("consent", self.consent);
  }
};

// What both log keys sign: that the one follows the other, in this ledger.
inline std::string log_key_statement(std::string_view ledger, const PublicKey& before,
                                     const PublicKey& after) {
  return "linhui log key v1\n" + std::string(ledger) + "\n" + key_id(before) + "\n" +
         key_id(after) + "\n";
}

// A registrar lets an organisation in, with its first key. Not a household, and not as a holder:
// those come in by right.register, without a name.
struct PartyAdmitBody {
  static constexpr std::string_view kType = "party.admit";
  std::string party;
  std::vector<Role> roles;
  PartyKind kind = PartyKind::company;
  std::string name;
  std::string township, village;  // of a collective, and only of one
  std::string key;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("party", self.party);
    f.words("roles", self.roles);
    f.word("kind", self.kind);
    f.text("name", self.name, 200);
    f.optional_text("township", self.township, 200);
    f.optional_text("village", self.village, 200);
    f.base64("key", self.key);
  }
};

// A party adds a key of its own, signing with one that it has.
struct KeyAddBody {
  static constexpr std::string_view kType = "key.add";
  std::string key;
  std::string possession;  // 64 bytes: signature by the new key over possession_statement()

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.base64("key", self.key);
    f.base64("possession", self.possession);
  }
};

// What a new key signs, to show that it is held. `party` is who adds it.
inline std::string possession_statement(std::string_view party) {
  return "linhui key possession v1\n" + std::string(party) + "\n";
}

// A party takes back a key of its own, or a registrar anyone's; what it signed before stands.
struct KeyRevokeBody {
  static constexpr std::string_view kType = "key.revoke";
  std::string key;  // key id
  std::string reason;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("key", self.key);
    f.text("reason", self.reason, 500);
  }
};

}  // namespace linhui::ledger
