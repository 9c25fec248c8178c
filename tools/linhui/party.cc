// linhui party: who takes part.
#include "api/app/answers/parties.h"
#include "api/app/cases/parties.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

Ended add(Session& session, const api::app::NewParty& party) {
  return writing(
      session, ledger::Role::registrar,
      [&](Workspace& workspace, const std::string& registrar) -> Ended {
        const auto index = api::app::admit_party(workspace, registrar, party);
        const auto key = workspace.keys().file_of(party.party);
        return recorded(session, index, {{"party", party.party}, {"key_file", key.string()}});
      });
}

Ended list_party(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    // Holders come by the hundred and bear no names: counted for people, listed for programs.
    const auto parties = api::app::party_list(workspace.view());
    std::string text = page_text(session.out, parties.organisations);
    if (parties.holders > 0) {
      text += session.out.in({"and holders of rights: ", "另有权利人："}) +
              std::to_string(parties.holders) +
              session.out.in({" (--json has them)\n", "（见 --json）\n"});
    }
    return session.out.done(api::app::to_json(parties.everybody), text);
  });
}

Ended show_party(Session& session, const std::string& party) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto page = LINHUI_API_TRY(api::app::party_page(workspace.view(), party));
    return show_page(session.out, page);
  });
}

}  // namespace

void add_party(const Command& root) {
  const Command noun = root.noun("party", {"parties and their roles", "参与主体及其角色"});
  const auto party = std::make_shared<api::app::NewParty>();
  Session& session = root.session();
  const Command added = noun.verb(
      "add",
      {"admit an organisation, with a fresh key on this machine", "登记机构，并在本机生成密钥"},
      "linhui party add qianlin --kind company --role developer --name \"Qianlin Ltd\" "
      "--ledger DIR",
      [=, &session] { return add(session, *party); });
  added.option("PARTY", party->party, {"its id", "主体编号"})->required();
  added
      .option("--kind", party->kind,
              {"agency company collective cooperative state_farm verifier exchange",
               "类型：agency company collective cooperative state_farm verifier exchange"})
      ->required();
  added
      .option("--role", party->roles,
              {"developer verifier registrar collective buyer exchange auditor; repeatable",
               "角色：developer verifier registrar collective buyer exchange auditor,可重复"})
      ->required()
      ->repeatable();
  added.option("--name", party->name, {"its name", "名称"})->required();
  added.option("--township", party->township, {"of a collective", "集体所在乡镇"});
  added.option("--village", party->village, {"of a collective", "集体所在村"});
  added.acts();
  noun.verb("list", {"all parties", "全部主体"}, "linhui party list --ledger DIR",
            [&session] { return list_party(session); });
  noun.verb("show", {"one party", "查看主体"}, "linhui party show qianlin --ledger DIR",
            [=, &session] { return show_party(session, party->party); })
      .option("PARTY", party->party, {"its id", "主体编号"})
      ->required();
}

}  // namespace linhui::cli
