// The shared library as a program in another language meets it.
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <random>
#include <thread>

#include "methodology/c/linhui_methodology.h"
#include "methodology/stands/stand_table.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

struct FreeEstimate {
  void operator()(linhui_estimate* estimate) const { linhui_estimate_free(estimate); }
};
using Handle = std::unique_ptr<linhui_estimate, FreeEstimate>;

linhui_options c_options(int from, int to) {
  linhui_options options = {};
  options.struct_size = sizeof options;
  options.from_year = from;
  options.to_year = to;
  return options;
}

struct Answer {
  std::int32_t status = -1;
  Handle estimate;
};

Answer of_csv(const std::string& csv, const linhui_options& options,
              const char* method = "AR-CM-001-V01") {
  Answer answer;
  linhui_estimate* made = nullptr;
  answer.status = linhui_estimate_csv(LINHUI_METHODOLOGY_ABI_VERSION, method, &options, csv.data(),
                                      csv.size(), &made);
  answer.estimate.reset(made);
  return answer;
}

std::vector<std::string> finding_codes(const Handle& estimate) {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < linhui_estimate_finding_count(estimate.get()); ++i) {
    linhui_finding finding = {};
    finding.struct_size = sizeof finding;
    EXPECT_EQ(linhui_estimate_finding(estimate.get(), i, &finding), LINHUI_DONE);
    EXPECT_GT(std::strlen(finding.english), 10u) << finding.code;
    EXPECT_GT(std::strlen(finding.chinese), 10u) << finding.code;
    codes.push_back(*finding.stand_id == '\0' ? finding.code
                                              : std::string(finding.stand_id) + ":" + finding.code);
  }
  return codes;
}

const char* const kTwoStands =
    "stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2022\n"
    "A,12.35,马尾松,88.2,101.7\n"
    "\"B, 2\",3.1,杉木,40,61.3\n";

// The same rows, to the last count, as the method gives inside the program.
TEST(CAbi, GivesTheRowsOfTheMethod) {
  for (const auto& [method, folder, from, to] :
       {std::tuple{"AR-CM-001-V01", "ar_cm_001", 2020, 2025},
        std::tuple{"IPCC-2013-WL", "ipcc_2013_wl", 2020, 2026}}) {
    const std::string csv =
        read_source_file("tests/golden/" + std::string(folder) + "/inventory.csv");
    const auto stands = stands_from_csv(csv);
    ASSERT_TRUE(std::holds_alternative<std::vector<Stand>>(stands));
    const auto outcome = outcome_of(method, std::get<std::vector<Stand>>(stands), period(from, to));
    const auto& expected = std::get<Estimate>(outcome);
    const auto answer = of_csv(csv, c_options(from, to), method);
    ASSERT_EQ(answer.status, LINHUI_DONE) << finding_codes(answer.estimate).at(0);
    const linhui_estimate* estimate = answer.estimate.get();
    ASSERT_EQ(linhui_estimate_row_count(estimate), expected.rows.size());
    const linhui_row* rows = linhui_estimate_rows(estimate);
    for (std::size_t i = 0; i < expected.rows.size(); ++i) {
      const EstimateRow& row = expected.rows[i];
      EXPECT_EQ(rows[i].stand, row.stand);
      EXPECT_EQ(rows[i].year, row.year);
      EXPECT_STREQ(linhui_pool_name(rows[i].pool), name_of(row.pool));
      EXPECT_EQ(rows[i].has_stock, row.stock.has_value() ? 1 : 0);
      EXPECT_EQ(rows[i].stock, row.stock.value_or(TonnesCO2e()).ten_thousandths());
      EXPECT_EQ(rows[i].has_change, row.change.has_value() ? 1 : 0);
      EXPECT_EQ(rows[i].change, row.change.value_or(TonnesCO2e()).ten_thousandths());
    }
    linhui_summary summary = {};
    summary.struct_size = sizeof summary;
    ASSERT_EQ(linhui_estimate_summary(estimate, &summary), LINHUI_DONE);
    EXPECT_EQ(summary.net, expected.summary.net.ten_thousandths());
    EXPECT_EQ(summary.project_emissions, expected.summary.project_emissions.ten_thousandths());
    EXPECT_EQ(summary.uncertainty_half_width_percent, nullptr);
    EXPECT_EQ(linhui_estimate_parameter_set_sha256(estimate), expected.parameter_set_sha256);
    EXPECT_EQ(finding_codes(answer.estimate), codes_of(expected.notes));
    ASSERT_EQ(linhui_estimate_table_count(estimate), expected.tables.size());
    linhui_table table = {};
    table.struct_size = sizeof table;
    ASSERT_EQ(linhui_estimate_table(estimate, 0, &table), LINHUI_DONE);
    EXPECT_EQ(table.name, expected.tables[0].name);
    EXPECT_GT(table.seen + table.recalled + table.project, 0u);
  }
}

