#include "methodology/planning/eligibility.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "methodology/planning/estimable.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

const Route kCcer = {"CCER-14-001-V01", ""};
const Route kArCm = {"AR-CM-001-V01", ""};

EligibilityTable shipped_conditions() {
  auto found = EligibilityTable::find(shipped_tables());
  return std::move(std::get<EligibilityTable>(found));
}

// A stand that meets every condition of CCER-14-001-V01 that a field can tell.
Stand eligible() {
  Stand stand = forest("A", "马尾松", "1.2", {{2020, "60"}, {2025, "80"}});
  stand.origin = "planted";
  stand.forest_category = "timber";
  stand.land_before = "bare";
  stand.soil = "LAC";
  stand.planted_in = 2015;
  stand.not_forest_since = 2000;
  stand.soil_disturbed = decimal("0.08");
  stand.right_cert = "Y-1";
  stand.credited_under = "none";
  return stand;
}

// "rule" where the stand fails it, "rule?" where it is not known.
std::vector<std::string> obstacles(const Stand& stand, const Route& route) {
  EligibilityTable table = shipped_conditions();
  std::vector<std::string> rules;
  for (const auto& obstacle : table.check(stand, route).obstacles) {
    rules.push_back(obstacle.condition.rule + (obstacle.verdict == Verdict::no ? "" : "?"));
  }
  return rules;
}

using Rules = std::vector<std::string>;

TEST(Eligibility, AcceptsAStandThatMeetsEveryCondition) {
  EligibilityTable table = shipped_conditions();
  for (const Route& route : {kCcer, kArCm, Route{"CCER-14-001-V01", "CCER"}}) {
    const Eligibility found = table.check(eligible(), route);
    EXPECT_EQ(found.verdict, Verdict::yes) << route.method << route.mechanism;
    EXPECT_TRUE(found.obstacles.empty());
  }
}

TEST(Eligibility, NamesTheConditionThatFails) {
  const auto with = [](auto change) {
    Stand stand = eligible();
    change(stand);
    return stand;
  };
  EXPECT_EQ(obstacles(with([](Stand& s) { s.forest_category = "economic"; }), kCcer),
            Rules{"forest_category"});
  EXPECT_EQ(obstacles(with([](Stand& s) { s.land_before = "forest"; }), kCcer),
            Rules{"land_not_forest"});
  EXPECT_EQ(obstacles(with([](Stand& s) { s.land_before = "wetland"; }), kCcer),
            Rules{"land_not_wetland"});
  EXPECT_EQ(obstacles(with([](Stand& s) { s.kind = StandKind::wetland; }), kCcer),
            Rules{"forest_stand"});
  EXPECT_EQ(obstacles(with([](Stand& s) { s.soil = "organic"; }), kArCm),
            Rules{"soil_not_organic"});
  EXPECT_EQ(obstacles(with([](Stand& s) { s.soil_disturbed = decimal("0.11"); }), kArCm),
            Rules{"soil_disturbance"});
  EXPECT_EQ(
      obstacles(with([](Stand& s) { s.credited_under = "VCS"; }), Route{"CCER-14-001-V01", "CCER"}),
      Rules{"not_credited_elsewhere"});
  EXPECT_EQ(obstacles(with([](Stand& s) { s.planted_in = 2011; }), {"CCER-14-001-V01", "CCER"}),
            Rules{"start_date"});
}

// Limits belong to the side that the document's words put them on.
TEST(Eligibility, TakesLimitsAtTheirEdge) {
  Stand stand = eligible();
  stand.not_forest_since = 2005;
  EXPECT_EQ(obstacles(stand, kArCm), Rules{});
  stand.not_forest_since = 2006;
  EXPECT_EQ(obstacles(stand, kArCm), Rules{"non_forest_since_2005"});
  stand.not_forest_since = 2012;  // three years before 2015
  EXPECT_EQ(obstacles(stand, kCcer), Rules{});
  stand.not_forest_since = 2013;
  EXPECT_EQ(obstacles(stand, kCcer), Rules{"non_forest_three_years"});
}

