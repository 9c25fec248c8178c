#include "methodology/findings.h"

#include <gtest/gtest.h>

#include <regex>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

// The page is what a person looks a code up in: none may be missing from it.
TEST(Findings, AreAllListedInTheDocs) {
  const std::string source = read_source_file("methodology/findings.cc");
  const std::string page = read_source_file("docs/methodology.md");
  const std::regex code("return \\{\"([a-z_]+)\"");
  std::size_t count = 0;
  for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it, ++count) {
    std::string quoted = "`";
    quoted += (*it)[1].str();
    quoted += '`';
    EXPECT_NE(page.find(quoted), std::string::npos) << quoted;
  }
  EXPECT_GE(count, 25u);
  for (const char* made : {"`wetland_type_missing`", "`wetland_type_unknown`", "`climate_missing`",
                           "`climate_unknown`", "`land_use_missing`", "`land_use_unknown`",
                           "`nutrient_unknown`", "`trophic_unknown`"}) {
    EXPECT_NE(page.find(made), std::string::npos) << made;
  }
}

}  // namespace
}  // namespace linhui::methodology
