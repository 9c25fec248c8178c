// What must hold of any bytes whatever, said once by assert(), which every build keeps. Two
// programs are made of it: in the preset `fuzz` libFuzzer makes the bytes up and a target is a
// program; in the ordinary tests a seeded generator does, a few thousand times, and a target is a
// test.
#pragma once

#include <cassert>
#include <cstddef>
#include <string_view>

#ifdef LINHUI_FUZZ

#define LINHUI_FUZZ_TARGET(name)                                                       \
  static void name(std::string_view bytes);                                            \
  extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) { \
    name({reinterpret_cast<const char*>(data), size});                                 \
    return 0;                                                                          \
  }                                                                                    \
  static void name(std::string_view bytes)

#else

#include <gtest/gtest.h>

namespace linhui::fuzz {

// Calls `check` with every seed in corpus/<target>/ and with seeds that were changed at random, the
// same ones each time. A failing check ends the program, which first prints the bytes.
void run_bounded(const char* target, void (*check)(std::string_view bytes));

}  // namespace linhui::fuzz

#define LINHUI_FUZZ_TARGET(name)                 \
  static void name(std::string_view bytes);      \
  TEST(Fuzz, name) { run_bounded(#name, name); } \
  static void name(std::string_view bytes)

#endif
