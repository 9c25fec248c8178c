// A decimal keeps its decimals: what it prints reads back as the same number with as many.
#include "methodology/numbers/decimal.h"

#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(decimal) {
  using methodology::Decimal;
  const auto read = Decimal::parse(bytes);
  if (!read) return;
  const std::string text = read->str();
  assert(text.size() <=
         124);  // 40 digits, 40 of an exponent, as many before the first; sign, point
  assert(read->rational() * methodology::power_of_ten(read->scale()) == read->digits());
  if (const auto again = Decimal::parse(text)) {  // an exponent may make more than 40 digits of it
    assert(*again == *read && again->scale() == read->scale());
  } else {
    assert(text.size() > 40);
  }
}

}  // namespace linhui::fuzz
