// Areas as whole square metres. Internal to api/exchange.
#pragma once

#include "methodology/numbers/decimal.h"

namespace linhui::api::exchange {

enum class AreaUnit { hectare, mu, square_metre };

// numerator / denominator, rounded half to even.
// Requires: denominator > 0.
methodology::Integer round_half_even(methodology::Integer numerator,
                                     const methodology::Integer& denominator);

// 1 ha = 10000 m², 1 mu = 2000/3 m²; rounded half to even.
// Requires: |area| < 10^9, so that the result fits.
long long to_square_metres(const methodology::Decimal& area, AreaUnit unit);

// Exactly m2 / 10000, with four decimals.
methodology::Decimal hectares_from_square_metres(long long m2);

}  // namespace linhui::api::exchange
