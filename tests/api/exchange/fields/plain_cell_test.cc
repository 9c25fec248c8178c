// Cells that are taken as they stand.
#include "api/exchange/fields/plain_cell.h"

#include <gtest/gtest.h>

#include <string_view>

namespace linhui::api::exchange {
namespace {

TEST(PlainCell, IsWellFormedAndNormal) {
  for (const char* text : {"", "S1 -_", "\xE9\xA9\xAC\xE5\xB0\xBE\xE6\x9D\xBE", "\xE3\x80\x80x"}) {
    EXPECT_TRUE(is_plain_cell(text)) << text;
  }
  // é, a compatibility ideograph, a kana with a combining mark, cut and overlong characters.
  for (const char* text : {"\xC3\xA9", "\xEF\xA4\x8A", "\xE3\x81\x8B\xE3\x82\x99", "\xE9\xA9",
                           "\xE9\xA9x", "\xE0\x80\x80", "\xFF"}) {
    EXPECT_FALSE(is_plain_cell(text)) << text;
  }
  EXPECT_FALSE(is_plain_cell(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace linhui::api::exchange