TEST(CAbi, TakesColumnsAsItTakesCsv) {
  const char* const names[] = {"stand_id",          "area_ha",           "species",
                               "volume_m3_ha_2020", "volume_m3_ha_2022", "age"};
  const char* const ids[] = {"A", "B, 2"};
  const char* const areas[] = {"12.35", "3.1"};
  const char* const species[] = {"马尾松", "杉木"};
  const char* const early[] = {"88.2", "40"};
  const char* const late[] = {"101.7", "61.3"};
  const char* const ages[] = {nullptr, ""};
  const char* const* const columns[] = {ids, areas, species, early, late, ages};
  auto options = c_options(2020, 2022);
  options.baseline = 125000;
  linhui_estimate* made = nullptr;
  ASSERT_EQ(linhui_estimate_columns(LINHUI_METHODOLOGY_ABI_VERSION, "AR-CM-001-V01", &options,
                                    names, 6, columns, 2, &made),
            LINHUI_DONE);
  const Handle by_columns(made);
  const auto by_csv = of_csv(kTwoStands, options);
  ASSERT_EQ(by_csv.status, LINHUI_DONE);
  ASSERT_EQ(linhui_estimate_row_count(made), 18u);
  EXPECT_EQ(std::memcmp(linhui_estimate_rows(made), linhui_estimate_rows(by_csv.estimate.get()),
                        18 * sizeof(linhui_row)),
            0);
  EXPECT_STREQ(linhui_estimate_stand_id(made, 1), "B, 2");
  EXPECT_EQ(linhui_estimate_stand_id(made, 2), nullptr);
  linhui_summary summary = {};
  summary.struct_size = sizeof summary;
  ASSERT_EQ(linhui_estimate_summary(made, &summary), LINHUI_DONE);
  EXPECT_EQ(summary.baseline, 125000);
  EXPECT_EQ(summary.net, summary.change - 125000);
}

TEST(CAbi, TellsEveryFaultInBothLanguages) {
  using Codes = std::vector<std::string>;
  const auto options = c_options(2020, 2022);
  const auto codes = [&](const std::string& csv) {
    const auto answer = of_csv(csv, options);
    EXPECT_EQ(answer.status, LINHUI_REFUSED) << csv;
    EXPECT_EQ(linhui_estimate_row_count(answer.estimate.get()), 0u);
    linhui_summary summary = {};
    summary.struct_size = sizeof summary;
    EXPECT_EQ(linhui_estimate_summary(answer.estimate.get(), &summary), LINHUI_MISUSED);
    return finding_codes(answer.estimate);
  };
  EXPECT_EQ(codes(""), Codes{"column_missing"});
  EXPECT_EQ(codes("stand_id,stand_id,colour,volume_m3_ha_20\n"),
            (Codes{"column_repeated", "column_unknown", "column_unknown", "column_missing"}));
  EXPECT_EQ(codes("stand_id,area_ha\nA,\"1\n"), Codes{"csv_malformed"});
  EXPECT_EQ(
      codes("stand_id,area_ha,kind,changed_in\nA,1.2.3,marsh,199x\n,,,\n"),
      (Codes{"A:number_malformed", "A:kind_unknown", "A:number_malformed", "number_malformed"}));
  EXPECT_EQ(codes("stand_id,area_ha\n"), Codes{"no_stands"});
  const auto unknown = of_csv(kTwoStands, options, "NO-SUCH-METHOD");
  EXPECT_EQ(unknown.status, LINHUI_REFUSED);
  EXPECT_EQ(finding_codes(unknown.estimate), Codes{"method_unknown"});
}

