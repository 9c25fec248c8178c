#include "methodology/stands/composition.h"

#include <gtest/gtest.h>

namespace linhui::methodology {
namespace {

// "7 马|3 栎", or why not.
std::string read(std::string_view text) {
  const auto parsed = parse_composition(text);
  if (const auto* fault = std::get_if<CompositionFault>(&parsed)) {
    EXPECT_FALSE(fault->chinese.empty());
    return "refused: " + fault->english;
  }
  std::string result;
  for (const auto& part : std::get<std::vector<CompositionPart>>(parsed)) {
    if (!result.empty()) result += '|';
    result += std::to_string(part.tenths);
    result += ' ';
    result += part.species;
  }
  return result;
}

TEST(ParseComposition, ReadsTenthsAsSurveysWriteThem) {
  EXPECT_EQ(read("7马3栎"), "7 马|3 栎");
  EXPECT_EQ(read("6杉木4枫香"), "6 杉木|4 枫香");
  EXPECT_EQ(read("10柏木"), "10 柏木");
  EXPECT_EQ(read("5马 3杉 2栎"), "5 马|3 杉|2 栎");
  EXPECT_EQ(read("７马３栎"), "7 马|3 栎");
  EXPECT_EQ(read(" 8Masson pine 2oak "), "8 Masson pine|2 oak");
}

TEST(ParseComposition, RefusesWhatDoesNotAddUpToTen) {
  EXPECT_EQ(read("7马2栎"), "refused: the tenths add up to 9");
  EXPECT_EQ(read("7马4栎"), "refused: the tenths add up to 11");
  EXPECT_EQ(read(" "), "refused: the tenths add up to 0");
}

TEST(ParseComposition, RefusesJunk) {
  for (const char* junk :
       {"马", "马7栎3", "7", "7马3", "0马10栎", "11马", "100马", "99999999999999999999马", "5马5马",
        "-7马3栎", "7.5马2.5栎", "\xEF\xBC", "7\xFF\xFE", "10\xEF\xBC\x95"}) {
    EXPECT_TRUE(read(junk).starts_with("refused")) << junk << " → " << read(junk);
  }
}

}  // namespace
}  // namespace linhui::methodology
