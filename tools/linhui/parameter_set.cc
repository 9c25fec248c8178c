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
  const auto workspace = LINHUI_API_TRY(open_ledger(session, Workspace::Mode::read));
  const auto& opened = *workspace;
  auto published = LINHUI_API_TRY(api::app::published_tables(opened.view(), method));
  for (auto& [name, bytes] : published) {
    tables[name] = std::move(bytes);
  }
  return tables;
}

}  // namespace linhui::cli
