#include "ledger/bodies/report.h"

#include <gtest/gtest.h>

#include <random>

namespace linhui::ledger {
namespace {

// The two ways of reading a row are one: for any bytes, the same row or the same refusal.
void expect_same(const std::string& bytes) {
  const auto quick = estimate_row_of(bytes);
  const auto general = row_of<EstimateRow>(bytes);
  ASSERT_EQ(quick.ok(), general.ok()) << bytes;
  if (quick.ok()) {
    EXPECT_EQ(to_json(quick.value()), to_json(general.value())) << bytes;
  } else {
    EXPECT_EQ(quick.error().detail, general.error().detail) << bytes;
  }
}

TEST(EstimateRow, IsWrittenAsCanonicalJson) {
  for (const EstimateRow& row :
       {EstimateRow{"QJ-1", 2021, "above_ground", "1.0000", "100.0000"},
        EstimateRow{"黔江-1 小班", 2200, "total", "-0.5000", ""},
        EstimateRow{"a\"b\\c", 1900, "litter", "", ""}, EstimateRow{"tab\t", 2000, "x", "", ""}}) {
    EXPECT_EQ(estimate_row_bytes(row), row_bytes(row));
  }
}

TEST(EstimateRow, IsReadOneWayWhateverItsBytes) {
  const std::string plain = row_bytes(EstimateRow{"黔江-1", 2021, "total", "-1.0000", "2.0000"});
  expect_same(plain);
  expect_same(row_bytes(EstimateRow{"a\"b", 2021, "total", "1.0000", ""}));
  for (const char* odd :
       {"", "{}", "[]", R"({"change":"","pool":"p","stand":"s","stock":"","year":1899})",
        R"({"change":"","pool":"p","stand":"s","stock":"","year":2021.0})",
        R"({"change":"","pool":"p","stand":"s","stock":"","year":02021})",
        R"({"change":"","pool":"","stand":"s","stock":"","year":2021})",
        R"({"change":"","pool":"p","stand":"s","stock":"","year":2021} )",
        R"({"change":"","pool":"p","stand":"\u0041","stock":"","year":2021})",
        R"({"change":"","pool":"p","stand":"s","stock":"","year":2021,"z":1})"}) {
    expect_same(odd);
  }
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = plain;
    for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, 1 + random() % 3);
          break;
        default:
          bytes.insert(at, 1, static_cast<char>(random() % 128));
      }
      if (bytes.empty()) bytes = "x";
    }
    expect_same(bytes);
  }
}

}  // namespace
}  // namespace linhui::ledger
