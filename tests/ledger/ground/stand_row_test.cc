#include "ledger/ground/stand_row.h"

#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

Json good_stand() { return stand_json("S1", "V1", 8'000, square(0, 0)); }

// "" where it is taken.
std::string refused_stand(const Json& row) {
  const auto read = stand_row_of(canonical(row));
  return read.ok() ? "" : std::string(name_of(read.error().code)) + " " + read.error().detail;
}

Json changed_stand(const char* name, Json value) {
  Json row = good_stand();
  row[name] = std::move(value);
  return row;
}

}  // namespace

TEST(StandRow, IsReadWithWhateverElseTheMethodKeepsInIt) {
  Json row = good_stand();
  row["mean_dbh_cm"] = "17.3";
  const StandRow read = stand_row_of(canonical(row)).value();
  EXPECT_EQ(read.stand_id, "S1");
  EXPECT_EQ(read.kind, "forest");
  EXPECT_EQ(read.township, "T1");
  EXPECT_EQ(read.village, "V1");
  EXPECT_EQ(read.area_m2, 8'000);
  EXPECT_EQ(read.shape.size(), 1u);
  EXPECT_EQ(stored_stand_row(canonical(row)).stand_id, "S1");
}

TEST(StandRow, MayLackAPlaceAreaAndShapeButMustSaySo) {
  for (const char* name : {"kind", "township", "village"}) {
    EXPECT_EQ(refused_stand(changed_stand(name, "")), "");
  }
  EXPECT_EQ(refused_stand(changed_stand("area_m2", 0)), "");
  EXPECT_EQ(refused_stand(changed_stand("shape", Json::array())), "");
  for (const char* name : {"stand_id", "kind", "township", "village", "area_m2", "shape"}) {
    Json row = good_stand();
    row.erase(name);
    EXPECT_TRUE(refused_stand(row).starts_with("row_malformed")) << name;
  }
}

// Its texts stand in keys of the state.
TEST(StandRow, RefusesWhatCannotStandInAKey) {
  for (const char* name : {"stand_id", "kind", "township", "village"}) {
    for (const Json& other : {Json("a/b"), Json(1), Json(nullptr), Json(std::string(201, 'a'))}) {
      EXPECT_EQ(refused_stand(changed_stand(name, other)), std::string("row_malformed ") + name);
    }
  }
  EXPECT_EQ(refused_stand(changed_stand("stand_id", "")), "row_malformed stand_id");
  EXPECT_EQ(refused_stand(changed_stand("stand_id", std::string(120, 'a'))), "");
  EXPECT_EQ(refused_stand(changed_stand("stand_id", std::string(121, 'a'))),
            "row_malformed stand_id");
}

TEST(StandRow, RefusesAnAreaThatIsNoWholeNumber) {
  for (const Json& other : {Json(-1), Json("8000"), Json(true), Json(nullptr)}) {
    EXPECT_EQ(refused_stand(changed_stand("area_m2", other)), "row_malformed S1 area_m2") << other;
  }
}

TEST(StandRow, RefusesAShapeThatIsNone) {
  for (const Json& other : {Json(1), Json::object(), Json::array({1}), Json("square")}) {
    EXPECT_EQ(refused_stand(changed_stand("shape", other)), "row_malformed S1 shape") << other;
  }
  EXPECT_EQ(refused_stand(changed_stand("shape", square(0, 0, 10'000'000))), "");
  EXPECT_EQ(refused_stand(changed_stand("shape", square(0, 0, 10'000'001))),
            "row_malformed S1 shape");
  Json twice = square(0, 0);
  twice.push_back(twice[0]);
  EXPECT_EQ(refused_stand(changed_stand("shape", twice)), "shape_invalid S1");
}

TEST(StandRow, RefusesWhatIsNoRow) {
  for (const std::string bytes : {"", "junk", "[]", "1", "{}"}) {
    EXPECT_EQ(stand_row_of(bytes).error().code, ErrorCode::row_malformed) << bytes;
  }
  EXPECT_EQ(stand_row_of(canonical(good_stand()) + " ").error().code, ErrorCode::row_malformed);
}

// What was taken in once and cannot be read now has been damaged.
TEST(StandRow, ThatIsStoredAndDamagedIsAReadFailure) {
  for (const std::string bytes : {"", "junk", "[]", R"({"stand_id":"S1"})"}) {
    EXPECT_THROW(stored_stand_row(bytes), ReadFailure) << bytes;
  }
}

}  // namespace linhui::ledger
