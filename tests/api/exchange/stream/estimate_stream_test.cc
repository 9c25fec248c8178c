// The short way from a CSV file to sums by group against the general one: the same bytes, the same
// faults, or nothing at all.
#include "api/exchange/stream/estimate_stream.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "api/exchange/fields/plain_cell.h"
#include "api/exchange/inventory/inventory.h"
#include "api/exchange/output/estimate_file.h"
#include "tests/scratch_folder.h"

namespace linhui::api::exchange {
namespace {

using methodology::RollUpKeys;

std::string text_of(const std::vector<Fault>& faults) {
  std::ostringstream text;
  for (const Fault& fault : faults) {
    text << fault.code << '|' << static_cast<int>(fault.severity) << '|' << fault.file << '|'
         << fault.row << '|' << fault.field << '|' << fault.value << '|' << fault.expected << '|'
         << fault.sentence.english << '|' << fault.sentence.chinese << '\n';
  }
  return text.str();
}

std::string text_of(const methodology::Findings& findings, const std::vector<long long>& rows) {
  std::ostringstream text;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    text << findings[i].code << '|' << rows[i] << '|' << findings[i].stand_id << '|'
         << findings[i].field << '|' << findings[i].value << '|' << findings[i].english << '\n';
  }
  return text.str();
}

std::string text_of(const methodology::Estimate& estimate, const methodology::RollUp& sums,
                    const methodology::RollUpPieces& rows, const std::string& sha256) {
  std::ostringstream text;
  write_roll_up_csv(text, sums, rows, 2);
  write_roll_up_json(text, sums, rows, estimate, sha256);
  return text.str();
}

class EstimateStream : public testing::Test {
 protected:
  void write(const std::string& text) const { write_file(file_, text); }

  static RollUpKeys keys_of(const std::string& by) {
    return std::get<RollUpKeys>(methodology::parse_roll_up_keys(by));
  }

  // What the general way says: warnings, CSV and JSON; or why it refuses.
  std::string general(const std::string& by, const methodology::EstimateOptions& options) const {
    const Inventory inventory = read_inventory(file_, {});
    if (!inventory.usable()) return text_of(inventory.faults);
    const auto& stands = inventory.stands;
    std::map<std::string, long long> row_of;
    for (std::size_t i = 0; i < stands.size(); ++i) {
      row_of[stands[i].stand_id] = inventory.places[i].row;
    }
    const auto outcome = methodology::find_method("AR-CM-001-V01")
                             ->estimate(stands, options, methodology::shipped_tables());
    if (const auto* findings = std::get_if<methodology::Findings>(&outcome)) {
      std::vector<long long> rows;
      for (const auto& finding : *findings) rows.push_back(row_of[finding.stand_id]);
      return text_of(*findings, rows);
    }
    const auto& estimate = std::get<methodology::Estimate>(outcome);
    const auto sums =
        methodology::roll_up(estimate, stands, keys_of(by), methodology::shipped_tables());
    const auto& whole = std::get<methodology::RollUp>(sums);
    return text_of(inventory.faults) + text_of(estimate, whole, pieces_of(whole), inventory.sha256);
  }

  std::optional<StreamOutcome> outcome(
      const std::string& by, methodology::EstimateOptions options, std::size_t threads = 1,
      methodology::Instructions instructions = methodology::usable_instructions().back()) const {
    EstimateStreamOptions wanted;
    wanted.method = std::move(options);
    wanted.keys = keys_of(by);
    wanted.threads = threads;
    wanted.instructions = instructions;
    return estimate_csv_by_group(file_, *methodology::find_method("AR-CM-001-V01"), wanted);
  }

