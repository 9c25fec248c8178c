#include "ledger/log/tiles.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace linhui::ledger {
namespace {

constexpr unsigned kTileHeight = 8;  // levels of the tree that a tile covers: 2^8 = kTileWidth
constexpr unsigned kLevelMax = 63;
constexpr std::size_t kLeafMax = 65'535;

std::string three_digits(std::uint64_t group) {
  const std::string digits = std::to_string(group);
  return std::string(3 - digits.size(), '0') + digits;
}

// 1234067 as "x001/x234/067".
std::string index_path(std::uint64_t index) {
  std::string path = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000)
    path = 'x' + three_digits(index % 1000) + '/' + path;
  return path;
}

template <class Number>
std::optional<Number> number_of(std::string_view digits) {
  Number number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// Takes everything up to the next slash off `text`.
std::string_view take_part(std::string_view& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view part = text.substr(0, slash);
  text.remove_prefix(std::min(slash + 1, text.size()));
  return part;
}

}  // namespace

std::string to_string(const TilePath& path) {
  std::string text = "tile/";
  text += path.entries ? "entries" : std::to_string(path.level);
  text += '/' + index_path(path.index);
  if (path.width != kTileWidth) text += ".p/" + std::to_string(path.width);
  return text;
}

std::optional<TilePath> parse_tile_path(std::string_view text) {
  const std::string_view whole = text;
  TilePath path;
  if (take_part(text) != "tile") return std::nullopt;
  const std::string_view level = take_part(text);
  path.entries = level == "entries";
  if (!path.entries) {
    const auto number = number_of<unsigned>(level);
    if (!number || *number > kLevelMax) return std::nullopt;
    path.level = *number;
  }
  if (const std::size_t partial = text.find(".p/"); partial != text.npos) {
    const auto width = number_of<unsigned>(text.substr(partial + 3));
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    path.width = *width;
    text = text.substr(0, partial);
  }
  std::string digits;
  while (!text.empty()) {
    std::string_view part = take_part(text);
    if (part.starts_with('x')) part.remove_prefix(1);
    digits += part;
  }
  const auto index = number_of<std::uint64_t>(digits);
  if (!index) return std::nullopt;
  path.index = *index;
  // Read loosely, then held against the one spelling.
  return to_string(path) == whole ? std::optional(path) : std::nullopt;
}

std::vector<TilePath> tiles_of(std::uint64_t size) {
  std::vector<TilePath> tiles;
  const auto add_row = [&](bool entries, unsigned level, std::uint64_t count) {
    for (std::uint64_t index = 0; index < count / kTileWidth; ++index) {
      tiles.push_back({.entries = entries, .level = level, .index = index});
    }
    if (const auto width = static_cast<unsigned>(count % kTileWidth); width != 0) {
      tiles.push_back({entries, level, count / kTileWidth, width});
    }
  };
  add_row(true, 0, size);
  unsigned level = 0;
  for (std::uint64_t count = size; count > 0; count >>= kTileHeight) add_row(false, level++, count);
  return tiles;
}

std::string hash_tile(const TilePath& path, const NodeReader& read) {
  assert(!path.entries && path.width <= kTileWidth);
  std::string bytes;
  bytes.reserve(path.width * sizeof(Hash));
  for (unsigned i = 0; i < path.width; ++i) {
    bytes += bytes_of(read(kTileHeight * path.level, path.index * kTileWidth + i));
  }
  return bytes;
}

std::string entry_bundle(const TilePath& path, const LeafReader& read) {
  assert(path.entries && path.width <= kTileWidth);
  std::string bytes;
  for (unsigned i = 0; i < path.width; ++i) {
    const std::string leaf = read(path.index * kTileWidth + i);
    assert(leaf.size() <= kLeafMax);
    bytes += static_cast<char>(leaf.size() >> 8);
    bytes += static_cast<char>(leaf.size() & 0xFF);
    bytes += leaf;
  }
  return bytes;
}

}  // namespace linhui::ledger
