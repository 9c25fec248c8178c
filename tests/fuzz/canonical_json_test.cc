// Canonical JSON has one spelling: what is read prints back to the same bytes.
#include "ledger/base/canonical_json.h"

#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(canonical_json) {
  const auto value = ledger::parse_canonical(bytes);
  if (!value.ok()) return;
  assert(ledger::canonical(value.value()) == bytes);
}

}  // namespace linhui::fuzz
