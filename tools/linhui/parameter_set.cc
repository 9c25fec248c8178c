#include "tools/linhui/parameter_set.h"

#include "api/app/cases/projects.h"
#include "api/exchange/registers/parameter_folder.h"

namespace linhui::cli {

Outcome<methodology::TableFiles> parameter_set(Session& session, const std::string& word,
                                               const std::string& method) {
  auto tables = methodology::shipped_tables();
  if (word.empty() || word == "shipped") return tables;
  if (word != "ledger") {
    return api::exchange::read_parameter_folder_over(word, std::move(tables));
  }
  if (method.empty()) {
    return usage("method_missing", {"The tables of which method? Give --method.",
                                    "请用 --method 指明取哪个方法学的参数表。"});
  }
  const auto workspace = open_ledger(session, Workspace::Mode::read);
  LINHUI_APP_PASS(workspace);
  const auto& opened = *std::get<std::unique_ptr<Workspace>>(workspace);
  auto published = api::app::published_tables(opened.view(), method);
  LINHUI_APP_PASS(published);
  for (auto& [name, bytes] : std::get<methodology::TableFiles>(published)) {
    tables[name] = std::move(bytes);
  }
  return tables;
}

}  // namespace linhui::cli
