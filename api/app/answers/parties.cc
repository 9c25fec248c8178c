#include "api/app/answers/parties.h"

#include <algorithm>

#include "api/app/answers/words.h"
#include "api/app/desk/desk.h"
#include "ledger/base/hash.h"

namespace linhui::api::app {
namespace {

PageFields party_fields(std::string_view id, const ledger::Party& party) {
  return {text_field("party", {"party", "主体"}, std::string(id)),
          text_field("name", {"name", "名称"}, party.name),
          word_field("kind", {"kind", "类型"}, party.kind),
          words_field("roles", {"roles", "角色"}, party.roles),
          text_field("township", {"township", "乡镇"}, party.township),
          text_field("village", {"village", "村"}, party.village),
          index_field(party.index)};
}

PageFields key_fields(std::string_view id, const ledger::Key& key) {
  return {text_field("key", {"key", "密钥"}, std::string(id)),
          text_field("party", {"party", "主体"}, key.party),
          flag_field("revoked", {"revoked", "已撤销"}, key.revoked),
          text_field("spki", {}, ledger::base64(key.spki)), index_field(key.index)};
}

PageTable party_table() {
  return {"parties", {"Parties", "主体"}, {}, {"party", "kind", "roles", "name", "index"}};
}

PageTable key_table() { return {"keys", {"Keys", "密钥"}, {}}; }

}  // namespace

Outcome<Page> party_page(const ledger::LedgerView& view, const std::string& id) {
  const auto party = LINHUI_API_TRY(ledger::need<ledger::Party>(view.state(), id));
  PageTable keys = key_table();
  keys.columns = {"key", "revoked", "index"};
  ledger::scan<ledger::Key>(view.state(), [&](std::string_view key_id, const ledger::Key& key) {
    if (key.party == id) keys.rows.push_back(key_fields(key_id, key));
    return true;
  });
  Page page{{"Party " + id, "主体 " + id}, party_fields(id, party), {}};
  page.tables.push_back(std::move(keys));
  return page;
}

PartyList party_list(const ledger::LedgerView& view) {
  PageTable everybody = party_table(), organisations = party_table();
  PartyList list;
  ledger::scan<ledger::Party>(view.state(), [&](std::string_view id, const ledger::Party& party) {
    everybody.rows.push_back(party_fields(id, party));
    if (party.roles == std::vector{ledger::Role::holder}) {
      ++list.holders;
    } else {
      organisations.rows.push_back(everybody.rows.back());
    }
    return true;
  });
  list.everybody = list_page(std::move(everybody));
  list.organisations = list_page(std::move(organisations));
  return list;
}

Page key_list(const ledger::LedgerView& view, const Keyring& keyring, const std::string& party) {
  PageTable keys = key_table();
  keys.columns = {"key", "party", "revoked", "at_hand", "index"};
  ledger::scan<ledger::Key>(view.state(), [&](std::string_view id, const ledger::Key& key) {
    if (!party.empty() && key.party != party) return true;
    const auto own = keyring.load(key.party);
    const bool at_hand = own.ok() && ledger::key_id(own.value().public_key()) == id;
    keys.rows.push_back(key_fields(id, key));
    keys.rows.back().push_back(flag_field("at_hand", {"at hand", "在本机"}, at_hand));
    return true;
  });
  return list_page(std::move(keys));
}

void name_parties(const ledger::View& state, PageFields& fields,
                  std::initializer_list<std::string_view> names) {
  for (PageField& field : fields) {
    const bool named = std::find(names.begin(), names.end(), field.name) != names.end();
    if (!named || !field.value.is_string()) continue;
    const std::string name = name_of_party(state, field.value.get<std::string>());
    field.text = {name, name};
  }
}

}  // namespace linhui::api::app