  // The same of the short way; empty: it does not apply.
  template <class... More>
  std::string stream(const std::string& by, const methodology::EstimateOptions& options,
                     More... more) const {
    const auto found = outcome(by, options, more...);
    if (!found) return {};
    if (const auto* refusal = std::get_if<StreamRefusal>(&*found)) {
      return refusal->findings.empty() ? text_of(refusal->faults)
                                       : text_of(refusal->findings, refusal->rows);
    }
    const auto& result = std::get<GroupEstimate>(*found);
    return text_of(result.warnings) +
           text_of(result.estimate, result.sums, result.rows, result.sha256);
  }

  const ScratchFolder folder_;
  const std::string file_ = folder_.file("stands.csv");
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
    write((line_end == "\n" ? "" : "\xEF\xBB\xBF") + random_rows(1000, line_end));
    // 2010 to 2031: every fifth stand is measured late.
    for (const int from : {2010, 2020}) {
      for (const std::string by : {"village,year", "township,village", "year", "pool,year,species",
                                   "admin_code,township,year,pool"}) {
        EXPECT_EQ(stream(by, period(from, 2031)), general(by, period(from, 2031))) << by;
      }
    }
  }
  const auto found = outcome("village", period(2020, 2031));
  EXPECT_EQ(std::get<GroupEstimate>(found.value()).stands, 1000u);
}

// Several parts, threads and instructions: 8,000 rows are more than a part. Rows that are not
// plain stand among them, some over two lines.
TEST_F(EstimateStream, IsTheSameByAnyThreadsAndInstructions) {
  std::string rows = random_rows(8000, "\n");
  for (int i = 0; i < 300; ++i) {
    const std::string id = std::to_string(i);
    rows += "\"Q" + id + "\",\"镇1\",\"村\n" + id + "\",1.5,马尾松,,,,10,20,\n" +  //
            "R" + id + ", 镇2,村2,2e0,杉木,,,,30.123456789,20,\n" +                //
            "\"L\"\"" + id + "\",镇2,村2,1,栎类,,,,,20,\n";
  }
  write(rows);
  const std::string expected = general("village,year,pool", period(2020, 2031));
  for (const auto instructions : methodology::usable_instructions()) {
    for (std::size_t threads = 1; threads <= 8;
         threads += instructions == methodology::Instructions::avx2 ? 7 : 3) {
      const std::string text =
          stream("village,year,pool", period(2020, 2031), threads, instructions);
      ASSERT_TRUE(text == expected) << threads;
    }
  }
}

// The period of the columns that hold a figure, and growing stock at its start beside them.
TEST_F(EstimateStream, TakesThePeriodOfTheColumns) {
  write(
      "stand_id,area_ha,species,village,volume_m3_ha,volume_m3_ha_2010,volume_m3_ha_2025\n"
      "a,12.35,马尾松,V1,50,,88.2\nb,1.5,栎类,V2,10,,10\n");
  EXPECT_EQ(stream("village,year", period(2020, 2025)),
            general("village,year", period(2020, 2025)));
  // From 2025, then: two figures for one year.
  const std::string conflict = stream("village,year", period(0, 2025));
  EXPECT_EQ(conflict, general("village,year", period(2025, 2025)));
  EXPECT_NE(conflict.find("volume_conflict|2|a"), std::string::npos) << conflict;
}

const std::string kHeader =
    "stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2025,kind,age\n";
const std::string kGood = "a,12.35,马尾松,50,88.2,,\n";

