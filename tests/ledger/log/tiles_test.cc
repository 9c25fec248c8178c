#include "ledger/log/tiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace linhui::ledger {
namespace {

// c2sp.org/tlog-tiles: the index in groups of three digits, all but the last after an x.
TEST(TilePath, IsSpeltAsTheSpecificationSays) {
  const std::pair<TilePath, std::string> kCases[] = {
      {{false, 0, 0, 256}, "tile/0/000"},
      {{false, 0, 1'234'067, 256}, "tile/0/x001/x234/067"},
      {{false, 1, 999, 8}, "tile/1/999.p/8"},
      {{false, 0, 1000, 256}, "tile/0/x001/000"},
      {{false, 63, 0, 1}, "tile/63/000.p/1"},
      {{true, 0, 0, 7}, "tile/entries/000.p/7"},
      {{true, 0, 1'234'067, 256}, "tile/entries/x001/x234/067"},
      {{false, 0, ~std::uint64_t{0}, 255}, "tile/0/x018/x446/x744/x073/x709/x551/615.p/255"},
  };
  for (const auto& [path, text] : kCases) {
    EXPECT_EQ(to_string(path), text);
    EXPECT_EQ(parse_tile_path(text), path) << text;
  }
}

TEST(TilePath, RoundTripsAcrossIndexes) {
  for (std::uint64_t index = 0; index < 3'000'000; index += 1 + index / 7) {
    for (const unsigned width : {1U, 255U, 256U}) {
      for (const bool entries : {false, true}) {
        const TilePath path{entries, entries ? 0U : 5U, index, width};
        EXPECT_EQ(parse_tile_path(to_string(path)), path);
      }
    }
  }
}

TEST(TilePath, RefusesEveryOtherSpelling) {
  for (const std::string_view text : {"",
                                      "tile",
                                      "tile/",
                                      "tile/0",
                                      "tile/0/",
                                      "tile//000",
                                      "/tile/0/000",
                                      "tile/0/000/",
                                      "tile/64/000",
                                      "tile/00/000",
                                      "tile/01/000",
                                      "tile/-1/000",
                                      "tile/+1/000",
                                      "tile/x/000",
                                      "tile/0/0",
                                      "tile/0/00",
                                      "tile/0/0000",
                                      "tile/0/x000/000",
                                      "tile/0/x000",
                                      "tile/0/001/000",
                                      "tile/0/x1/000",
                                      "tile/0/x001x/000",
                                      "tile/0/x001//000",
                                      "tile/0/000.p",
                                      "tile/0/000.p/",
                                      "tile/0/000.p/0",
                                      "tile/0/000.p/256",
                                      "tile/0/000.p/257",
                                      "tile/0/000.p/01",
                                      "tile/0/000.p/1/",
                                      "tile/0/000.p/1.p/1",
                                      "tile/0/000.q/1",
                                      "tile/0/x001.p/1/000",
                                      "tile/0/../000",
                                      "tile/entries/",
                                      "tile/entries/0",
                                      "tile/Entries/000",
                                      "tiles/0/000",
                                      "tile/0/ 00",
                                      "tile/0/a00",
                                      "tile/0/-01",
                                      "tile/0/000 ",
                                      "tile/0/x018/x446/x744/x073/x709/x551/616",
                                      "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                                      "tile/99999999999999999999/000"}) {
    EXPECT_FALSE(parse_tile_path(text)) << text;
  }
}

TEST(TilesOf, GivesFullTilesAndThePartialOnesAtTheRightEdge) {
  const auto spelt = [](std::uint64_t size) {
    std::string joined;
    for (const TilePath& path : tiles_of(size)) joined += to_string(path) + " ";
    return joined;
  };
  EXPECT_EQ(spelt(0), "");
  EXPECT_EQ(spelt(1), "tile/entries/000.p/1 tile/0/000.p/1 ");
  EXPECT_EQ(spelt(256), "tile/entries/000 tile/0/000 tile/1/000.p/1 ");
  EXPECT_EQ(spelt(513),
            "tile/entries/000 tile/entries/001 tile/entries/002.p/1 "
            "tile/0/000 tile/0/001 tile/0/002.p/1 tile/1/000.p/2 ");
  // The example of the specification: 70 000 leaves are 273 full tiles and one of 112, and so on.
  const auto paths = tiles_of(70'000);
  const std::set<std::string> names = [&] {
    std::set<std::string> all;
    for (const TilePath& path : paths) all.insert(to_string(path));
    return all;
  }();
  EXPECT_EQ(names.size(), paths.size());
  EXPECT_EQ(paths.size(), 274U + 274U + 2U + 1U);
  for (const char* name : {"tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17",
                           "tile/2/000.p/1", "tile/entries/273.p/112"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

// A static file server holds nothing but tiles; from them alone the leaves, every node and the
// root must come out again.
TEST(Tiles, RebuildTheLeavesAndTheRoot) {
  for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 700U, 65'536U, 66'000U}) {
    std::map<std::pair<unsigned, std::uint64_t>, Hash> nodes;
    const auto leaf = [](std::uint64_t index) {
      return std::string(index % 5 == 0 ? 300 : index % 5, 'x') + std::to_string(index);
    };
    const NodeReader read = [&](unsigned level, std::uint64_t index) {
      return nodes.at({level, index});
    };
    for (std::uint64_t index = 0; index < size; ++index) {
      append_leaf(index, leaf_hash(leaf(index)), read,
                  [&](unsigned level, std::uint64_t at, const Hash& hash) {
                    nodes[{level, at}] = hash;
                  });
    }

    std::vector<Hash> from_entries;
    std::vector<std::vector<Hash>> rows;
    for (const TilePath& path : tiles_of(size)) {
      if (path.entries) {
        const std::string bytes = entry_bundle(path, leaf);
        std::size_t at = 0;
        for (unsigned i = 0; i < path.width; ++i) {
          ASSERT_LE(at + 2, bytes.size());
          const std::size_t length = static_cast<unsigned char>(bytes[at]) * 256U +
                                     static_cast<unsigned char>(bytes[at + 1]);
          ASSERT_LE(at + 2 + length, bytes.size());
          from_entries.push_back(leaf_hash(std::string_view(bytes).substr(at + 2, length)));
          at += 2 + length;
        }
        EXPECT_EQ(at, bytes.size());
        continue;
      }
      const std::string bytes = hash_tile(path, read);
      ASSERT_EQ(bytes.size(), path.width * sizeof(Hash));
      rows.resize(std::max<std::size_t>(rows.size(), path.level + 1));
      ASSERT_EQ(rows[path.level].size(), path.index * kTileWidth);
      for (unsigned i = 0; i < path.width; ++i) {
        Hash hash;
        std::copy_n(bytes.begin() + i * sizeof(Hash), sizeof(Hash), hash.begin());
        rows[path.level].push_back(hash);
      }
    }
    ASSERT_EQ(from_entries.size(), size);
    EXPECT_EQ(rows[0], from_entries);

    // The naive way: pair up a level at a time; an odd one goes up as it is.
    std::vector<Hash> hashes = from_entries;
    for (unsigned level = 0; hashes.size() > 1; ++level) {
      if (level % 8 == 0) {
        const auto& row = rows[level / 8];
        EXPECT_TRUE(std::equal(row.begin(), row.end(), hashes.begin())) << level;
      }
      std::vector<Hash> above;
      for (std::size_t i = 0; i < hashes.size(); i += 2) {
        above.push_back(i + 1 < hashes.size() ? node_hash(hashes[i], hashes[i + 1]) : hashes[i]);
      }
      hashes = std::move(above);
    }
    EXPECT_EQ(hashes[0], tree_root(size, read)) << size;
  }
}

// A leaf is at most 65 535 bytes, and its two bytes of length must carry that.
TEST(EntryBundle, CarriesTheLargestLeaf) {
  const std::string bytes = entry_bundle({true, 0, 0, 2}, [](std::uint64_t index) {
    return index == 0 ? std::string(65'535, 'x') : std::string();
  });
  ASSERT_EQ(bytes.size(), 65'539U);
  EXPECT_EQ(bytes.substr(0, 3), "\xff\xffx");
  EXPECT_EQ(bytes.substr(65'537), std::string(2, '\0'));
}

}  // namespace
}  // namespace linhui::ledger
