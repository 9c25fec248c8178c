// Rules of mechanisms and of methods' tables.
#include "ledger/rules/rule.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

// The text of each table, put together from its lines.
Result<std::map<std::string, std::string>> table_texts(const View& state,
                                                       const RowsReference& rows) {
  std::map<std::string, std::string> texts;
  Result<void> read;
  const bool complete = scan_rows(state, rows.root, rows.count, [&](auto, std::string_view bytes) {
    const auto line = row_of<TableLine>(bytes);
    if (line.ok()) {
      texts[line.value().table] += line.value().text + "\n";
    } else {
      read = line.error();
    }
    return read.ok();
  });
  LINHUI_TRY(read);
  if (!complete) return Error{ErrorCode::rows_missing};
  return texts;
}

}  // namespace

Result<void> rule_mechanism_define(RuleContext& c, const MechanismDefineBody& body) {
  if (body.buffer_num >= body.buffer_den) {
    return Error{ErrorCode::record_malformed, "body.buffer_num"};
  }
  if (has<Mechanism>(c.state, body.mechanism)) {
    return Error{ErrorCode::mechanism_exists, body.mechanism};
  }
  write(c.state,
        Mechanism{body.name, body.buffer_num, body.buffer_den, body.natural_persons, body.methods},
        body.mechanism);
  return {};
}

// The registrar publishes a method's tables. The lines of the tables are the record's rows, so
// that an auditor has them at hand for good.
Result<void> rule_method_publish(RuleContext& c, const MethodPublishBody& body) {
  if (body.basis == Basis::recalled &&
      read<LedgerInfo>(c.state)->purpose != Purpose::demonstration) {
    return Error{ErrorCode::recalled_in_production, body.method};
  }
  const auto texts = LINHUI_TRY(table_texts(c.state, body.rows));
  if (texts.size() != body.tables.size()) return Error{ErrorCode::row_malformed};
  std::vector<Hash> digests;
  std::set<std::string> names;
  for (const TableDigest& table : body.tables) {
    if (!names.insert(table.name).second) return Error{ErrorCode::record_malformed, "body.tables"};
    const auto text = texts.find(table.name);
    if (text == texts.end() || sha256(text->second) != table.sha256) {
      return Error{ErrorCode::rows_mismatch, table.name};
    }
    digests.push_back(table.sha256);
  }
  if (const auto earlier = read<Method>(c.state, body.method);
      earlier && earlier->tables == digests && earlier->basis == body.basis) {
    return Error{ErrorCode::method_exists, body.method};
  }
  for (const TableDigest& table : body.tables) {
    write(c.state, PublishedTable{table.name, body.basis}, hex(table.sha256));
  }
  write(c.state,
        Method{body.version, body.crediting, body.basis, std::move(digests), c.index,
               body.rows.root, body.rows.count},
        body.method);
  return {};
}

}  // namespace linhui::ledger