// Rows that are sound, but not as plain as the columns need them.
TEST_F(EstimateStream, TakesRowsThatAreNotPlainOneByOne) {
  for (const std::string row : {"\"b\",1,马尾松,50,88.2,,\n",
                                "b,\"1\",\"马尾松\",50,88.2,,\r\n",
                                "\"b\"\"\",1,马尾松,50,88.2,,\n",
                                "\"b\nc\",1,马尾松,50,88.2,,\n",
                                "\"b,c\",1,马尾松,50,88.2,,\n",
                                " b,1,马尾松,50,88.2,,\n",
                                "b,1,马尾松\xE3\x80\x80,50,88.2,,\n",
                                "b,1e1,马尾松,50,88.2,,\n",
                                "b,1.123456789,马尾松,50,88.2,,\n",
                                "b,0.00001,马尾松,50,88.2,,\n",
                                "b,1,马尾松,,88.2,,\n",
                                "b,1,马尾松,,88.2, ,\n",
                                "b,1,马尾松,50,88.2,林地,\n",
                                "b,1,马尾松,50,88.2,,,,\n",
                                "b,1,Quercus,50,88.2,,8000\n",
                                "b,100000,马尾松,50,2000,,\n",
                                "\n\r\nb,1,栎类,50,88.2,,\n,,,,,,\n",
                                "b\xEF\xA4\x8A,1,栎类,50,88.2,,\n",
                                "b,1,栎类,50,88.2,,\rc,1,栎类,50,88.2,,\n",
                                "b,1,栎类,50,88.2,,",
                                "b\"c,1,栎类,50,88.2,,\n"}) {
    for (const std::string& text : {kHeader + kGood + row, kHeader + row}) {
      write(text);
      const std::string expected = general("species,year", period(2020, 2025));
      EXPECT_NE(expected.find("stock_tCO2e"), std::string::npos) << row << expected;
      EXPECT_EQ(stream("species,year", period(2020, 2025)), expected) << row;
    }
  }
}

// At whatever row it stands, and beside others.
TEST_F(EstimateStream, TellsTheFaultsOfTheGeneralWay) {
  std::string all;
  for (const std::string row :
       {"b,-1,马尾松,50,88.2,,\n", "c,0,马尾松,50,88.2,,\n", "d,1000001,马尾松,50,88.2,,\n",
        "e,x,马尾松,50,88.2,,\n", ",1,马尾松,50,88.2,,\n", "a,1,马尾松,50,88.2,,\n",
        "\"a\",-1,马尾松,50,88.2,,\n", "f,1,,50,88.2,,\n", "g,1,马尾松,50,88.2,没有,8001\n",
        "h,1,马尾松,50,10001,,\n", "i,1,马尾松,50,88.2,,,1\n", "j,1,马尾松\n",
        "k,1, ,50,88.2,wetland,\n", "l,0.00001,马尾松,50,88.2,,\n", ",,,,,,x\n"}) {
    all += row;
    for (const std::string& text : {kHeader + kGood + row, kHeader + row + kGood}) {
      write(text);
      EXPECT_EQ(stream("year", period(2020, 2025)), general("year", period(2020, 2025))) << row;
    }
  }
  const std::string unclosed = "\"m,1,马尾松,50,88.2,,\n" + kGood;
  for (const std::string& text :
       {kHeader + all, kHeader + kGood + all + all + kGood, kHeader + kGood + unclosed,
        kHeader + all + unclosed, kHeader + "a,1\n\nb\n"}) {
    write(text);
    const std::string expected = general("year", period(2020, 2025));
    EXPECT_NE(expected.find("|"), std::string::npos);
    EXPECT_EQ(stream("year", period(2020, 2025), 3), expected);
  }
  write("stand_id,volume_m3_ha_2020,village,cun\na,x,,\n,1,,\na,2,,\n");
  EXPECT_EQ(stream("year", period(2020, 2020)), general("year", period(2020, 2020)));
}

// Stands are checked first, then their species and growing stocks.
TEST_F(EstimateStream, TellsWhatTheMethodRefuses) {
  std::string all;
  for (const std::string row :
       {"b,1,没有的树,50,88.2,,\n", "c,1,毛竹,50,2001,,\n", "d,1,马尾松,50,,,\n",
        "e,100001,马尾松,50,,,\n", "f,1,马尾松,,,,\n"}) {
    all += row;
    write(kHeader + kGood + row);
    EXPECT_EQ(stream("year", period(2020, 2025)), general("year", period(2020, 2025))) << row;
  }
  write(kHeader + all + kGood + "g,1,Pinus sp,50,88.2,,\n");
  methodology::EstimateOptions options = period(2020, 2025);
  for (const bool strict : {false, true}) {
    options.strict = strict;
    const std::string expected = general("year", options);
    EXPECT_EQ(expected.find("species_fallback") != std::string::npos, strict);
    EXPECT_EQ(stream("year", options, 2), expected);
  }
}

