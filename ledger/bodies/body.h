// Bodies of records: a struct a type, each with its one form (base/form.h). docs/records.md has the
// same in words, with who signs and what is refused. A case of the api fills one and to_json()
// makes the body; the type's rule reads it back by body_of().
//
// A form says what a field may be by itself: its limits are the ranges of the fields. What fields
// must be to one another and to the state, the rules say (ledger/rules/). Digests named …_sha256
// are of what the ledger does not have; parties, projects and the like are ids.
#pragma once

#include "ledger/base/form.h"
#include "ledger/base/serial_block.h"
#include "ledger/log/record.h"

namespace linhui::ledger {

// The rows beside a record: the root of their tree, and how many there are.
struct RowsReference {
  Hash root{};
  std::uint64_t count = 0;
  friend bool operator==(const RowsReference&, const RowsReference&) = default;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.hash("root", self.root);
    f.whole("count", self.count, 0, 1'000'000'000);
  }
};

RowsReference reference_to(const Rows& rows);  // as a body names them; hashes them all

// A table of parameters by the SHA-256 of its file's bytes.
struct TableDigest {
  std::string name;
  Hash sha256{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("name", self.name);
    f.hash("sha256", self.sha256);
  }
};

// The body of a record of Body's type; whether it is of that type is not asked.
// Errors: record_malformed with the field, credits_not_positive (serials reversed).
template <class Body>
Result<Body> body_of(const Record& record) {
  return from_json<Body>(record.body(), "body");
}

// The rows that a record of any type names; nothing where it names none.
// Errors: record_malformed.
Result<std::optional<RowsReference>> rows_named_by(const Record& record);

// A row from its bytes, which may be any. Errors: row_malformed with what is wrong.
template <class Row>
Result<Row> row_of(std::string_view bytes) {
  const auto json = parse_canonical(bytes);
  if (!json.ok()) return Error{ErrorCode::row_malformed, json.error().detail};
  auto row = from_json<Row>(json.value(), "row");
  if (!row.ok()) return Error{ErrorCode::row_malformed, row.error().detail};
  return row;
}

// Its canonical bytes. Requires: texts are UTF-8 in NFC. What row_of() refuses is not refused here.
template <class Row>
std::string row_bytes(const Row& row) {
  return canonical(to_json(row));
}

}  // namespace linhui::ledger
