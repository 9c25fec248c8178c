#include "methodology/settings.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

MethodDeclaration with_settings() {
  MethodDeclaration d;
  d.id = "M";
  d.settings = {{"zone", {"wet", "dry"}, "", {"", ""}},
                {"approach", {"one", "two"}, "one", {"", ""}},
                {"factor", {}, "", {"", ""}, true}};
  return d;
}

Findings faults_with(std::map<std::string, std::string> settings) {
  EstimateOptions options;
  options.settings = std::move(settings);
  Findings faults;
  check_settings(options, with_settings(), faults);
  return faults;
}

TEST(Settings, AreTakenAsGivenOrByDefault) {
  EstimateOptions options;
  options.settings = {{"zone", "dry"}, {"factor", "0.70"}};
  const auto d = with_settings();
  Findings faults;
  check_settings(options, d, faults);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(setting_of(options, d, "zone"), "dry");
  EXPECT_EQ(setting_of(options, d, "approach"), "one");
  EXPECT_EQ(decimal_setting(options, d, "factor")->str(), "0.70");
  options.settings.erase("factor");
  EXPECT_FALSE(decimal_setting(options, d, "factor").has_value());
}

TEST(Settings, AreRefusedWithWhatThereIs) {
  const auto unknown = faults_with({{"zone", "wet"}, {"zoen", "wet"}});
  EXPECT_EQ(codes_of(unknown), std::vector<std::string>{"setting_unknown"});
  EXPECT_NE(unknown[0].english.find("zone, approach, factor"), std::string::npos);
  const auto value = faults_with({{"zone", "damp"}});
  EXPECT_EQ(codes_of(value), std::vector<std::string>{"setting_unknown"});
  EXPECT_NE(value[0].english.find("wet, dry"), std::string::npos);
  EXPECT_EQ(codes_of(faults_with({})), std::vector<std::string>{"setting_missing"});
  EXPECT_EQ(codes_of(faults_with({{"zone", "wet"}, {"factor", "many"}})),
            std::vector<std::string>{"setting_unknown"});
}

// A choice that nothing reads is an error of the person's, whatever the method.
TEST(Settings, AreCheckedByEveryMethodThatEstimates) {
  for (const auto& method : methods()) {
    const auto& d = method->declaration();
    if (!d.missing.empty()) continue;
    auto options = period(2020, 2020);
    options.settings = {{"no_such_setting", "1"}};
    const auto faults = faults_of(outcome_of(d.id, {}, options));
    EXPECT_NE(std::find(faults.begin(), faults.end(), "setting_unknown"), faults.end()) << d.id;
    for (const auto& setting : d.settings) {
      EXPECT_FALSE(setting.meaning.english.empty() || setting.meaning.chinese.empty());
      const bool is_default_a_value =
          setting.otherwise.empty() || setting.values.empty() ||
          std::count(setting.values.begin(), setting.values.end(), setting.otherwise) == 1;
      EXPECT_TRUE(is_default_a_value) << d.id << " " << setting.name;
    }
  }
}

}  // namespace
}  // namespace linhui::methodology