TEST(CAbi, RefusesACallThatIsWrong) {
  const auto options = c_options(2020, 2022);
  const std::string csv = kTwoStands;
  const auto call = [&](std::uint32_t version, const char* method, const linhui_options* with,
                        const char* text, std::size_t size) {
    linhui_estimate* made = reinterpret_cast<linhui_estimate*>(0x1);
    const auto status = linhui_estimate_csv(version, method, with, text, size, &made);
    EXPECT_EQ(made, nullptr);
    return status;
  };
  constexpr auto kVersion = LINHUI_METHODOLOGY_ABI_VERSION;
  const char* const kMethod = "AR-CM-001-V01";
  EXPECT_EQ(call(0, kMethod, &options, csv.data(), csv.size()), LINHUI_MISUSED);
  EXPECT_EQ(call(kVersion + 1, kMethod, &options, csv.data(), csv.size()), LINHUI_MISUSED);
  EXPECT_EQ(call(kVersion, nullptr, &options, csv.data(), csv.size()), LINHUI_MISUSED);
  EXPECT_EQ(call(kVersion, kMethod, nullptr, csv.data(), csv.size()), LINHUI_MISUSED);
  EXPECT_EQ(call(kVersion, kMethod, &options, nullptr, 5), LINHUI_MISUSED);
  linhui_options wrong = options;
  wrong.struct_size = 8;
  EXPECT_EQ(call(kVersion, kMethod, &wrong, csv.data(), csv.size()), LINHUI_MISUSED);
  wrong = options;
  wrong.setting_count = 1;
  EXPECT_EQ(call(kVersion, kMethod, &wrong, csv.data(), csv.size()), LINHUI_MISUSED);
  const linhui_setting nameless = {nullptr, "x"};
  wrong.settings = &nameless;
  EXPECT_EQ(call(kVersion, kMethod, &wrong, csv.data(), csv.size()), LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_csv(kVersion, kMethod, &options, csv.data(), csv.size(), nullptr),
            LINHUI_MISUSED);
  linhui_estimate* made = nullptr;
  const char* const names[] = {"stand_id", nullptr};
  const char* const* const columns[] = {nullptr, nullptr};
  EXPECT_EQ(linhui_estimate_columns(kVersion, kMethod, &options, nullptr, 2, columns, 1, &made),
            LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_columns(kVersion, kMethod, &options, names, 2, columns, 1, &made),
            LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_columns(kVersion, kMethod, &options, names, 1, columns, 1, &made),
            LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_columns(kVersion, kMethod, &options, names, 1, nullptr, 1, &made),
            LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_columns(kVersion, kMethod, &options, nullptr, 0, nullptr, 0, &made),
            LINHUI_REFUSED);  // nothing is a table without columns
  linhui_estimate_free(made);
}

TEST(CAbi, AnswersNullAsAnEmptyEstimate) {
  linhui_summary summary = {};
  linhui_finding finding = {};
  linhui_table table = {};
  EXPECT_EQ(linhui_estimate_row_count(nullptr), 0u);
  EXPECT_EQ(linhui_estimate_rows(nullptr), nullptr);
  EXPECT_EQ(linhui_estimate_stand_count(nullptr), 0u);
  EXPECT_EQ(linhui_estimate_stand_id(nullptr, 0), nullptr);
  EXPECT_STREQ(linhui_estimate_method_version(nullptr), "");
  EXPECT_STREQ(linhui_estimate_parameter_set_sha256(nullptr), "");
  EXPECT_EQ(linhui_estimate_summary(nullptr, &summary), LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_finding(nullptr, 0, &finding), LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_table(nullptr, 0, &table), LINHUI_MISUSED);
  linhui_estimate_free(nullptr);
  const auto answer = of_csv(kTwoStands, c_options(2020, 2022));
  EXPECT_EQ(linhui_estimate_summary(answer.estimate.get(), nullptr), LINHUI_MISUSED);
  EXPECT_EQ(linhui_estimate_summary(answer.estimate.get(), &summary), LINHUI_MISUSED);  // size 0
  EXPECT_EQ(linhui_estimate_finding(answer.estimate.get(), 0, &finding), LINHUI_MISUSED);
  table.struct_size = sizeof table;
  EXPECT_EQ(linhui_estimate_table(answer.estimate.get(), 999, &table), LINHUI_MISUSED);
}