// Ten thousand faults are as good as more: the first are told, the others counted.
TEST_F(EstimateStream, TellsTheFirstOfVeryManyFaults) {
  std::string text = kHeader;
  for (int i = 0; i < 12'000; ++i) text += "a,-1,马尾松,50,88.2,,\n";
  write(text);
  const auto found = outcome("year", period(2020, 2025), 2);
  const auto& refusal = std::get<StreamRefusal>(found.value());
  EXPECT_EQ(refusal.faults.size(), kStreamFaults);
  EXPECT_EQ(refusal.left_off, 2 * 12'000 - 1 - kStreamFaults);
  const Inventory inventory = read_inventory(file_, {});
  EXPECT_EQ(text_of(refusal.faults),
            text_of({inventory.faults.begin(), inventory.faults.begin() + kStreamFaults}));
}

// How many values took which way: 2 pools, 2 years; a tie is decided by integers, and a row that is
// not plain by rational numbers.
TEST_F(EstimateStream, CountsTheWaysOfRounding) {
  write(
      "stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2021\n"
      "a,1,马尾松,50.1,88.2\nb,1e0,马尾松,50.1,88.2\nc,99999,马尾松,1999,1999\n");
  const auto found = outcome("year", period(2020, 2021));
  const auto& tally = std::get<GroupEstimate>(found.value()).tally;
  EXPECT_EQ(tally.fixed_point + tally.near_boundary, 4u);
  EXPECT_EQ(tally.rational, 4u);
  EXPECT_EQ(tally.too_large, 4u);
}

TEST_F(EstimateStream, LeavesWhatTheWholeFileHasToTellToTheGeneralWay) {
  write(kHeader + kGood);
  EXPECT_FALSE(stream("year", period(2020, 2025)).empty());
  EXPECT_TRUE(stream("stand", period(2020, 2025)).empty());
  EXPECT_TRUE(stream("age_class", period(2020, 2025)).empty());
  EXPECT_TRUE(stream("year", period(2026, 2020)).empty());
  methodology::EstimateOptions unknown = period(2020, 2025);
  unknown.gwp = "AR3";
  EXPECT_TRUE(stream("year", unknown).empty());
  for (const std::string& text :
       {kHeader, std::string("stand_id"), kHeader + "b\xC3\xA9,1,马尾松,50,88.2,,\n",
        kHeader + kGood + "b\xFF,1,马尾松,50,88.2,,\n", kHeader + "b,1,\xC2\xED,50,88.2,,\n",
        "\"stand\n_id\"," + kHeader + kGood}) {
    write(text);
    EXPECT_TRUE(stream("year", period(2020, 2025)).empty()) << text;
  }
  write("stand_id,area_ha,species,volume_m3_ha_2020\na,1,马尾松,\n");
  EXPECT_TRUE(stream("year", period(0, 0)).empty());
}

// Semicolons, other names of columns, areas in mu: what read_inventory() takes.
TEST_F(EstimateStream, TakesOtherSeparatorsAndUnits) {
  for (const std::string text :
       {"小班号;面积_亩;优势树种;公顷蓄积_2020;公顷蓄积_2025\na;15.5;马尾松;50;88.2\n",
        "村\t林班\t小班\t面积\t优势树种\t公顷蓄积_2020\t公顷蓄积_2025\n1\t2\t3\t4\t栎类\t5\t6\n"
        "1\t2\t3\t4\t栎类\t5\t6\n"}) {
    write(text);
    EXPECT_EQ(stream("village,year", period(2020, 2025)),
              general("village,year", period(2020, 2025)));
  }
}

}  // namespace
}  // namespace linhui::api::exchange
