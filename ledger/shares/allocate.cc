#include "ledger/shares/allocate.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace linhui::ledger {

std::vector<std::int64_t> split_by_largest_remainder(std::int64_t amount_fen,
                                                     const std::vector<Weight>& weights) {
  BigInteger total = 0;
  for (const Weight& entry : weights) total += entry.weight;
  const BigInteger amount = amount_fen < 0 ? -BigInteger(amount_fen) : BigInteger(amount_fen);

  std::vector<std::int64_t> shares(weights.size());
  std::vector<BigInteger> remainders(weights.size());
  BigInteger left = amount;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const BigInteger product = amount * weights[i].weight;
    const BigInteger quotient = product / total;
    remainders[i] = product % total;
    shares[i] = quotient.convert_to<std::int64_t>();
    left -= quotient;
  }

  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (remainders[a] != remainders[b]) return remainders[a] > remainders[b];
    return weights[a].party < weights[b].party;
  });
  for (const std::size_t i : order) {
    if (left == 0) break;
    if (weights[i].weight == 0) continue;
    ++shares[i];
    --left;
  }
  if (left != 0) std::abort();  // exact-split: the parts add up to the amount

  if (amount_fen < 0) {
    for (std::int64_t& share : shares) share = -share;
  }
  return shares;
}

}  // namespace linhui::ledger
