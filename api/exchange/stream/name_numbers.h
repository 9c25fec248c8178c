// Names numbered from 0 in order of first appearance. Internal to api/exchange.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "api/exchange/fields/word.h"

namespace linhui::api::exchange {

// The same on every machine, for tables and for finding repeats; not against an adversary.
inline std::uint64_t hash_of(std::string_view text) {
  __extension__ using Wide = unsigned __int128;
  const auto mixed = [](std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  std::uint64_t hash = 0x9e3779b97f4a7c15 + text.size();
  for (std::size_t at = 0; at < text.size(); at += 8) {
    const std::uint64_t word =
        word_of(text.data() + at, std::min<std::size_t>(8, text.size() - at));
    hash = mixed(hash ^ word, 0xd6e8feb86659fd93);
  }
  return mixed(hash, 0xa0761d6478bd642f);
}

// For one thread. Names are kept; what operator[] gives stays good as long as the table.
//
// A hash table that looks a view up without making a string of it, unlike std::unordered_map.
class NameNumbers {
 public:
  // Of a name that is not there.
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::uint32_t find(std::string_view name) const {
    const Place& place = places_[place_of(name, hash_of(name))];
    return place.is_taken ? place.number : kNone;
  }

  // The number of a name that may be new.
  std::uint32_t add(std::string_view name) {
    const std::uint64_t hash = hash_of(name);
    const std::size_t at = place_of(name, hash);
    if (places_[at].is_taken) return places_[at].number;
    const auto number = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(name);
    places_[at] = {names_.back(), hash, number, true};
    if (2 * names_.size() > places_.size()) grow();
    return number;
  }

  std::size_t size() const { return names_.size(); }
  // Requires: number < size().
  const std::string& operator[](std::size_t number) const { return names_[number]; }

 private:
  struct Place {
    std::string_view name;
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
    bool is_taken = false;
  };

  // Its place, or the free one where it belongs.
  std::size_t place_of(std::string_view name, std::uint64_t hash) const {
    std::size_t at = hash & (places_.size() - 1);
    while (places_[at].is_taken && (places_[at].hash != hash || !is_same(places_[at].name, name))) {
      at = (at + 1) & (places_.size() - 1);
    }
    return at;
  }

  void grow() {
    std::vector<Place> before(2 * places_.size());
    before.swap(places_);
    for (const Place& place : before) {
      if (!place.is_taken) continue;
      std::size_t at = place.hash & (places_.size() - 1);
      while (places_[at].is_taken) at = (at + 1) & (places_.size() - 1);
      places_[at] = place;
    }
  }

  std::deque<std::string> names_;                       // which stay where they are
  std::vector<Place> places_ = std::vector<Place>(64);  // a power of two
};

}  // namespace linhui::api::exchange