// 400 m2, and 667 m2 for what was planted up to 2019.
TEST(Eligibility, AsksForTheAreaOfThePlantingYear) {
  Stand stand = eligible();
  stand.area_ha = decimal("0.0666");
  EXPECT_EQ(obstacles(stand, kCcer), Rules{"area_minimum_until_2019"});
  stand.area_ha = decimal("0.0667");
  EXPECT_EQ(obstacles(stand, kCcer), Rules{});
  stand.planted_in = 2020;
  stand.area_ha = decimal("0.04");
  EXPECT_EQ(obstacles(stand, kCcer), Rules{});
  stand.area_ha = decimal("0.0399");
  EXPECT_EQ(obstacles(stand, kCcer), Rules{"area_minimum"});
  stand.planted_in.reset();
  stand.area_ha = decimal("0.05");
  EXPECT_EQ(obstacles(stand, kCcer),
            (Rules{"non_forest_three_years?", "area_minimum_until_2019?"}));
}

// Nothing is assumed in a stand's favour.
TEST(Eligibility, LeavesWhatIsNotGivenUnknown) {
  const Stand bare = forest("A", "马尾松", "1.2", {{2020, "60"}});
  EligibilityTable table = shipped_conditions();
  const Eligibility found = table.check(bare, kCcer);
  EXPECT_EQ(found.verdict, Verdict::unknown);
  EXPECT_EQ(obstacles(bare, kCcer),
            (Rules{"non_forest_three_years?", "land_not_forest?", "land_not_wetland?",
                   "forest_category?", "planted?", "tenure?"}));
  Stand failing = bare;
  failing.forest_category = "economic";
  EXPECT_EQ(table.check(failing, kCcer).verdict, Verdict::no);  // whatever is not known besides
}

TEST(Eligibility, NeverSaysYesUnderATextThatIsNotInHand) {
  EligibilityTable table = shipped_conditions();
  EXPECT_EQ(table.check(eligible(), {"CQCM-009-V001", ""}).verdict, Verdict::unknown);
  EXPECT_EQ(table.check(eligible(), {"AR-CM-001-V01", "CCER"}).verdict, Verdict::no);
}

TEST(Eligibility, TellsWhatAPersonHasToSeeTo) {
  EligibilityTable table = shipped_conditions();
  const auto method = table.by_hand(kCcer), credited = table.by_hand({kCcer.method, "CCER"});
  EXPECT_GE(method.size(), 3u);
  EXPECT_GT(credited.size(), method.size());
  for (const auto& condition : credited) {
    EXPECT_FALSE(condition.requirement.english.empty());
    EXPECT_FALSE(condition.requirement.chinese.empty());
    EXPECT_FALSE(condition.source.empty());
  }
}

// A method without a row would pass in silence.
TEST(Eligibility, HasConditionsForEveryMethod) {
  const EligibilityTable table = shipped_conditions();
  std::set<std::string> known;
  for (const Route& route : table.routes()) known.insert(route.method);
  for (const auto& method : methods()) {
    EXPECT_TRUE(known.contains(method->declaration().id)) << method->declaration().id;
  }
}

TEST(Eligibility, RefusesATableItCannotRead) {
  const std::string head =
      "method,mechanism,rule,when_field,when_comparison,when_value,field,comparison,value,"
      "requires_en,requires_zh,source,confidence\n";
  const auto fault_in = [&](const std::string& row) {
    const auto found = EligibilityTable::find({{EligibilityTable::kFile, head + row + "\n"}});
    const auto* fault = std::get_if<Finding>(&found);
    return fault == nullptr ? "" : fault->field;
  };
  EXPECT_EQ(fault_in("M,,r,,,,area_m2,at_least,400,a,b,book,seen"), "");
  EXPECT_EQ(fault_in("M,,r,,,,area_m2,least,400,a,b,book,seen"), "eligibility.csv:comparison");
  EXPECT_EQ(fault_in("M,,r,,,,acres,at_least,400,a,b,book,seen"), "eligibility.csv:field");
  EXPECT_EQ(fault_in("M,,r,,,,,at_least,400,a,b,book,seen"), "eligibility.csv:field");
  EXPECT_EQ(fault_in("M,,r,,,,area_m2,by_hand,,a,b,book,seen"), "eligibility.csv:field");
  EXPECT_EQ(fault_in("M,,r,,,,area_m2,at_least,big,a,b,book,seen"), "eligibility.csv:value");
  EXPECT_EQ(fault_in("M,,r,planted_in,never,,area_m2,at_least,1,a,b,book,seen"),
            "eligibility.csv:when_comparison");
  EXPECT_EQ(fault_in("M,,r,acres,is,1,area_m2,at_least,1,a,b,book,seen"),
            "eligibility.csv:when_field");
  EXPECT_EQ(fault_in("M,,r,,,,area_m2,at_least,1,a,b,,seen"), "eligibility.csv:source");
  const auto none = EligibilityTable::find({});
  EXPECT_TRUE(std::holds_alternative<Finding>(none));
}

