// Rules of parties and keys.
#include "ledger/log/origin.h"
#include "ledger/rules/rule.h"

namespace linhui::ledger {
namespace {

Result<void> add_key(RuleContext& c, const std::string& party, const PublicKey& key) {
  const std::string id = key_id(key);
  if (has<Key>(c.state, id)) return Error{ErrorCode::key_exists, id};
  write(c.state, Key{party, spki(key), false, c.index}, id);
  return {};
}

bool may_stand_in_key(const std::string& place) {
  return !place.empty() && place.find('/') == std::string::npos;
}

// Whether a registrar has a live key beside this one.
bool other_registrar_key(const View& state, std::string_view key_id) {
  bool found = false;
  scan<Key>(state, [&](std::string_view id, const Key& key) {
    found = !key.revoked && id != key_id && has_role(state, key.party, Role::registrar);
    return !found;
  });
  return found;
}

}  // namespace

Result<PublicKey> key_of_body(std::string_view spki, const char* field) {
  auto key = public_key_from_spki(spki);
  const std::string where = std::string("body.") + field;
  if (!key.ok()) return Error{ErrorCode::record_malformed, where};
  if (const auto checked = check_public_key(key.value()); !checked.ok()) {
    return Error{checked.error().code, where + ": " + checked.error().detail};
  }
  return key;
}

// The first record: who the ledger is, and the registrar that everything else hangs on.
Result<void> rule_ledger_create(RuleContext& c, const LedgerCreateBody& body) {
  if (c.index != 0) return Error{ErrorCode::ledger_exists};
  const PublicKey log_key = LINHUI_TRY(key_of_body(body.log_key, "log_key"));
  const PublicKey registrar_key = LINHUI_TRY(key_of_body(body.registrar_key, "registrar_key"));

  // The ledger's id follows from its log key: nobody can pick another's.
  const std::string id = ledger_id(log_key);
  if (c.record.ledger() != id) return Error{ErrorCode::wrong_ledger, id};
  const std::string expected = key_id(registrar_key);
  if (c.record.signatures.size() != 1 || c.record.signatures[0].key != expected) {
    return Error{ErrorCode::signature_missing, expected};
  }
  if (!verify_signature(registrar_key, signing_input(c.record.bytes), c.record.signatures[0].sig)) {
    return Error{ErrorCode::signature_invalid, expected};
  }

  write(c.state, LedgerInfo{id, body.name, body.purpose, body.profile, spki(log_key), ""});
  write(c.state, LogKey{spki(log_key), c.index}, key_id(log_key));
  Party registrar;
  registrar.roles = {Role::registrar};
  registrar.kind = PartyKind::agency;
  registrar.name = body.registrar_name;
  registrar.index = c.index;
  write(c.state, registrar, c.by());
  return add_key(c, c.by(), registrar_key);
}

// The key that signs the log gives way to another: the old one says so, the new one that it is
// held. The ledger keeps the id that follows from its first.
Result<void> rule_log_key_rotate(RuleContext& c, const LogKeyRotateBody& body) {
  const PublicKey after = LINHUI_TRY(key_of_body(body.key, "key"));
  LedgerInfo ledger = *read<LedgerInfo>(c.state);  // apply() has found it
  const PublicKey before = LINHUI_TRY(public_key_from_spki(ledger.log_key));
  const std::string statement = log_key_statement(ledger.id, before, after);
  if (!verify_signature(after, statement, body.possession)) {
    return Error{ErrorCode::signature_invalid, "body.possession"};
  }
  if (!verify_signature(before, statement, body.consent)) {
    return Error{ErrorCode::signature_invalid, "body.consent"};
  }
  const std::string id = key_id(after);
  if (has<LogKey>(c.state, id) || has<Key>(c.state, id)) return Error{ErrorCode::key_exists, id};
  ledger.log_key = spki(after);
  write(c.state, ledger);
  write(c.state, LogKey{spki(after), c.index}, id);
  return {};
}

// Organisations stand in the log by name; people and households only by a salted commitment, and
// come in with their rights (right.register).
Result<void> rule_party_admit(RuleContext& c, const PartyAdmitBody& body) {
  const PublicKey key = LINHUI_TRY(key_of_body(body.key, "key"));
  Party party{body.roles, body.kind, body.name, body.township, body.village, c.index};
  if (party.roles.empty() || party.has(Role::holder)) {
    return Error{ErrorCode::record_malformed, "body.roles"};
  }
  if (party.kind == PartyKind::household) return Error{ErrorCode::record_malformed, "body.kind"};
  if (has<Party>(c.state, body.party)) return Error{ErrorCode::party_exists, body.party};

  if (party.kind == PartyKind::collective) {
    if (!may_stand_in_key(party.township) || !may_stand_in_key(party.village)) {
      return Error{ErrorCode::record_malformed, "body.village"};
    }
    if (has<Collective>(c.state, party.township, party.village)) {
      return Error{ErrorCode::party_exists, party.village};
    }
    write(c.state, Collective{body.party}, party.township, party.village);
  } else if (!party.township.empty() || !party.village.empty()) {
    return Error{ErrorCode::record_malformed, "body.village"};
  }
  write(c.state, party, body.party);
  return add_key(c, body.party, key);
}

// A party adds a key of its own; the new key signs too, to show that it is held.
Result<void> rule_key_add(RuleContext& c, const KeyAddBody& body) {
  const PublicKey key = LINHUI_TRY(key_of_body(body.key, "key"));
  if (!verify_signature(key, possession_statement(c.by()), body.possession)) {
    return Error{ErrorCode::signature_invalid, "body.possession"};
  }
  return add_key(c, c.by(), key);
}

// A party revokes a key of its own, or the registrar revokes any; but for the last one by which
// anybody could still be admitted.
Result<void> rule_key_revoke(RuleContext& c, const KeyRevokeBody& body) {
  Key key = LINHUI_TRY(need<Key>(c.state, body.key));
  if (key.party != c.by() && !has_role(c.state, c.by(), Role::registrar)) {
    return Error{ErrorCode::role_missing, "registrar"};
  }
  if (key.revoked) return Error{ErrorCode::key_revoked, body.key};
  if (has_role(c.state, key.party, Role::registrar) && !other_registrar_key(c.state, body.key)) {
    return Error{ErrorCode::last_registrar_key, body.key};
  }
  key.revoked = true;
  write(c.state, key, body.key);
  return {};
}

}  // namespace linhui::ledger
