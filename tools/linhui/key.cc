// linhui key: the keys of the ledger's parties.
#include "api/app/answers/parties.h"
#include "api/app/cases/parties.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct KeyOptions {
  std::string party, key, reason;
};

Ended make(Session& session, const std::string& party) {
  return writing(session, [&](Workspace& workspace, const std::string&) -> Ended {
    const auto made = LINHUI_API_TRY(api::app::change_key(workspace, party));
    return recorded(session, made.index, {{"party", party}, {"key", made.key}});
  });
}

Ended show_key(Session& session, const std::string& party) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::key_list(workspace.view(), workspace.keys(), party));
  });
}

Ended revoke(Session& session, const KeyOptions& options) {
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_key_revocation(workspace.desk(), party,
                                                                  options.key, options.reason));
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
