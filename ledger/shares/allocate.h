// The one way in which money is divided: largest remainder, on exact integers.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace linhui::ledger {

using BigInteger = boost::multiprecision::cpp_int;

struct Weight {
  std::string party;  // decides ties: ascending, as UTF-8 bytes
  BigInteger weight;  // >= 0
};

// What each weight gets of `amount_fen`, in the order given. The parts add up to the amount.
//   q = floor(amount · w / W); the fen left over go one each to the largest remainders
//   (amount · w mod W), ties by ascending party; a zero weight receives nothing; a negative
//   amount is divided as its absolute value, negated.
// Exact and deterministic: no order of weights changes what a party gets.
// Requires: Σ weights > 0 and parties are distinct (where nothing can be divided the caller holds
// the amount).
std::vector<std::int64_t> split_by_largest_remainder(std::int64_t amount_fen,
                                                     const std::vector<Weight>& weights);

}  // namespace linhui::ledger
