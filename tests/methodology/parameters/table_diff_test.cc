#include "methodology/parameters/table_diff.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

// "t.csv[k=a] v: 1 -> 2", "t.csv[k=b] added", one line a change.
std::vector<std::string> lines_of(const TableFiles& before, const TableFiles& after) {
  const auto outcome = diff_tables(before, after);
  if (const auto* fault = std::get_if<Finding>(&outcome)) return {fault->code};
  std::vector<std::string> lines;
  for (const auto& table : std::get<std::vector<TableChange>>(outcome)) {
    if (table.what != Changed::cells) lines.push_back(table.name + " " + name_of(table.what));
    for (const auto& column : table.columns_added) lines.push_back(table.name + " +" + column);
    for (const auto& column : table.columns_removed) lines.push_back(table.name + " -" + column);
    for (const auto& row : table.rows) {
      std::string name = table.name + "[";
      for (std::size_t i = 0; i < row.key.size(); ++i) {
        name += (i ? "," : "") + table.key_columns[i] + "=" + row.key[i];
      }
      name += "] ";
      if (row.what != Changed::cells) {
        lines.push_back(name + name_of(row.what));
        continue;
      }
      for (const auto& cell : row.cells) {
        lines.push_back(name + cell.column + ": " + cell.before + " -> " + cell.after);
      }
    }
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(TableDiff, FindsNothingBetweenEqualSets) {
  EXPECT_EQ(lines_of(shipped_tables(), shipped_tables()), Lines{});
}

TEST(TableDiff, TellsCellsRowsAndTables) {
  const TableFiles before = {{"t.csv", "k,v,w\na,1,x\nb,2,y\nc,3,z\n"}, {"gone.csv", "k\na\n"}};
  const TableFiles after = {{"t.csv", "k,v,w\na,1.5,x\nd,4,\nc,3,\n"}, {"new.csv", "k\na\n"}};
  EXPECT_EQ(lines_of(before, after),
            (Lines{"gone.csv removed", "new.csv added", "t.csv[k=a] v: 1 -> 1.5",
                   "t.csv[k=d] added", "t.csv[k=c] w: z -> ", "t.csv[k=b] removed"}));
}

// A row keeps its name however the rows are ordered and whatever columns join.
TEST(TableDiff, TellsRowsApartByTheirFirstColumns) {
  EXPECT_EQ(lines_of({{"t.csv", "k,l,v\na,x,1\na,y,2\n"}}, {{"t.csv", "k,l,v\na,y,3\na,x,1\n"}}),
            Lines{"t.csv[k=a,l=y] v: 2 -> 3"});
  EXPECT_EQ(lines_of({{"t.csv", "k,v\na,1\n"}}, {{"t.csv", "k,v,note\na,1,why\n"}}),
            (Lines{"t.csv +note", "t.csv[k=a] note:  -> why"}));
  EXPECT_EQ(lines_of({{"t.csv", "k,v,note\na,1,why\n"}}, {{"t.csv", "v,k\n1,a\n"}}),
            (Lines{"t.csv -note", "t.csv[v=1] note: why -> "}));
}

TEST(TableDiff, TakesRowsThatNothingTellsApartAsAWhole) {
  EXPECT_EQ(lines_of({{"t.csv", "k,v\na,1\na,1\nb,2\n"}}, {{"t.csv", "k,v\na,1\nb,3\nb,3\n"}}),
            (Lines{"t.csv[] added", "t.csv[] added", "t.csv[] removed", "t.csv[] removed"}));
}

TEST(TableDiff, RefusesAChangedTableThatCannotBeRead) {
  EXPECT_EQ(lines_of({{"t.csv", "k,v\na,1\n"}}, {{"t.csv", "k,v\na\n"}}), Lines{"table_invalid"});
  EXPECT_EQ(lines_of({{"t.csv", "k,v\na,1\n"}}, {{"t.csv", ""}}), Lines{"table_invalid"});
  EXPECT_EQ(lines_of({{"t.csv", "k,v\na,1\n"}}, {{"t.csv", "k,k\na,1\n"}}), Lines{"table_invalid"});
}

// Other bytes with the same cells are another table by its digest: it is listed, without rows.
TEST(TableDiff, ListsATableOfOtherBytesWithTheSameCells) {
  const auto outcome = diff_tables({{"t.csv", "k,v\na,1\n"}}, {{"t.csv", "k,v\r\na,\"1\"\r\n"}});
  const auto& tables = std::get<std::vector<TableChange>>(outcome);
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_TRUE(tables[0].rows.empty());
  EXPECT_NE(tables[0].sha256_before, tables[0].sha256_after);
}

// One digit of one parameter, found in the tables that ship.
TEST(TableDiff, NamesTheParameterInTheShippedTables) {
  TableFiles edited = shipped_tables();
  std::string& table = edited.at("species_ar_cm_001.csv");
  const std::size_t place = table.find("0.460,1.472");
  ASSERT_NE(place, std::string::npos);
  table.replace(place, 5, "0.461");
  EXPECT_EQ(lines_of(shipped_tables(), edited),
            Lines{"species_ar_cm_001.csv[species_zh=马尾松] CF: 0.460 -> 0.461"});
}

TEST(Digests, AreThoseOfSha256sum) {
  EXPECT_EQ(digests_of({{"b.csv", ""}, {"a.csv", "abc"}}),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.csv\n"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.csv\n");
}

}  // namespace
}  // namespace linhui::methodology
