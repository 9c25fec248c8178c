// linhui party: who takes part.
#include "api/app/cases/projects.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

Ended add(Session& session, const api::app::NewParty& party) {
  return writing(
      session, "registrar", [&](Workspace& workspace, const std::string& registrar) -> Ended {
        const auto index = api::app::admit_party(workspace, registrar, party);
        const auto key = workspace.keys().folder() / (party.party + ".pem");
        return recorded(session, index, {{"party", party.party}, {"key_file", key.string()}});
      });
}

Ended list_party(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    const Json parties = entries_under(view.state(), "party/", "party");
    // Holders come by the hundred and bear no names: counted for people, listed for programs.
    Json shown = Json::array();
    for (const Json& party : parties) {
      if (party.value("roles", Json()) != Json::array({"holder"})) shown.push_back(party);
    }
    std::string text = entries_table(shown, {"party", "kind", "roles", "name", "index"});
    if (const auto holders = parties.size() - shown.size(); holders > 0) {
      text += session.out.in({"and holders of rights: ", "另有权利人："}) +
              std::to_string(holders) + session.out.in({" (--json has them)\n", "（见 --json）\n"});
    }
    return session.out.done({{"parties", parties}}, text);
  });
}

Ended show_party(Session& session, const std::string& party) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    return show_entry(session.out, view.state(), "party/", "party", party,
                      ledger::ErrorCode::party_not_found);
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
