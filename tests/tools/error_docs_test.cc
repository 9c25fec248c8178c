#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <string>
#include <vector>

#include "ledger/base/error.h"

namespace linhui::ledger {
namespace {

constexpr ErrorCode kCodes[] = {
#define LINHUI_ERROR(name, number, en, zh) ErrorCode::name,
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
};

std::string row_of(ErrorCode code) {
  return "| " + std::to_string(static_cast<int>(code)) + " | `" + std::string(name_of(code)) +
         "` | " + std::string(sentence_of(code, false)) + " | " +
         std::string(sentence_of(code, true)) + " |";
}

// Whoever meets an error looks it up there; the order tells which of several is reported.
TEST(ErrorDocs, HasEveryErrorInItsOrderWithItsSentences) {
  std::ifstream in(std::string(LINHUI_SOURCE_DIR) + "/docs/errors.md");
  ASSERT_TRUE(in) << "docs/errors.md cannot be read";
  std::vector<std::string> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.size() > 2 && line.starts_with("| ") && std::isdigit(line[2])) rows.push_back(line);
  }
  std::vector<std::string> expected;
  for (const ErrorCode code : kCodes) expected.push_back(row_of(code));
  EXPECT_EQ(rows, expected) << "run tools/write_error_docs";
}

// A person reads them, and a table's cell has to hold them.
TEST(ErrorDocs, HasWholeSentencesInBothLanguages) {
  for (const ErrorCode code : kCodes) {
    EXPECT_TRUE(sentence_of(code, false).ends_with(".")) << name_of(code);
    EXPECT_TRUE(sentence_of(code, true).ends_with("。")) << name_of(code);
    for (const bool chinese : {false, true}) {
      EXPECT_EQ(sentence_of(code, chinese).find_first_of("|\n"), std::string_view::npos);
    }
  }
}

}  // namespace
}  // namespace linhui::ledger