TEST(CAbi, NamesItsMethodsPoolsAndStatuses) {
  EXPECT_EQ(linhui_methodology_abi_version(), LINHUI_METHODOLOGY_ABI_VERSION);
  ASSERT_EQ(linhui_method_count(), methods().size());
  EXPECT_EQ(linhui_method_id(0), methods()[0]->declaration().id);
  EXPECT_EQ(linhui_method_id(linhui_method_count()), nullptr);
  EXPECT_STREQ(linhui_pool_name(LINHUI_TOTAL), "total");
  EXPECT_EQ(linhui_pool_name(-1), nullptr);
  EXPECT_STREQ(linhui_pool_name(LINHUI_LIVING_BIOMASS), "living_biomass");
  EXPECT_EQ(linhui_pool_name(LINHUI_LIVING_BIOMASS + 1), nullptr);
  for (int status = -1; status <= 4; ++status) {
    EXPECT_GT(std::strlen(linhui_status_text(status, 0)), 3u);
    EXPECT_GT(std::strlen(linhui_status_text(status, 1)), 3u);
  }
}

// Whatever a stranger hands over: an answer with reasons, never a crash.
TEST(CAbi, BearsJunk) {
  std::mt19937 random(20260302);
  const std::string forest = read_source_file("tests/golden/ar_cm_001/inventory.csv");
  const std::string wet = read_source_file("tests/golden/ipcc_2013_wl/inventory.csv");
  int done = 0, refused = 0;
  for (int round = 0; round < 600; ++round) {
    std::string text = round % 2 == 0 ? forest : wet;
    const int changes = 1 + int(random() % 12);
    for (int i = 0; i < changes && !text.empty(); ++i) {
      const std::size_t at = random() % text.size();
      switch (random() % 5) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, random() % 30);
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
          break;
        case 3:
          text.insert(at, 1, ",\n\"-.e9\0"[random() % 8]);
          break;
        default:
          text.insert(at, "99999999999999999999");
      }
    }
    auto options = c_options(int(random() % 3000), int(random() % 3000));
    if (random() % 4 > 0) options = c_options(2020, 2025);
    if (random() % 8 == 0) options.baseline = static_cast<std::int64_t>(random()) << 33;
    if (random() % 8 == 0) options.leakage = INT64_MIN;
    options.gwp = random() % 8 == 0 ? "AR\xff" : nullptr;
    const auto answer = of_csv(text, options, round % 2 == 0 ? "AR-CM-001-V01" : "IPCC-2013-WL");
    ASSERT_TRUE(answer.status == LINHUI_DONE || answer.status == LINHUI_REFUSED);
    (answer.status == LINHUI_DONE ? done : refused) += 1;
    if (answer.status == LINHUI_REFUSED) {
      ASSERT_GT(finding_codes(answer.estimate).size(), 0u);
    }
  }
  EXPECT_GT(done, 10) << "too much junk to get anywhere";
  EXPECT_GT(refused, 100);
}

TEST(CAbi, ServesManyThreadsAtOnce) {
  const auto options = c_options(2020, 2022);
  const auto common = of_csv(kTwoStands, options);
  ASSERT_EQ(common.status, LINHUI_DONE);
  std::vector<std::thread> threads;
  std::vector<int> same(4);
  for (std::size_t t = 0; t < same.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const auto own = of_csv(kTwoStands, options);
        same[t] +=
            own.status == LINHUI_DONE &&
            std::memcmp(linhui_estimate_rows(own.estimate.get()),
                        linhui_estimate_rows(common.estimate.get()), 18 * sizeof(linhui_row)) == 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(same, (std::vector<int>{20, 20, 20, 20}));
}

}  // namespace
}  // namespace linhui::methodology
