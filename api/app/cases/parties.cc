#include "api/app/cases/parties.h"

#include "ledger/base/calendar.h"
#include "ledger/bodies/party.h"
#include "ledger/log/origin.h"

namespace linhui::api::app {

Prepared prepare_ledger(const NewLedger& made, const ledger::PublicKey& log_key,
                        const ledger::PublicKey& registrar_key, std::int64_t now) {
  ledger::LedgerCreateBody body;
  body.name = made.name;
  body.purpose = made.demonstration ? ledger::Purpose::demonstration : ledger::Purpose::production;
  body.log_key = ledger::spki(log_key);
  body.registrar_key = ledger::spki(registrar_key);
  body.registrar_name = made.registrar_name;
  Prepared prepared;
  prepared.record =
      ledger::make_record(body.kType, ledger::ledger_id(log_key), random_request(),
                          ledger::time_text(now), made.registrar, ledger::to_json(body));
  prepared.signers = {made.registrar};
  prepared.summary = {made.registrar_name + " opens the ledger " + made.name + ".",
                      made.registrar_name + "开立账本" + made.name + "。"};
  return prepared;
}

namespace {

// The ledger is there. Where its registrar's key still waits, the command that made it was ended
// before its last step: the same command again does that, and is done.
Outcome<std::unique_ptr<Workspace>> made_before(const std::filesystem::path& folder,
                                                const NewLedger& made, const Keyring& keyring,
                                                std::optional<std::int64_t> clock) {
  const Problem exists = to_problem({ledger::ErrorCode::ledger_exists, folder.string()});
  if (!keyring.waits(made.registrar)) return exists;
  auto workspace =
      LINHUI_API_TRY(Workspace::open(folder, Workspace::Mode::write, keyring.folder()));
  const auto view = workspace->view();
  const auto info = view.info();
  const bool same = view.size() == 1 && info.name == made.name &&
                    view.demonstration() == made.demonstration && !keyring.waits(made.registrar);
  if (!same) return exists;
  if (clock) workspace->set_clock(*clock);
  return workspace;
}

}  // namespace

Outcome<std::unique_ptr<Workspace>> create_ledger(const std::filesystem::path& folder,
                                                  const NewLedger& made,
                                                  const std::filesystem::path& keys,
                                                  std::optional<std::int64_t> clock) {
  LINHUI_API_TRY(ledger::can_open(folder));
  const Keyring keyring(keys.empty() ? keys_beside(folder) : keys);
  if (ledger::store_exists(folder)) return made_before(folder, made, keyring, clock);
  const auto registrar_key = LINHUI_API_TRY(keyring.create_waiting(made.registrar));
  auto log_key = ledger::SigningKey::generate();
  const std::int64_t now = clock.value_or(Workspace::machine_clock());
  const Prepared first =
      prepare_ledger(made, log_key.public_key(), registrar_key.key.public_key(), now);
  auto created = Workspace::create(folder, first, registrar_key.key, std::move(log_key), keys);
  if (!created.ok()) {
    if (!ledger::store_exists(folder)) keyring.discard(registrar_key);
    return created.problem();
  }
  auto workspace = std::move(created).value();
  LINHUI_API_TRY(keyring.put_in_place(made.registrar, registrar_key));
  if (clock) workspace->set_clock(*clock);
  return workspace;
}

Outcome<Prepared> prepare_party(const Desk& desk, const std::string& registrar,
                                const NewParty& party, const ledger::PublicKey& key) {
  ledger::PartyAdmitBody body;
  body.party = party.party;
  for (const std::string& word : party.roles) {
    const auto role = ledger::from_word<ledger::Role>(word);
    if (!role) return problem_of(Code::role_unknown, word);
    body.roles.push_back(*role);
  }
  const auto kind = ledger::from_word<ledger::PartyKind>(party.kind);
  if (!kind) return problem_of(Code::party_kind_unknown, party.kind);
  body.kind = *kind;
  body.name = party.name;
  body.township = party.township;
  body.village = party.village;
  body.key = ledger::spki(key);
  return desk.prepare(registrar, body,
                      {"Admits " + party.name + " as " + party.party + ".",
                       "登记主体" + party.name + "，编号 " + party.party + "。"});
}

Outcome<std::uint64_t> admit_party(Workspace& workspace, const std::string& registrar,
                                   const NewParty& party) {
  const Keyring& keys = workspace.keys();
  if (ledger::has<ledger::Party>(workspace.view().state(), party.party)) {
    return to_problem({ledger::ErrorCode::party_exists, party.party});
  }
  const auto fresh = LINHUI_API_TRY(keys.create_waiting(party.party));
  auto prepared = prepare_party(workspace.desk(), registrar, party, fresh.key.public_key());
  auto done = workspace.record(std::move(prepared));
  if (!done.ok()) {
    keys.discard(fresh);  // A key without a party is of no use to anyone.
    return done;
  }
  LINHUI_API_TRY(keys.put_in_place(party.party, fresh));
  return done;
}

Prepared prepare_key(const Desk& desk, const std::string& party, const ledger::PublicKey& key,
                     const std::string& possession) {
  const std::string id = ledger::key_id(key);
  return desk.prepare(party, ledger::KeyAddBody{ledger::spki(key), possession},
                      {"Adds the key " + id + " to those that sign for " + party + ".",
                       "为主体 " + party + " 增加签名密钥 " + id + "。"});
}

Outcome<NewKey> change_key(Workspace& workspace, const std::string& party) {
  const auto fresh = LINHUI_API_TRY(workspace.keys().create_beside(party));
  const std::string possession = fresh.key.sign(ledger::possession_statement(party));
  const auto index =
      workspace.record(prepare_key(workspace.desk(), party, fresh.key.public_key(), possession));
  if (!index.ok()) {
    workspace.keys().discard(fresh);
    return index.problem();
  }
  LINHUI_API_TRY(workspace.keys().put_in_place(party, fresh));
  return NewKey{index.value(), ledger::key_id(fresh.key.public_key())};
}

Prepared prepare_log_key(const Desk& desk, const std::string& registrar,
                         const ledger::PublicKey& key, const std::string& possession,
                         const std::string& consent) {
  const std::string id = ledger::key_id(key);
  return desk.prepare(registrar, ledger::LogKeyRotateBody{ledger::spki(key), possession, consent},
                      {"Puts the key " + id + " in the place of the one that signs the log.",
                       "由密钥 " + id + " 接替原日志签名密钥。"});
}

Outcome<NewKey> change_log_key(Workspace& workspace, const std::string& registrar) {
  const auto view = workspace.view();
  const auto old =
      LINHUI_API_TRY(workspace.keys().find_log_key(workspace.folder(), view.log_key().key));
  auto fresh = ledger::SigningKey::generate();
  const ledger::PublicKey key = fresh.public_key();
  // Beside the old one, where the next writer looks.
  const Keyring beside(workspace.keys().checkpoint_folder(workspace.folder(), old.public_key()));
  LINHUI_API_TRY(beside.make_folder());
  const auto file = beside.log_key_file(key);
  LINHUI_API_TRY(fresh.write_pem(file.file, file.passphrase));
  const std::string statement = ledger::log_key_statement(view.id(), old.public_key(), key);
  const auto prepared =
      prepare_log_key(workspace.desk(), registrar, key, fresh.sign(statement), old.sign(statement));
  const auto index = workspace.record_rotation(prepared, std::move(fresh));
  if (!index.ok()) {
    std::error_code ignored;
    std::filesystem::remove(file.file, ignored);  // No checkpoint bears its signature.
    return index.problem();
  }
  return NewKey{index.value(), ledger::key_id(key)};
}

Prepared prepare_key_revocation(const Desk& desk, const std::string& by, const std::string& key,
                                const std::string& reason) {
  return desk.prepare(
      by, ledger::KeyRevokeBody{key, reason},
      {"Revokes the key " + key + " for good: " + reason, "永久撤销密钥 " + key + "：" + reason});
}

}  // namespace linhui::api::app
