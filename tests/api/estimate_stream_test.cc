// The short way from a CSV file to sums by group against the general one: the same bytes, or
// nothing at all.
#include "api/exchange/estimate_stream.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "api/exchange/estimate_file.h"
#include "api/exchange/inventory.h"

namespace linhui::api::exchange {
namespace {

using methodology::RollUpKeys;

class EstimateStream : public testing::Test {
 protected:
  EstimateStream() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    file_ = testing::TempDir() + "/stream_" + test->name() + ".csv";
  }
  ~EstimateStream() override { std::remove(file_.c_str()); }

  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }

  static RollUpKeys keys_of(const std::string& by) {
    return std::get<RollUpKeys>(methodology::parse_roll_up_keys(by));
  }

  // CSV and JSON of the general way. Requires: the file has no faults.
  std::string general(const std::string& by, const methodology::EstimateOptions& options) const {
    const Inventory inventory = read_inventory(file_, {});
    EXPECT_TRUE(inventory.usable());
    std::vector<methodology::Stand> stands;
    for (const auto& stand : inventory.stands) stands.push_back(stand.stand);
    const auto outcome = methodology::find_method("AR-CM-001-V01")
                             ->estimate(stands, options, methodology::shipped_tables());
    return text_of(std::get<methodology::Estimate>(outcome), stands, by, inventory.sha256);
  }

  std::optional<GroupEstimate> stream(
      const std::string& by, methodology::EstimateOptions options, std::size_t threads = 1,
      methodology::Instructions instructions = methodology::usable_instructions().back()) const {
    EstimateStreamOptions wanted;
    wanted.method = std::move(options);
    wanted.keys = keys_of(by);
    wanted.threads = threads;
    wanted.instructions = instructions;
    return estimate_csv_by_group(file_, *methodology::find_method("AR-CM-001-V01"), wanted);
  }

  static std::string text_of(const methodology::Estimate& estimate,
                             const std::vector<methodology::Stand>& stands, const std::string& by,
                             const std::string& sha256) {
    const auto rolled =
        methodology::roll_up(estimate, stands, keys_of(by), methodology::shipped_tables());
    std::ostringstream text;
    write_roll_up_csv(text, std::get<methodology::RollUp>(rolled));
    write_roll_up_json(text, std::get<methodology::RollUp>(rolled), estimate, sha256);
    return text.str();
  }

  std::string file_;
};

methodology::EstimateOptions period(int from, int to) {
  methodology::EstimateOptions options;
  options.from_year = from;
  options.to_year = to;
  return options;
}

std::string random_rows(int count, const std::string& line_end) {
  std::mt19937 random(7);
  const auto below = [&](unsigned limit) { return std::to_string(random() % limit); };
  const std::vector<std::string> species = {"马尾松", "杉木", "栎类", "Pinus sp", "Quercus", "410"};
  std::string text =
      "小班号,XIANG,CUN,面积,优势树种,树种组成,PINGJUN_NL,volume_m3_ha_2010,volume_m3_ha_2020,"
      "volume_m3_ha_2031,note" +
      line_end;
  for (int i = 0; i < count; ++i) {
    text += "S" + std::to_string(i) + ",镇" + below(3) + ",村" + below(40) + "," + below(30) + "." +
            std::to_string(1000 + random() % 9000) + "," + species[random() % species.size()] +
            "," + (random() % 7 == 0 ? "7马3栎" : "") + "," + below(60) + "," +
            (random() % 5 == 0 ? "" : below(90) + "." + below(100)) + "," + below(200) + "." +
            below(10) + "," + below(300) + ", free text " + line_end;
  }
  return text;
}

TEST_F(EstimateStream, GivesTheBytesOfTheGeneralWay) {
  for (const std::string line_end : {"\n", "\r\n"}) {
    write((line_end == "\n" ? "" : "\xEF\xBB\xBF") + random_rows(3000, line_end));
    for (const std::string by : {"village,year", "township,village", "year", "pool,year,species",
                                 "admin_code,township,year,pool"}) {
      const std::string expected = general(by, period(2020, 2031));
      const auto result = stream(by, period(2020, 2031));
      ASSERT_TRUE(result.has_value()) << by;
      EXPECT_EQ(result->stands, 3000u);
      EXPECT_EQ(text_of(result->estimate, result->groups, by, result->sha256), expected) << by;
    }
  }
}

