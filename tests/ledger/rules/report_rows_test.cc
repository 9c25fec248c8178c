#include "ledger/rules/report_rows.h"

#include <gtest/gtest.h>

#include "ledger/log/record.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

std::string row(const std::string& stand, const Json& year, const std::string& pool,
                const std::string& change, const std::string& stock = "") {
  return canonical(
      {{"stand", stand}, {"year", year}, {"pool", pool}, {"change", change}, {"stock", stock}});
}

Result<std::map<int, ReportYear>> sum(const Rows& rows, std::uint64_t stated) {
  const MemoryStore nothing;
  const auto empty = nothing.snapshot();
  Overlay state(*empty);
  const Hash root = rows_root(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) state.put(Table::row, row_key(root, i), rows[i]);
  return sum_report_rows(state, root, stated);
}

ErrorCode refused_rows(const Rows& rows) {
  const auto summed = sum(rows, rows.size());
  EXPECT_FALSE(summed.ok());
  return summed.ok() ? ErrorCode::not_found : summed.error().code;
}

}  // namespace

TEST(ReportRows, ReadFiguresInOneFormOnly) {
  EXPECT_EQ(parse_e4("-15.4630"), -154'630);
  EXPECT_EQ(parse_e4("0.0000"), 0);
  EXPECT_EQ(parse_e4("0.0001"), 1);
  EXPECT_EQ(parse_e4("999999999999.9999"), 9'999'999'999'999'999);
  for (const char* text : {"", "1", "1.0", "01.0000", "-0.0000", "+1.0000", ".5000", "1.00000",
                           "1,0000", "1e4.0000", "9999999999999.9999", "--1.0000", "1.0 00"}) {
    EXPECT_FALSE(parse_e4(text)) << text;
  }
  for (const std::int64_t e4 : {0L, 1L, -1L, 9'999L, 10'000L, -123'456'789L}) {
    EXPECT_EQ(parse_e4(e4_text(e4)), e4);
  }
}

TEST(ReportRows, AddUpByYear) {
  const auto years =
      sum({row("S1", 2020, "above_ground", "", "10.0000"), row("S1", 2020, "total", "", "10.0000"),
           row("S1", 2021, "above_ground", "2.0000"), row("S1", 2021, "soil", "-0.5000"),
           row("S1", 2021, "emissions_fire", "-0.2500"), row("S1", 2021, "total", "1.2500"),
           row("S2", 2021, "above_ground", "1.0000"), row("S2", 2021, "total", "1.0000")},
          8);
  ASSERT_TRUE(years.ok()) << years.error().detail;
  const ReportYear& year = years.value().at(2021);
  EXPECT_EQ(year.change_e4, 25'000);
  EXPECT_EQ(year.emissions_e4, 2'500);
  EXPECT_EQ(year.stands, (std::set<std::string>{"S1", "S2"}));
  EXPECT_TRUE(years.value().at(2020).stands.empty()) << "a year of stocks credits nothing";
}

TEST(ReportRows, RefuseATotalThatIsNotTheSumOfItsPools) {
  EXPECT_EQ(refused_rows({row("S1", 2021, "soil", "1.0000"), row("S1", 2021, "total", "1.0001")}),
            ErrorCode::rows_mismatch);
}

TEST(ReportRows, RefuseRowsOfAnotherForm) {
  const std::string total = row("S1", 2021, "total", "0.0000");
  EXPECT_TRUE(sum({total}, 1).ok());
  EXPECT_EQ(refused_rows({"junk"}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({"[]"}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({row("S1", 2021, "soil", "1.0000")}), ErrorCode::row_malformed)
      << "no total";
  EXPECT_EQ(refused_rows({row("S1", 2021, "soil", "1.0000"), row("S2", 2021, "total", "1.0000")}),
            ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({total, total}), ErrorCode::row_malformed) << "twice";
  EXPECT_EQ(refused_rows({row("S1", "2021", "total", "0.0000")}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({row("S1", 99, "total", "0.0000")}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({row("S1", 2021, "total", "0.0")}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({row("S1", 2021, "total", "0.0000", "x")}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({row("", 2021, "total", "0.0000")}), ErrorCode::row_malformed);
  EXPECT_EQ(refused_rows({total + " "}), ErrorCode::row_malformed) << "not canonical";
}

TEST(ReportRows, RefuseWhereOneIsMissingOrTooMany) {
  const Rows rows = {row("S1", 2021, "total", "0.0000"), row("S2", 2021, "total", "0.0000")};
  EXPECT_EQ(sum(rows, 3).error().code, ErrorCode::rows_missing);
  EXPECT_EQ(sum(rows, 1).error().code, ErrorCode::rows_missing);
}

TEST(ReportRows, RefuseWhatCannotBeCounted) {
  Rows rows;
  for (int i = 0; i < 1'000; ++i) {
    rows.push_back(row("S1", 2021, "pool" + std::to_string(i), "999999999999.9999"));
  }
  EXPECT_EQ(refused_rows(rows), ErrorCode::amount_overflow);
}

}  // namespace linhui::ledger
