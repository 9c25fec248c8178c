#include "api/app/cases/methods.h"

#include <algorithm>

#include "ledger/bodies/project.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::api::app {
namespace {

// The lines of a table as rows, so that the ledger keeps the whole text.
void add_lines(const std::string& name, const std::string& text, ledger::Rows& rows) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    rows.push_back(ledger::row_bytes(ledger::TableLine{name, text.substr(begin, end - begin)}));
    begin = end + 1;
  }
}

}  // namespace

Prepared prepare_mechanism(const Desk& desk, const std::string& registrar,
                           const NewMechanism& mechanism) {
  ledger::MechanismDefineBody body;
  body.mechanism = mechanism.mechanism;
  body.name = mechanism.name;
  body.buffer_num = mechanism.buffer_num;
  body.buffer_den = mechanism.buffer_den;
  body.natural_persons = mechanism.natural_persons;
  body.methods = mechanism.methods;
  body.basis = mechanism.basis;
  const std::string buffer =
      std::to_string(mechanism.buffer_num) + "/" + std::to_string(mechanism.buffer_den);
  return desk.prepare(registrar, body,
                      {"Defines the mechanism " + mechanism.mechanism + " (" + mechanism.name +
                           "), buffer " + buffer + ".",
                       "设立机制 " + mechanism.mechanism + "（" + mechanism.name +
                           "），风险储备比例 " + buffer + "。"});
}

Outcome<const methodology::Method*> method_named(const std::string& id) {
  const auto* method = methodology::find_method(id);
  if (method) return method;
  return problem_of(Code::method_unknown, id);
}

Outcome<Prepared> prepare_publication(const Desk& desk, const std::string& registrar,
                                      const Publication& publication) {
  const auto* method = methodology::find_method(publication.method);
  if (!method) return to_problem({ledger::ErrorCode::method_not_published, publication.method});
  const auto& declaration = method->declaration();
  if (!declaration.missing.empty()) {
    return problem_of(Code::parameters_missing, publication.method);
  }
  const auto basis = ledger::from_word<ledger::Basis>(publication.basis);
  if (!basis) return problem_of(Code::basis_unknown, publication.basis);
  ledger::MethodPublishBody body;
  const auto shipped = methodology::shipped_tables();
  ledger::Rows rows;
  for (const std::string& name : declaration.tables) {
    const std::string& text = shipped.at(name);
    add_lines(name, text, rows);
    body.tables.push_back({name, ledger::sha256(text)});
  }
  body.method = publication.method;
  body.version = declaration.version;
  body.crediting = declaration.crediting;
  body.basis = *basis;
  body.compared_with = publication.compared_with;
  body.compared_by = publication.compared_by;
  body.compared_on = publication.compared_on;
  body.rows = ledger::reference_to(rows);
  const bool compared = *basis == ledger::Basis::read_back;
  return desk.prepare(registrar, body,
                      {"Publishes the tables of " + publication.method + ", " +
                           (compared ? "compared with the publisher's document."
                                     : "NOT compared with any document."),
                       "公布方法学 " + publication.method + " 的参数表，" +
                           (compared ? "已与原文核对。" : "尚未与原文核对。")},
                      std::move(rows));
}

Outcome<methodology::TableFiles> published_tables(const ledger::LedgerView& view,
                                                  const std::string& id) {
  const auto method = LINHUI_API_TRY(ledger::need<ledger::Method>(view.state(), id));
  const auto rows = LINHUI_API_TRY(view.rows(method.root, method.row_count));
  methodology::TableFiles files;
  for (const std::string& bytes : rows) {
    const auto line = LINHUI_API_TRY(ledger::row_of<ledger::TableLine>(bytes));
    files[line.table] += line.text + "\n";
  }
  return files;
}

}  // namespace linhui::api::app
