// Philox4x32-10, a random number generator without state: the words are a function of a counter
// and a key, so that any draw can be had without the ones before it, in any order, on any thread.
//
// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
//         1, 2, 3", SC11 (2011); ten rounds. Known answers:
//         tests/methodology/monte_carlo/philox_test.cc.
#pragma once

#include <cstdint>

namespace linhui::methodology {

// A counter goes in, random words come out.
struct PhiloxWords {
  std::uint32_t word[4] = {};
};

// Ten rounds. Every counter gives words of its own; the key is the run's seed.
//
// Always inlined: the files that are compiled for one kind of processor leave no copy of it behind
// for the others.
[[gnu::always_inline]] constexpr inline PhiloxWords philox4x32_10(PhiloxWords counter,
                                                                  std::uint64_t key) {
  std::uint32_t c0 = counter.word[0], c1 = counter.word[1], c2 = counter.word[2],
                c3 = counter.word[3];
  std::uint32_t k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c0, p1 = std::uint64_t{0xCD9E8D57} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c1 = static_cast<std::uint32_t>(p1);
    c3 = static_cast<std::uint32_t>(p0);
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  return {{c0, c1, c2, c3}};
}

}  // namespace linhui::methodology
