#include "ledger/base/hash.h"

#include <gtest/gtest.h>

namespace linhui::ledger {
namespace {

// FIPS 180-4 examples.
TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// RFC 4648 §10.
TEST(Base64, GivesThePublishedExamples) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : kCases) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, RoundTripsEveryByteAtEveryOffset) {
  std::string bytes;
  for (int i = 0; i < 1024; ++i) {
    bytes += static_cast<char>(i * 7);
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
}

// Two texts for the same bytes would let a signature be spelled in two ways.
TEST(Base64, RefusesEveryOtherSpelling) {
  for (const std::string_view text :
       {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v=", "=", "==", "====", "Zg==Zg==", "Zm9v\n",
        "Zm-_", " Zm9", "Z=9v", "Z==="}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Hex, RoundTripsAndIsLowerCaseOnly) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(from_hex(hex(bytes)), bytes);
  EXPECT_EQ(hex(std::string_view("\x00\xff\x1a", 3)), "00ff1a");
  for (const std::string_view text : {"0", "0g", "AB", "0x", " 0", "00 "}) {
    EXPECT_FALSE(from_hex(text)) << text;
  }
}

TEST(Hex, HashNeedsThirtyTwoBytes) {
  const Hash hash = sha256("x");
  EXPECT_EQ(hash_from_hex(hex(hash)), hash);
  EXPECT_FALSE(hash_from_hex(hex(hash).substr(2)));
  EXPECT_FALSE(hash_from_hex(hex(hash) + "00"));
  EXPECT_FALSE(hash_from_hex(""));
}

TEST(RandomBytes, DifferAndHaveTheSize) {
  EXPECT_EQ(random_bytes(0), "");
  EXPECT_EQ(random_bytes(1000).size(), 1000U);
  EXPECT_NE(random_bytes(16), random_bytes(16));
}

}  // namespace
}  // namespace linhui::ledger
