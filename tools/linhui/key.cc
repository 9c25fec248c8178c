// linhui key: the keys of the ledger's parties.
#include <cstdlib>

#include "ledger/base/hash.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

struct KeyOptions {
  std::string party, key, reason;
};

std::string passphrase() {
  const char* text = std::getenv("LINHUI_KEY_PASSPHRASE");
  return text ? text : "";
}

// The new key is on the disk before the ledger knows it, and the old one stays beside it.
Outcome<std::uint64_t> record_key(Workspace& workspace, const std::string& party, std::string& id) {
  const auto old = LINHUI_API_TRY(workspace.keys().load(party));
  const auto key = ledger::SigningKey::generate();
  id = ledger::key_id(key.public_key());
  const auto current = workspace.keys().folder() / (party + ".pem");
  const auto fresh = workspace.keys().folder() / (party + "." + id + ".new");
  LINHUI_API_TRY(key.write_pem(fresh, passphrase()));
  const std::string possession = "linhui key possession v1\n" + party + "\n";
  const auto index = workspace.submit({"key.add",
                                       party,
                                       {{"key", ledger::base64(ledger::spki(key.public_key()))},
                                        {"possession", ledger::base64(key.sign(possession))}}});
  std::error_code failed;
  if (!index.ok()) {
    std::filesystem::remove(fresh, failed);
    return index;
  }
  const std::string old_id = ledger::key_id(old.public_key());
  std::filesystem::rename(current, workspace.keys().folder() / (party + "." + old_id + ".old"),
                          failed);
  if (!failed) std::filesystem::rename(fresh, current, failed);
  if (failed) {
    return api::app::simple_problem("file_not_writable",
                                    {"The key is recorded; move its file into place by hand.",
                                     "密钥已记录，但未能就位，请手工移动其文件。"},
                                    fresh.string(), ExitStatus::machine_failed);
  }
  return index;
}

Ended make(Session& session, const std::string& party) {
  return writing(session, "", [&](Workspace& workspace, const std::string&) -> Ended {
    std::string id;
    const auto index = record_key(workspace, party, id);
    return recorded(session, index, {{"party", party}, {"key", id}});
  });
}

Ended show_key(Session& session, const std::string& party) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    Json keys = Json::array();
    for (Json& entry : entries_under(view.state(), "key/", "key")) {
      if (!party.empty() && entry.at("party") != party) continue;
      const auto own = workspace.keys().load(entry.at("party"));
      entry["at_hand"] = own.ok() && ledger::key_id(own.value().public_key()) == entry.at("key");
      keys.push_back(entry);
    }
    return list_entries(session.out, "keys", keys, {"key", "party", "revoked", "at_hand", "index"});
  });
}

Ended revoke(Session& session, const KeyOptions& options) {
  return writing(
      session, session.as.empty() ? "registrar" : "",
      [&](Workspace& workspace, const std::string& party) -> Ended {
        return recorded(
            session,
            workspace.submit(
                {"key.revoke", party, {{"key", options.key}, {"reason", options.reason}}}));
      });
}

}  // namespace

void add_key(const Command& root) {
  const Command noun = root.noun("key", {"keys of the parties", "主体的密钥"});
  const auto options = std::make_shared<KeyOptions>();
  Session& session = root.session();
  noun.verb("new",
            {"add a further key of a party and use it from now on; its old one signs for it",
             "为主体增加新密钥并启用，由旧密钥签名"},
            "linhui key new qianlin --ledger DIR",
            [=, &session] { return make(session, options->party); })
      .option("PARTY", options->party, {"party id", "主体编号"})
      ->required();
  noun.verb("show", {"the ledger's keys", "账本中的密钥"}, "linhui key show --ledger DIR",
            [=, &session] { return show_key(session, options->party); })
      .option("PARTY", options->party, {"of this party only", "只看该主体"});
  const Command revoked =
      noun.verb("revoke", {"revoke a key for good", "永久撤销密钥"},
                "linhui key revoke 4f0c… --reason \"laptop lost\" --as qianlin --ledger DIR",
                [=, &session] { return revoke(session, *options); });
  revoked.option("KEY", options->key, {"key id", "密钥编号"})->required();
  revoked.option("--reason", options->reason, {"why", "原因"})->required();
  revoked.acts();
}

}  // namespace linhui::cli
