// Which project has a stand, by its number and by its ground.
#include "ledger/ground/claims.h"

#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

class Claims : public ::testing::Test {
 protected:
  // "" where the stand is taken, otherwise why not.
  std::string claimed(const std::string& project, const std::string& stand, const Json& shape,
                      int from = 2021, int to = 2030) {
    const std::string row = canonical(stand_json(stand, "V1", 1, shape));
    const Claim claim{rows_root({row}), 0, from, to};
    state_.put(Table::row, row_key(claim.inventory, 0), row);
    const auto outcome = claim_stand(state_, project, row, claim);
    return outcome.ok() ? ""
                        : std::string(name_of(outcome.error().code)) + " " + outcome.error().detail;
  }
  std::size_t entries_under(const std::string& prefix) const {
    std::size_t count = 0;
    state_.scan(Table::state, prefix, [&](std::string_view, std::string_view) { return ++count; });
    return count;
  }
  // A square about the point where the equator meets the meridian of Greenwich.
  static Json around_zero(std::int64_t half) {
    return Json::array({Json::array(
        {Json::array({-half, -half, half, -half, half, half, -half, half, -half, -half})})});
  }

  const Json nowhere_ = Json::array();

 private:
  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();

 protected:
  Overlay state_{*empty_};
};

}  // namespace

TEST_F(Claims, OfANumberAreOneProjectsInEveryYear) {
  EXPECT_EQ(claimed("P", "S1", nowhere_, 2021, 2030), "");
  EXPECT_EQ(claimed("Q", "S1", nowhere_, 2030, 2040), "stand_claimed Q/S1, P/S1")
      << "both inclusive";
  EXPECT_EQ(claimed("Q", "S1", nowhere_, 2010, 2021), "stand_claimed Q/S1, P/S1");
  EXPECT_EQ(claimed("Q", "S1", nowhere_, 2025, 2025), "stand_claimed Q/S1, P/S1");
  EXPECT_EQ(claimed("Q", "S1", nowhere_, 2031, 2040), "");
  EXPECT_EQ(claimed("R", "S1", nowhere_, 2000, 2020), "");
  EXPECT_EQ(claimed("T", "S1", nowhere_, 2040, 2050), "stand_claimed T/S1, Q/S1");
}

TEST_F(Claims, AreReadBackAsTheyWereMade) {
  EXPECT_EQ(claimed("P", "S1", square(0, 0), 2021, 2030), "");
  const auto claim = read<Claim>(state_, "S1", "P");
  ASSERT_TRUE(claim);
  EXPECT_EQ(claim->from, 2021);
  EXPECT_EQ(claim->to, 2030);
  EXPECT_TRUE(state_.get(Table::row, row_key(claim->inventory, claim->row)));
}

TEST_F(Claims, OfGroundAreOneProjectsUnderWhateverNumber) {
  EXPECT_EQ(claimed("P", "S1", square(0, 0)), "");
  EXPECT_EQ(claimed("Q", "T1", square(0, 0)), "stand_overlaps Q/T1, P/S1");
  EXPECT_EQ(claimed("Q", "T1", square(0, 0), 2031, 2040), "") << "other years";
  EXPECT_EQ(claimed("P", "S2", square(0, 0)), "") << "a project's own stands are its own affair";
  EXPECT_EQ(claimed("Q", "T2", square(10'000, 0)), "") << "neighbours share an edge";
  EXPECT_EQ(claimed("Q", "T3", square(10'000, 10'000)), "") << "or a corner";
  EXPECT_EQ(claimed("Q", "T4", square(2'000, 2'000, 100)), "stand_overlaps Q/T4, P/S1") << "inside";
}

// Drawn by different hands, neighbours share slivers: up to 1 % of the smaller stand.
TEST_F(Claims, OfGroundForgiveASliver) {
  EXPECT_EQ(claimed("P", "S1", square(0, 0)), "");
  EXPECT_EQ(claimed("Q", "T1", square(9'899, 0)), "stand_overlaps Q/T1, P/S1");
  EXPECT_EQ(claimed("Q", "T1", square(9'900, 0)), "");
}

TEST_F(Claims, ThatAreRefusedLeaveNothing) {
  EXPECT_EQ(claimed("P", "S1", square(0, 0)), "");
  const std::size_t claims = entries_under("claim/"), cells = entries_under("cell/");
  EXPECT_NE(claimed("Q", "T1", square(0, 0)), "");
  EXPECT_NE(claimed("Q", "S1", square(50'000, 0)), "");
  EXPECT_EQ(entries_under("claim/"), claims);
  EXPECT_EQ(entries_under("cell/"), cells);
}

// 0.01 degrees a cell; a box that ends on a cell's edge touches the next one too.
TEST_F(Claims, AreEnteredInEachCellOfTheGridThatTheyTouch) {
  EXPECT_EQ(claimed("P", "none", nowhere_), "");
  EXPECT_EQ(entries_under("cell/"), 0u);
  EXPECT_EQ(claimed("P", "one", square(0, 0, 99'999)), "");
  EXPECT_EQ(entries_under("cell/"), 1u);
  EXPECT_EQ(claimed("P", "edge", square(0, 0, 100'000)), "");
  EXPECT_EQ(entries_under("cell/"), 1u + 4u);
  EXPECT_EQ(claimed("P", "wide", square(-1, -1, 250'000)), "");
  EXPECT_EQ(entries_under("cell/"), 1u + 4u + 16u);
  EXPECT_EQ(claimed("Q", "far", square(240'000, 240'000, 100)), "stand_overlaps Q/far, P/wide");
}

TEST_F(Claims, AreFoundOnBothSidesOfTheMeridianAndTheEquator) {
  EXPECT_EQ(claimed("P", "S1", around_zero(50'000)), "");
  EXPECT_EQ(entries_under("cell/"), 4u);
  for (const std::int64_t lon : {-40'000, 30'000}) {
    for (const std::int64_t lat : {-40'000, 30'000}) {
      const Json corner = square(lon - 1'087'000'000, lat - 295'000'000);
      EXPECT_EQ(claimed("Q", "T1", corner), "stand_overlaps Q/T1, P/S1") << lon << " " << lat;
    }
  }
  EXPECT_EQ(claimed("Q", "T1", square(-150'000 - 1'087'000'000, -295'000'000)), "");
}

// What was claimed cannot be compared any more: nobody may take that for free ground.
TEST_F(Claims, WhoseRowIsGoneStopTheReading) {
  EXPECT_EQ(claimed("P", "S1", square(0, 0)), "");
  const Claim claim = *read<Claim>(state_, "S1", "P");
  state_.erase(Table::row, row_key(claim.inventory, claim.row));
  try {
    claimed("Q", "T1", square(5'000, 0));
    ADD_FAILURE() << "taken for free";
  } catch (const ReadFailure& failure) {
    EXPECT_EQ(failure.error().code, ErrorCode::storage_damaged);
    EXPECT_EQ(failure.error().detail, "rows " + hex(claim.inventory));
  }
  EXPECT_EQ(claimed("Q", "T2", square(50'000, 0)), "") << "not compared: the boxes do not meet";
}

}  // namespace linhui::ledger
