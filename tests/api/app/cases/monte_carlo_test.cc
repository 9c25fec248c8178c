#include "api/app/cases/monte_carlo.h"

#include "api/exchange/output/monte_carlo_file.h"
#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

class MonteCarlo : public CaseFiles {
 protected:
  MonteCarloRequest request() const {
    MonteCarloRequest request;
    request.basis = basis();
    request.draws = 200;
    request.seed = 7;
    request.uncertainty =
        folder_.write("u.csv",
                      "parameter,distribution,unit,sd,low,high,mode,source,confidence\n"
                      "species_ar_cm_001.csv/*/D_t_m3,normal,percent,8,,,,test,project\n"
                      "stand/volume_m3_ha,lognormal,percent,20,,,,test,project\n");
    return request;
  }
};

TEST_F(MonteCarlo, PartsMakeTheWholeOfOneRun) {
  const auto whole = draw_removals(request());
  ASSERT_TRUE(whole.ok()) << fault_of(whole);
  std::vector<std::string> files;
  for (int part = 1; part <= 2; ++part) {
    auto of_part = request();
    of_part.part = part;
    of_part.parts = 2;
    const auto drawn = draw_removals(of_part);
    ASSERT_TRUE(drawn.ok()) << fault_of(drawn);
    files.push_back(folder_.file("part" + std::to_string(part)));
    ASSERT_TRUE(write_part(files.back(), drawn.value()).ok());
  }
  const auto merged = merge_parts({files[1], files[0]});
  ASSERT_TRUE(merged.ok()) << fault_of(merged);
  const auto text_of = [](const methodology::MonteCarloPart& part) {
    return exchange::monte_carlo_json(part, methodology::conclude(part)).dump();
  };
  EXPECT_EQ(text_of(merged.value()), text_of(whole.value()));
  EXPECT_EQ(fault_of(merge_parts({files[0]})), "part_missing");
  EXPECT_EQ(fault_of(merge_parts({files[0], folder_.file("none")})), "file_not_found");
}

// Who has the result can tell what it was made of.
TEST_F(MonteCarlo, PlansNameTheirInputsByDigest) {
  const auto drawn = draw_removals(request());
  ASSERT_TRUE(drawn.ok()) << fault_of(drawn);
  EXPECT_EQ(drawn.value().plan.input_sha256.size(), 64u);
  EXPECT_EQ(drawn.value().plan.uncertainty_sha256.size(), 64u);
}

TEST_F(MonteCarlo, RefusesAFileOfUncertaintiesThatFitsNothing) {
  auto wrong = request();
  folder_.write("u.csv", "parameter,distribution,unit,sd,low,high,mode,source,confidence\n");
  EXPECT_EQ(fault_of(draw_removals(wrong)), "uncertainty_missing");
  wrong.uncertainty = folder_.file("none.csv");
  EXPECT_EQ(fault_of(draw_removals(wrong)), "file_not_found");
}

TEST_F(MonteCarlo, ResultsAreWrittenAsTheNameSays) {
  const auto whole = draw_removals(request());
  ASSERT_TRUE(whole.ok()) << fault_of(whole);
  const auto result = methodology::conclude(whole.value());
  const std::string json = folder_.file("r.json"), svg = folder_.file("r.svg");
  ASSERT_TRUE(write_result(json, whole.value(), result, Language::english).ok());
  ASSERT_TRUE(write_result(svg, whole.value(), result, Language::chinese).ok());
  EXPECT_NE(file_bytes(json).find("\"mean_tCO2e\""), std::string::npos);
  EXPECT_NE(file_bytes(svg).find("次抽样"), std::string::npos);
}

}  // namespace
}  // namespace linhui::api::app
