#include "ledger/state/entry.h"

#include <gtest/gtest.h>

#include "ledger/state/project.h"
#include "ledger/state/report.h"
#include "tests/ledger/state_json.h"

namespace linhui::ledger {
namespace {

class StateEntry : public ::testing::Test {
 protected:
  void period(const std::string& project, const std::string& report, int from) {
    write(state_, ReportPeriod{report, from, from + 1}, project, report);
  }
  // The ids that a scan comes by, one after the other.
  template <class... Ids>
  std::string ids_under(const Ids&... under) const {
    std::string ids;
    const Visit<ReportPeriod> each = [&](std::string_view id, const ReportPeriod&) {
      ids += std::string(id) + " ";
      return true;
    };
    scan_under<ReportPeriod>(state_, each, under...);
    return ids;
  }
  std::string not_above(const std::string& id) const {
    const auto found = last_not_above<ReportPeriod>(state_, id, "P");
    return found ? found->first : "";
  }

  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();
  Overlay state_{*empty_};
};

}  // namespace

TEST_F(StateEntry, LiesUnderItsFamilyAndIdsAsCanonicalJson) {
  period("P", "R", 2020);
  EXPECT_EQ(state_.get(Table::state, "reports_of/P/R"),
            R"({"from_year":2020,"report":"R","to_year":2021})");
  EXPECT_EQ(read<ReportPeriod>(state_, "P", "R")->to_year, 2021);
  EXPECT_TRUE(has<ReportPeriod>(state_, "P", "R"));
  erase<ReportPeriod>(state_, "P", "R");
  EXPECT_FALSE(has<ReportPeriod>(state_, "P", "R"));
  EXPECT_FALSE(read<ReportPeriod>(state_, "P", "R"));
}

TEST_F(StateEntry, ThatIsNeededAndMissingGivesItsFamilysError) {
  const auto project = need<Project>(state_, "P");
  ASSERT_FALSE(project.ok());
  EXPECT_EQ(project.error().code, ErrorCode::project_not_found);
  EXPECT_EQ(project.error().detail, "P");
  EXPECT_EQ(need<Report>(state_, "R").error().code, ErrorCode::report_not_found);
}

TEST_F(StateEntry, IsScannedInOrderOfKeysWithinItsIds) {
  period("P", "b", 1);
  period("P", "a", 2);
  period("P+", "c", 3);
  period("Q", "d", 4);
  write(state_, CreditedYear{"R"}, "P", "2021");
  EXPECT_EQ(ids_under("P"), "a b ");
  EXPECT_EQ(ids_under(), "P+/c P/a P/b Q/d ");
  EXPECT_EQ(ids_under("none"), "");
  int count = 0;
  scan<ReportPeriod>(state_, [&](std::string_view, const ReportPeriod&) { return ++count < 2; });
  EXPECT_EQ(count, 2) << "a scan ends where it is told to";
}

TEST_F(StateEntry, IsFoundAsTheLastThatIsNotAbove) {
  EXPECT_EQ(not_above("5"), "");
  for (const char* id : {"2", "4", "4x"}) period("P", id, 1);
  period("O", "1", 1);
  period("Q", "1", 1);
  EXPECT_EQ(not_above("1"), "") << "nor another id's";
  EXPECT_EQ(not_above("2"), "2");
  EXPECT_EQ(not_above("3"), "2");
  EXPECT_EQ(not_above("4"), "4");
  EXPECT_EQ(not_above("9"), "4x");
  erase<ReportPeriod>(state_, "P", "4x");
  EXPECT_EQ(not_above("9"), "4");
}

// Taking damage for "is not there" would let a rule do again what has been done.
TEST_F(StateEntry, ThatIsDamagedIsNeverTakenForAMissingOne) {
  const std::string key = "reports_of/P/R";
  for (const std::string bytes : {"", "junk", "[]", "{}", R"({"from_year":2020,"report":"R"})",
                                  R"({"from_year":"2020","report":"R","to_year":2021})",
                                  R"({"from_year":2020,"more":1,"report":"R","to_year":2021})"}) {
    state_.put(Table::state, key, bytes);
    const auto thrown = [&](auto reading) {
      try {
        reading();
      } catch (const ReadFailure& failure) {
        EXPECT_EQ(failure.error().code, ErrorCode::storage_damaged);
        return failure.error().detail;
      }
      return std::string("nothing thrown");
    };
    const std::string where = "state " + key;
    EXPECT_TRUE(thrown([&] { read<ReportPeriod>(state_, "P", "R"); }).starts_with(where));
    EXPECT_TRUE(thrown([&] { ids_under("P"); }).starts_with(where));
    EXPECT_TRUE(thrown([&] { not_above("R"); }).starts_with(where));
  }
}

}  // namespace linhui::ledger
