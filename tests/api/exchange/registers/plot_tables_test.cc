#include "api/exchange/registers/plot_tables.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/scratch_folder.h"

namespace linhui::api::exchange {
namespace {

class PlotTables : public testing::Test {
 protected:
  std::string file(const std::string& text) {
    return folder_.write("t" + std::to_string(count_++) + ".csv", text);
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> codes;
    for (const Fault& fault : faults_) {
      codes.push_back(fault.code + ":" + std::to_string(fault.row) + ":" + fault.field);
    }
    return codes;
  }

  const ScratchFolder folder_;
  int count_ = 0;
  std::vector<Fault> faults_;
};

using Codes = std::vector<std::string>;

TEST_F(PlotTables, ReadEnglishAndChineseColumns) {
  const auto trees =
      read_trees(file("样地号,树种,胸径,树高,株数\nP1,马尾松,20.5,15,3\nP2,杉木,8,,\n"), faults_);
  EXPECT_EQ(codes(), Codes{});
  ASSERT_EQ(trees.size(), 2u);
  EXPECT_EQ(trees[0].species, "马尾松");
  EXPECT_EQ(trees[0].dbh_cm.str(), "20.5");
  EXPECT_EQ(trees[0].count, 3u);
  EXPECT_FALSE(trees[1].height_m);
  EXPECT_EQ(trees[1].count, 1u);
  const auto strata = read_strata(file("Stratum,Area_HA,mean,sd\nA,12.5,40,10\n"), faults_);
  EXPECT_EQ(strata.at(0).area_ha.str(), "12.5");
  EXPECT_EQ(strata.at(0).sd->str(), "10");
  const auto plots = read_plots(file("plot_id,stratum,value\nP1,A,3.25\n"), faults_);
  EXPECT_EQ(plots.at(0).value->str(), "3.25");
  EXPECT_EQ(codes(), Codes{});
}

TEST_F(PlotTables, TellWhereACellIsAtFault) {
  read_trees(file("plot_id,species,dbh_cm,height_m,count\nP1,马尾松,nan,15,1\n,杉木,8,inf,1\n"
                  "P3,,1e400,x,0\nP4,杉木,8,3,1.5\n"),
             faults_);
  EXPECT_EQ(codes(), (Codes{"number_malformed:2:dbh_cm", "sample_value_missing:3:plot_id",
                            "number_malformed:3:height_m", "sample_value_missing:4:species",
                            "number_malformed:4:dbh_cm", "number_malformed:4:height_m",
                            "sample_value_invalid:4:count", "sample_value_invalid:5:count"}));
}

TEST_F(PlotTables, TellMissingColumnsAndFiles) {
  read_strata(file("name,area_ha\nA,1\n"), faults_);
  EXPECT_EQ(codes(), Codes{"column_missing:0:stratum"});
  faults_.clear();
  read_plots(folder_.file("none.csv"), faults_);
  ASSERT_EQ(faults_.size(), 1u);
  EXPECT_EQ(faults_[0].code, "file_not_found");
}

}  // namespace
}  // namespace linhui::api::exchange
