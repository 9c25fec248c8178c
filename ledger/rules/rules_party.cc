// Rules of parties and keys.
#include "ledger/base/calendar.h"
#include "ledger/rules/apply_rules.h"

namespace linhui::ledger {
namespace {

const std::set<std::string> kRoles = {"registrar", "developer", "verifier", "collective",
                                      "holder",    "exchange",  "auditor",  "buyer"};

// Reads a public key from base64 SPKI; record_malformed where it is none.
Result<PublicKey> read_key(Fields& fields, const char* name) {
  const auto der = from_base64(fields.text(name));
  if (!der) return Error{ErrorCode::record_malformed, name};
  auto key = public_key_from_spki(*der);
  if (!key.ok()) return Error{ErrorCode::record_malformed, name};
  return key;
}

Result<void> add_key(RuleContext& c, const std::string& party, const PublicKey& key) {
  const std::string id = key_id(key);
  if (has_state(c.state, key_of("key", id))) return Error{ErrorCode::key_exists, id};
  put_state(
      c.state, key_of("key", id),
      {{"party", party}, {"spki", base64(spki(key))}, {"revoked", false}, {"index", c.index}});
  return {};
}

}  // namespace

// The first record: who the ledger is, and the registrar that everything else hangs on.
Result<void> rule_ledger_create(RuleContext& c) {
  if (c.index != 0) return Error{ErrorCode::ledger_exists};
  Fields f(c.body(), "body");
  const std::string name = f.text("name", 200);
  const std::string purpose = f.word("purpose", {"production", "demonstration"});
  const std::string profile = f.word("profile", {"standard"});
  const auto log_key = read_key(f, "log_key");
  const auto registrar_key = read_key(f, "registrar_key");
  const std::string registrar_name = f.text("registrar_name", 200);
  LINHUI_TRY(f.done());
  if (!log_key.ok()) return log_key.error();
  if (!registrar_key.ok()) return registrar_key.error();

  // The ledger's id follows from its log key: nobody can pick another's.
  const std::string id = hex(sha256(spki(log_key.value()))).substr(0, 12);
  if (c.record.value.at("ledger") != id) return Error{ErrorCode::wrong_ledger, id};
  const std::string message = signing_input(c.record.bytes);
  const std::string expected = key_id(registrar_key.value());
  if (c.record.signatures.size() != 1 || c.record.signatures[0].key != expected) {
    return Error{ErrorCode::signature_missing, expected};
  }
  if (!verify_signature(registrar_key.value(), message, c.record.signatures[0].sig)) {
    return Error{ErrorCode::signature_invalid, expected};
  }

  put_state(c.state, "ledger",
            {{"id", id},
             {"name", name},
             {"purpose", purpose},
             {"profile", profile},
             {"log_key", base64(spki(log_key.value()))}});
  put_state(
      c.state, key_of("party", c.by()),
      {{"roles", {"registrar"}}, {"kind", "agency"}, {"name", registrar_name}, {"index", c.index}});
  return add_key(c, c.by(), registrar_key.value());
}

// Organisations stand in the log by name; people and households only by a salted commitment, and
// come in with their rights (right.register).
Result<void> rule_party_admit(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string party = f.id("party");
  const auto roles = f.ids("roles");
  const std::string kind = f.word("kind", {"agency", "company", "collective", "cooperative",
                                           "state_farm", "verifier", "exchange"});
  const std::string name = f.text("name", 200);
  const std::string township = f.optional_text("township", 200);
  const std::string village = f.optional_text("village", 200);
  const auto key = read_key(f, "key");
  LINHUI_TRY(f.done());
  if (!key.ok()) return key.error();
  if (roles.empty()) return Error{ErrorCode::record_malformed, "body.roles"};
  for (const std::string& role : roles) {
    if (!kRoles.contains(role) || role == "holder") {
      return Error{ErrorCode::record_malformed, "body.roles"};
    }
  }
  if (has_state(c.state, key_of("party", party))) return Error{ErrorCode::party_exists, party};

  Json entry = {{"roles", roles}, {"kind", kind}, {"name", name}, {"index", c.index}};
  if (kind == "collective") {
    if (township.empty() || village.empty() || township.find('/') != std::string::npos ||
        village.find('/') != std::string::npos) {
      return Error{ErrorCode::record_malformed, "body.village"};
    }
    const std::string place = key_of("collective", township, village);
    if (has_state(c.state, place)) return Error{ErrorCode::party_exists, village};
    put_state(c.state, place, {{"party", party}});
    entry["township"] = township;
    entry["village"] = village;
  } else if (!township.empty() || !village.empty()) {
    return Error{ErrorCode::record_malformed, "body.village"};
  }
  put_state(c.state, key_of("party", party), entry);
  return add_key(c, party, key.value());
}

// A party adds a key of its own; the new key signs too, to show that it is held.
Result<void> rule_key_add(RuleContext& c) {
  Fields f(c.body(), "body");
  const auto key = read_key(f, "key");
  const auto proof = from_base64(f.text("possession"));
  LINHUI_TRY(f.done());
  if (!key.ok()) return key.error();
  const std::string statement = "linhui key possession v1\n" + c.by() + "\n";
  if (!proof || !verify_signature(key.value(), statement, *proof)) {
    return Error{ErrorCode::signature_invalid, "body.possession"};
  }
  return add_key(c, c.by(), key.value());
}

// A party revokes a key of its own, or the registrar revokes any.
Result<void> rule_key_revoke(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string id = f.id("key");
  f.text("reason", 500);
  LINHUI_TRY(f.done());
  auto key = get_state(c.state, key_of("key", id));
  if (!key) return Error{ErrorCode::key_unknown, id};
  if (key->at("party") != c.by() && !c.has_role(c.by(), "registrar")) {
    return Error{ErrorCode::role_missing, "registrar"};
  }
  if (key->at("revoked").get<bool>()) return Error{ErrorCode::key_revoked, id};
  (*key)["revoked"] = true;
  put_state(c.state, key_of("key", id), *key);
  return {};
}

}  // namespace linhui::ledger
