// A leaf has one spelling: a record and its signatures make the same bytes again, so that nobody
// can write one record under two hashes.
#include "ledger/log/record.h"
#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(leaf) {
  const auto record = ledger::parse_leaf(bytes);
  if (!record.ok()) return;
  assert(ledger::leaf_of(record.value().bytes, record.value().signatures) == bytes);
  assert(ledger::Record::read(ledger::Json::parse(record.value().bytes), "").ok());
}

}  // namespace linhui::fuzz
