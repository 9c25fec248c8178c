#include "methodology/monte_carlo/uncertainty_statements.h"

#include <gtest/gtest.h>

#include <cmath>

namespace linhui::methodology {
namespace {

const std::string kStatementHeader =
    "parameter,distribution,unit,sd,low,high,mode,source,confidence\n";

std::vector<UncertaintyStatement> parsed(const std::string& rows) {
  const auto outcome = parse_uncertainties(kStatementHeader + rows);
  const auto* statements = std::get_if<std::vector<UncertaintyStatement>>(&outcome);
  EXPECT_TRUE(statements) << rows;
  return statements ? *statements : std::vector<UncertaintyStatement>{};
}

// Fields at fault, in order.
std::vector<std::string> faults(const std::string& rows) {
  const auto outcome = parse_uncertainties(kStatementHeader + rows);
  std::vector<std::string> fields;
  if (const auto* findings = std::get_if<Findings>(&outcome)) {
    for (const auto& finding : *findings) {
      EXPECT_EQ(finding.code, "uncertainty_invalid");
      EXPECT_FALSE(finding.english.empty() || finding.chinese.empty());
      fields.push_back(finding.field);
    }
  }
  return fields;
}

using Fields = std::vector<std::string>;

TEST(UncertaintyStatements, ReadEveryDistribution) {
  const auto all = parsed(
      "t.csv/马尾松/BEF,normal,percent,10,,,,survey of 2025,project\n"
      "t.csv/*/CF,triangular,value,,0.44,0.52,0.47,survey,project\n"
      "t.csv/a/R,truncated_normal,value,0.05,0,,,survey,recalled\n"
      "stand/volume_m3_ha,lognormal,percent,20,,,,re-measurement,project\n"
      "t.csv/b/R,fixed,,,,,,agreed,project\n");
  ASSERT_EQ(all.size(), 5u);
  const auto bef = std::get<Distribution>(distribution_of(all[0], 1.5));
  EXPECT_EQ(bef.kind, DistributionKind::normal);
  EXPECT_DOUBLE_EQ(bef.mean, 1.5);
  EXPECT_DOUBLE_EQ(bef.sd, 0.15);
  const auto cf = std::get<Distribution>(distribution_of(all[1], 0.5));
  EXPECT_EQ(cf.mode, 0.47);
  EXPECT_EQ(cf.high, 0.52);
  const auto r = std::get<Distribution>(distribution_of(all[2], 0.2));
  EXPECT_EQ(r.low, 0);
  EXPECT_TRUE(std::isinf(r.high));
  EXPECT_DOUBLE_EQ(std::get<Distribution>(distribution_of(all[3], 1)).sd, 0.2);
  EXPECT_FALSE(all[4].kind);
  EXPECT_EQ(all[2].confidence, Confidence::recalled);
}

TEST(UncertaintyStatements, TakeTheOwnRowBeforeTheStar) {
  const auto all = parsed("t.csv/*/R,fixed,,,,,,x,project\nt.csv/a/R,fixed,,,,,,x,project\n");
  EXPECT_EQ(statement_for(all, "t.csv", "a", "R"), &all[1]);
  EXPECT_EQ(statement_for(all, "t.csv", "b", "R"), &all[0]);
  EXPECT_EQ(statement_for(all, "t.csv", "b", "CF"), nullptr);
}

TEST(UncertaintyStatements, RefuseWhatCannotBeMeant) {
  EXPECT_EQ(faults("t/a/R,uniform,value,1,,,,x,project\n"), Fields{"distribution"});
  EXPECT_EQ(faults("t/a/R,interval,value,1,,,,x,project\n"), Fields{"distribution"});
  EXPECT_EQ(faults("t/a/R,normal,,1,,,,x,project\n"), Fields{"unit"});
  EXPECT_EQ(faults("t/a/R,normal,value,,,,,x,project\n"), Fields{"sd"});
  EXPECT_EQ(faults("t/a/R,normal,value,nan,,,,x,project\n"), Fields{"sd"});
  EXPECT_EQ(faults("t/a/R,normal,value,1,0,,,x,project\n"), Fields{"low"});
  EXPECT_EQ(faults("t/a/R,triangular,value,,0,,,x,project\n"), Fields{"high"});
  EXPECT_EQ(faults("t/a/R,truncated_normal,value,1,,,,x,project\n"), Fields{"low"});
  EXPECT_EQ(faults("t/a/R,normal,value,1,,,,,project\n"), Fields{"source"});
  EXPECT_EQ(faults("t/a/R,normal,value,1,,,,x,sure\n"), Fields{"confidence"});
  EXPECT_EQ(faults("stand/area_ha,normal,value,1,,,,x,project\n"), Fields{"unit"});
  EXPECT_EQ(faults("t/a/R,fixed,,,,,,x,project\nt/a/R,fixed,,,,,,x,project\n"),
            Fields{"parameter"});
  EXPECT_EQ(faults(",fixed,,,,,,x,project\n"), Fields{"parameter"});
  const auto no_header = parse_uncertainties("a,b\n1,2\n");
  EXPECT_EQ(std::get<Findings>(no_header).size(), 9u);
  EXPECT_TRUE(std::holds_alternative<Findings>(parse_uncertainties("")));
}

TEST(UncertaintyStatements, RefuseNumbersThatAreNone) {
  for (const std::string number :
       {"nan", "NaN", "inf", "-inf", "Infinity", "1e999", "0x10", "1,5", "8 %", "--1", "1e", "."}) {
    EXPECT_EQ(faults("t/a/R,normal,value,\"" + number + "\",,,,x,project\n"), Fields{"sd"})
        << number;
  }
  const auto outcome = parse_uncertainties(kStatementHeader +
                                           "t/a/R,fixed,,,,,,x,project\n"
                                           "t/b/R,triangular,value,,0,inf,,x,project\n");
  const auto& fault = std::get<Findings>(outcome).at(0);
  EXPECT_EQ(fault.field, "high");
  EXPECT_EQ(fault.value, "inf");
  EXPECT_NE(fault.english.find("line 3"), std::string::npos);
  EXPECT_NE(fault.chinese.find("第 3 行"), std::string::npos);
}

TEST(UncertaintyStatements, RefuseDistributionsThatAreNone) {
  EXPECT_EQ(faults("t/a/R,normal,value,-1,,,,x,project\n"), Fields{"sd"});
  EXPECT_EQ(faults("t/a/R,lognormal,percent,-20,,,,x,project\n"), Fields{"sd"});
  EXPECT_EQ(faults("t/a/R,truncated_normal,percent,0,0,,,x,project\n"), Fields{"sd"});
  EXPECT_EQ(faults("t/a/R,triangular,value,,2,1,,x,project\n"), Fields{"low"});
  EXPECT_EQ(faults("t/a/R,truncated_normal,value,1,3,3,,x,project\n"), Fields{"low"});
  // What can only be judged beside the value.
  for (const std::string row : {"normal,value,1e30,,,", "triangular,value,,2,3,1",
                                "triangular,value,,2,3,", "truncated_normal,value,0.1,5,6,"}) {
    const auto all = parsed("t/a/R," + row + ",x,project\n");
    ASSERT_EQ(all.size(), 1u) << row;
    const auto outcome = distribution_of(all[0], 0.5);
    ASSERT_TRUE(std::holds_alternative<Finding>(outcome)) << row;
    EXPECT_EQ(std::get<Finding>(outcome).code, "uncertainty_invalid");
    EXPECT_NE(std::get<Finding>(outcome).english.find("line 2"), std::string::npos) << row;
  }
}

TEST(UncertaintyStatements, RefuseMeasurementsBelowZero) {
  const auto all = parsed(
      "stand/volume_m3_ha,normal,percent,20,,,,x,project\n"
      "stand/area_ha,truncated_normal,percent,20,0,,,x,project\n");
  EXPECT_TRUE(std::holds_alternative<Finding>(distribution_of(all[0], 1)));
  EXPECT_TRUE(std::holds_alternative<Distribution>(distribution_of(all[1], 1)));
}

TEST(PublishedDistribution, IsTheNinetyFivePercentInterval) {
  const std::vector<std::string> header = {"value", "unit", "low", "high", "interval_type"};
  const auto emission =
      published_distribution(header, {"2.6", "t/ha", "2.0", "3.3", "95 % CI"}, "value");
  ASSERT_TRUE(emission);
  EXPECT_NEAR(emission->sd_below, 0.6 / 1.959964, 1e-6);
  EXPECT_NEAR(emission->sd_above, 0.7 / 1.959964, 1e-6);
  EXPECT_EQ(emission->low, 0);
  const auto sink =
      published_distribution(header, {"-0.23", "t/ha", "-0.64", "0.18", "95 % CI"}, "value");
  ASSERT_TRUE(sink);
  EXPECT_TRUE(std::isinf(sink->low));
  EXPECT_EQ(published_distribution(header, {"0.09", "fraction", "0.05", "0.22", "95 % CI"}, "value")
                ->high,
            1);
  EXPECT_FALSE(published_distribution(header, {"92", "kg", "3", "445", "range"}, "value"));
  EXPECT_FALSE(published_distribution(header, {"92", "kg", "", "", ""}, "value"));
  EXPECT_FALSE(published_distribution(header, {"5", "kg", "5", "9", "95 % CI"}, "value"));
}

}  // namespace
}  // namespace linhui::methodology