// Figures of any length and size, junk in every text field: an answer, never a crash.
TEST(Eligibility, AnswersForJunk) {
  EligibilityTable table = shipped_conditions();
  Stand junk = eligible();
  junk.area_ha = decimal("1e-40");
  junk.origin = std::string("\0\xff|planted", 10);
  junk.forest_category = "timber|protection";
  junk.planted_in = 2147483647;
  junk.not_forest_since = 0;
  for (const Route& route : table.routes()) table.check(junk, route);
  EXPECT_EQ(table.check(junk, kCcer).verdict, Verdict::no);
}

Estimable estimable(const std::string& method, const Stand& stand) {
  return check_estimable(*find_method(method), {stand}, {}, 2020, shipped_tables()).front();
}

TEST(Estimable, IsWhatTheMethodSays) {
  const Stand stand = forest("A", "马尾松", "1.2", {{2020, "60"}});
  EXPECT_EQ(estimable("AR-CM-001-V01", stand).verdict, Verdict::yes);
  EXPECT_EQ(estimable("IPCC-2013-WL", stand).verdict, Verdict::no);
  EXPECT_EQ(estimable("CCER-14-001-V01", stand).verdict, Verdict::no);
  EXPECT_EQ(codes_of(estimable("AR-CM-001-V01", forest("A", "", "1", {{2020, "60"}})).faults),
            Rules{"A:species_missing"});
  EXPECT_EQ(estimable("AR-CM-001-V01", forest("A", "", "1", {{2020, "60"}})).verdict,
            Verdict::unknown);
  EXPECT_EQ(estimable("AR-CM-001-V01", forest("A", "no tree", "1", {{2020, "60"}})).verdict,
            Verdict::no);
  EXPECT_EQ(estimable("IPCC-2013-WL", wetland("W", "pond", "0.4", "")).verdict, Verdict::yes);
  EXPECT_EQ(estimable("IPCC-2013-WL", wetland("W", "mineral", "0.4", "")).verdict,
            Verdict::unknown);
}

// One stand's faults, or its other years, do not stand against its neighbours; their fallbacks are
// told all the same.
TEST(Estimable, IsEachStandsOwn) {
  const std::vector<Stand> stands = {
      forest("A", "马尾松", "1", {{2015, "60"}, {2020, "70"}}),
      forest("B", "no tree", "1", {{2020, "60"}}), forest("C", "马尾松", "1", {{2010, "60"}}),
      forest("D", "", "1", {}), forest("E", "黄山松", "1", {{2020, "60"}})};
  const auto found =
      check_estimable(*find_method("AR-CM-001-V01"), stands, {}, 2020, shipped_tables());
  const std::vector<Verdict> expected = {Verdict::yes, Verdict::no, Verdict::yes, Verdict::unknown,
                                         Verdict::yes};
  for (std::size_t i = 0; i < stands.size(); ++i) {
    EXPECT_EQ(found[i].verdict, expected[i]) << stands[i].stand_id;
  }
  EXPECT_EQ(codes_of(found[1].faults), Rules{"B:species_unknown"});
  EXPECT_EQ(codes_of(found[4].notes), Rules{"E:species_fallback"});
}

}  // namespace
}  // namespace linhui::methodology
