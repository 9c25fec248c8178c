// Who takes part: the ledger itself, its parties, their keys.
#pragma once

#include "api/app/desk/workspace.h"

namespace linhui::api::app {

struct NewLedger {
  std::string name, registrar, registrar_name;  // the registrar's id, and its name for people
  bool demonstration = false;
};
// ledger.create: the first record, which names the key that signs the checkpoints. `now` in seconds
// since 1970. The registrar's key signs.
Prepared prepare_ledger(const NewLedger& ledger, const ledger::PublicKey& log_key,
                        const ledger::PublicKey& registrar_key, std::int64_t now);

// Makes it in a folder of its own, with keys of the registrar and of the log made on this machine.
// `clock`: the time of the first record, where it is not the machine's. The registrar's key is
// written first, and stays where the ledger then cannot be made.
// Errors: storage_not_built, ledger_exists, key_file_exists; what the ledger refuses.
Outcome<std::unique_ptr<Workspace>> create_ledger(const std::filesystem::path& folder,
                                                  const NewLedger& ledger,
                                                  const std::filesystem::path& keys = {},
                                                  std::optional<std::int64_t> clock = {});

// The roles and kinds by their words (docs/records.md). Township and village of a collective only.
struct NewParty {
  std::string party, kind, name, township, village;
  std::vector<std::string> roles;
};
// party.admit of an organisation with a key that it has made. Errors: role_unknown,
// party_kind_unknown.
Outcome<Prepared> prepare_party(const Desk& desk, const std::string& registrar,
                                const NewParty& party, const ledger::PublicKey& key);
// The same with a fresh key, made on this machine; taken back where the ledger refuses. Gives the
// record's index. Errors besides: Keyring::create()'s; what the ledger refuses.
Outcome<std::uint64_t> admit_party(Workspace& workspace, const std::string& registrar,
                                   const NewParty& party);

// key.add: `possession` is the new key's signature over ledger::possession_statement(party).
Prepared prepare_key(const Desk& desk, const std::string& party, const ledger::PublicKey& key,
                     const std::string& possession);
struct NewKey {
  std::uint64_t index = 0;  // of key.add
  std::string key;          // its id
};
// A further key of a party, made on this machine, used from now on. The new key is on the disk
// before the ledger knows it, and the old one stays beside it; it is not revoked.
// Errors: the keyring's; what the ledger refuses, with the new key taken back. After
// file_not_writable the key is recorded and its file is to be moved by hand.
Outcome<NewKey> change_key(Workspace& workspace, const std::string& party);

// log.key.rotate: `possession` and `consent` are the new and the old log key's signatures over
// ledger::log_key_statement().
Prepared prepare_log_key(const Desk& desk, const std::string& registrar,
                         const ledger::PublicKey& key, const std::string& possession,
                         const std::string& consent);
// A fresh key in the place of the one that signs the log, in a file beside its file and on the disk
// before the ledger knows it. The old one's file stays where it is.
Outcome<NewKey> change_log_key(Workspace& workspace, const std::string& registrar);

// key.revoke, for good: of a key of one's own, or of any by the registrar.
Prepared prepare_key_revocation(const Desk& desk, const std::string& by, const std::string& key,
                                const std::string& reason);

}  // namespace linhui::api::app
