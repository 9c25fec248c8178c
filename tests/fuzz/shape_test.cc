// Shapes as records carry them. What is read has an area; what is well drawn claims its own ground.
#include "ledger/base/canonical_json.h"
#include "ledger/ground/geometry.h"
#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(shape) {
  const auto value = ledger::parse_canonical(bytes);
  if (!value.ok()) return;
  const auto shape = ledger::parse_shape(value.value());
  if (!shape || shape->empty()) return;
  const ledger::GeoBox box = ledger::box_of(*shape);
  assert(box.meets(box));
  if (!ledger::is_well_drawn(*shape)) return;
  assert(ledger::twice_area(*shape) > 0);
  assert(ledger::shapes_overlap(*shape, *shape, 999, 1000));
}

}  // namespace linhui::fuzz
