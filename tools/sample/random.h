// Numbers that look random and are the same on every machine.
#pragma once

#include <cstdint>

namespace linhui::sample {

// SplitMix64 (Steele, Lea, Flood 2014): integers only.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // A whole number in [least, most], both inclusive. Requires: least <= most.
  long long between(long long least, long long most) {
    return least + static_cast<long long>(next() % static_cast<std::uint64_t>(most - least + 1));
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace linhui::sample
