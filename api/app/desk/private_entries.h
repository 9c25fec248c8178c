// What the private store holds, each a struct with a form (ledger/base/form.h), under
// <family>/<id>. None of it ever goes into the log.
//
//   holder/<party>                      KeptHolder
//   right/<right>                       KeptRight
//   certificate/<sha256>/<right>        KeptCertificate
//   number/<household number>           KeptNumber
//   card/<household number>             KeptCard
//   payment/<run>/<line>                KeptPayment
//   pending/<request id>                KeptPending
//   access/<household number>/<time>-<place>-<random>       KeptAccess
//   access/@nobody/last                 KeptAccess: the newest try at a number that nobody has
#pragma once

#include <string>
#include <vector>

#include "ledger/base/form.h"

namespace linhui::api::app {

// A person or an organisation that holds rights, by its party. Salts and hashes are hex, here and
// below; texts are as the register has them and may be empty.
struct KeptHolder {
  static constexpr std::string_view kFamily = "holder";
  std::string name, kind, township, village;
  std::string place_code;  // the village's own number of the household, with the village before it
  std::string phone, id_no, bank_account;
  std::string salt;          // of the holder's commitment
  std::string household_no;  // empty for an organisation

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("name", self.name);
    f.any_text("kind", self.kind);
    f.any_text("township", self.township);
    f.any_text("village", self.village);
    f.any_text("place_code", self.place_code);
    f.any_text("phone", self.phone);
    f.any_text("id_no", self.id_no);
    f.any_text("bank_account", self.bank_account);
    f.any_text("salt", self.salt);
    f.optional_text("household_no", self.household_no);
  }
};

// What of a right is not in the log, by its id there; the second line repeats what is.
struct KeptRight {
  static constexpr std::string_view kFamily = "right";
  std::string certificate_no, basis, area_stated, area_unit, salt;
  std::string stand_id, type, holder, from, to;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("certificate_no", self.certificate_no);
    f.any_text("basis", self.basis);
    f.any_text("area_stated", self.area_stated);
    f.any_text("area_unit", self.area_unit);
    f.any_text("salt", self.salt);
    f.any_text("stand_id", self.stand_id);
    f.any_text("type", self.type);
    f.any_text("holder", self.holder);
    f.any_text("from", self.from);
    f.any_text("to", self.to);
  }
};

// Which rights stand on a certificate: found by the SHA-256 of its number.
struct KeptCertificate {
  static constexpr std::string_view kFamily = "certificate";
  std::string right;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("right", self.right);
  }
};

// Whose household number it is.
struct KeptNumber {
  static constexpr std::string_view kFamily = "number";
  std::string party;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("party", self.party);
  }
};

// A household's card: what a PIN is checked against, and how often it was not right.
struct KeptCard {
  static constexpr std::string_view kFamily = "card";
  std::string salt, hash;  // of the PIN (scrypt)
  bool must_change = false;
  // Both 0: the tries are counted from their log.
  int wrong = 0;
  std::int64_t locked_until = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("salt", self.salt);
    f.any_text("hash", self.hash);
    f.flag("must_change", self.must_change);
    f.count("wrong", self.wrong);
    f.count("locked_until", self.locked_until);
  }
};

// The bank's reference of a paid line; the log holds its commitment.
struct KeptPayment {
  static constexpr std::string_view kFamily = "payment";
  std::string reference, salt;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("reference", self.reference);
    f.any_text("salt", self.salt);
  }
};

// One try at a card, under the household's number.
struct KeptAccess {
  static constexpr std::string_view kFamily = "access";
  std::string time, from;  // UTC, as records write it; the address
  bool granted = false;
  std::string device;  // the nonce of api/app/households/devices.h; empty: none that was known

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("time", self.time);
    f.any_text("from", self.from);
    f.flag("granted", self.granted);
    f.optional_text("device", self.device);
  }
};

// What goes beside a record that may not be in the log yet, by the record's request id: see
// two_stores.h.
struct PendingEntry {
  std::string key;
  ledger::Json entry;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("key", self.key);
    f.json("entry", self.entry);
  }
};
struct PendingCard {
  std::string household_no, pin, masked_name, township, village;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("household_no", self.household_no);
    f.any_text("pin", self.pin);
    f.any_text("masked_name", self.masked_name);
    f.any_text("township", self.township);
    f.any_text("village", self.village);
  }
};
struct KeptPending {
  static constexpr std::string_view kFamily = "pending";
  std::string source;                 // SHA-256 of the file it came from, hex; empty where of none
  std::vector<PendingEntry> entries;  // to be put; none once they are
  // Of a file, until it is known that its command has told all of it:
  std::vector<PendingCard> cards;
  std::uint64_t rights = 0, holders = 0, households = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("source", self.source);
    f.list("entries", self.entries);
    f.list("cards", self.cards);
    f.count("rights", self.rights);
    f.count("holders", self.holders);
    f.count("households", self.households);
  }
};

// What a commitment in the log hides: SHA-256 over the salt in hex, a newline and the canonical
// JSON of one of these.
struct HolderDetails {
  std::string name, kind;
  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("name", self.name);
    f.any_text("kind", self.kind);
  }
};
struct RightDetails {
  std::string certificate_no, basis, area_stated, area_unit;
  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("certificate_no", self.certificate_no);
    f.any_text("basis", self.basis);
    f.any_text("area_stated", self.area_stated);
    f.any_text("area_unit", self.area_unit);
  }
};
struct PaymentDetails {
  std::string reference;
  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("reference", self.reference);
  }
};

// Requires: texts are UTF-8 in NFC; the salt is random, as the details could be guessed.
template <class Details>
ledger::Hash commitment(const std::string& salt_hex, const Details& details) {
  return ledger::sha256(salt_hex + "\n" + ledger::canonical(ledger::to_json(details)));
}

}  // namespace linhui::api::app