// Several parts, threads and instructions: 30,000 rows are more than a part.
TEST_F(EstimateStream, IsTheSameByAnyThreadsAndInstructions) {
  write(random_rows(30'000, "\n"));
  std::string expected;
  for (const auto instructions : methodology::usable_instructions()) {
    for (std::size_t threads = 1; threads <= 8;
         threads += instructions == methodology::Instructions::avx2 ? 7 : 3) {
      const auto result = stream("village,year,pool", period(2020, 2031), threads, instructions);
      ASSERT_TRUE(result.has_value());
      const std::string text =
          text_of(result->estimate, result->groups, "village,year,pool", result->sha256);
      if (expected.empty()) expected = text;
      EXPECT_EQ(text, expected) << threads;
    }
  }
}

// The period of the columns, and growing stock at the period's start beside them.
TEST_F(EstimateStream, TakesThePeriodOfTheColumns) {
  write(
      "stand_id,area_ha,species,village,volume_m3_ha,volume_m3_ha_2025\n"
      "a,12.35,马尾松,V1,50,88.2\nb,1.5,栎类,V2,10,10\n");
  EXPECT_FALSE(stream("village,year", period(0, 2025)).has_value());  // two figures for 2025
  const auto result = stream("village,year", period(2020, 2025));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(text_of(result->estimate, result->groups, "village,year", result->sha256),
            general("village,year", period(2020, 2025)));
}

// One row that is at fault, or asks for more than columns can hold, and the general way has to say
// so: each of these is let go, at whatever row it stands.
TEST_F(EstimateStream, LeavesWhatIsNotPlainToTheGeneralWay) {
  const std::string header = "stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2025,kind\n";
  const std::string good = "a,12.35,马尾松,50,88.2,\n";
  write(header + good);
  EXPECT_TRUE(stream("year", period(2020, 2025)).has_value());
  for (const std::string row : {"b,-1,马尾松,50,88.2,\n",
                                "b,0,马尾松,50,88.2,\n",
                                "b,100001,马尾松,50,88.2,\n",
                                "b,0.00001,马尾松,50,88.2,\n",
                                "b,1.123456789,马尾松,50,88.2,\n",
                                "b,1e1,马尾松,50,88.2,\n",
                                "b,x,马尾松,50,88.2,\n",
                                ",1,马尾松,50,88.2,\n",
                                "a,1,马尾松,50,88.2,\n",
                                "b,1,,50,88.2,\n",
                                "b,1,没有的树,50,88.2,\n",
                                "b,1,毛竹,50,88.2,\n",
                                "b,1,马尾松,50,,\n",
                                "b,1,马尾松,,88.2,\n",
                                "b,1,马尾松,50,2001,\n",
                                "b,1,马尾松,50,88.2,wetland\n",
                                "b,1,马尾松,50,88.2\n",
                                "b,1,马尾松,50,88.2,,,\n",
                                "\"b\",1,马尾松,50,88.2,\n",
                                " b,1,马尾松,50,88.2,\n",
                                "b,1,马尾松\xE3\x80\x80,50,88.2,\n",
                                "b\r,1,马尾松,50,88.2,\n",
                                "b\xC3\xA9,1,马尾松,50,88.2,\n",
                                "b\xFF,1,马尾松,50,88.2,\n",
                                "b,1, ,50,88.2,\n"}) {
    write(header + good + row);
    EXPECT_FALSE(stream("year", period(2020, 2025)).has_value()) << row;
    write(header + row + good);
    EXPECT_FALSE(stream("year", period(2020, 2025)).has_value()) << row;
  }
  write(header);
  EXPECT_FALSE(stream("year", period(2020, 2025)).has_value());
  write("stand_id;area_ha\na;1\n");
  EXPECT_FALSE(stream("year", period(2020, 2025)).has_value());
  write(header + good);
  EXPECT_FALSE(stream("stand", period(2020, 2025)).has_value());
  EXPECT_FALSE(stream("year", period(2020, 2026)).has_value());
  EXPECT_FALSE(stream("year", period(2026, 2020)).has_value());
}

}  // namespace
}  // namespace linhui::api::exchange
