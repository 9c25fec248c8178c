#include "ledger/log/checkpoint.h"

#include <gtest/gtest.h>

namespace linhui::ledger {
namespace {

// The keys and notes that Go's golang.org/x/mod/sumdb/note is tested with.
constexpr std::string_view kPeterKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kPeterSeed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view kEnochKey =
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const std::string kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string kPeterLine =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb"
    "6KE6RyyBwJnAM=\n";
const std::string kEnochLine =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33W"
    "Wd1RvMc+QQ=\n";

NamedKey named_key_of(std::string_view text) { return parse_verifier_key(text).value(); }

SigningKey peter() { return SigningKey::from_seed(from_base64(kPeterSeed)->substr(1)); }

bool opens(const std::string& note, std::string_view key = kPeterKey) {
  const auto text = open_note(note, named_key_of(key));
  if (!text.ok()) {
    EXPECT_EQ(text.error().code, ErrorCode::proof_invalid);
    EXPECT_FALSE(text.error().detail.empty());
  }
  return text.ok();
}

TEST(VerifierKey, ReadsAndWritesThePublishedOnes) {
  for (const std::string_view text : {kPeterKey, kEnochKey}) {
    const auto key = parse_verifier_key(text);
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(verifier_key(key.value().name, key.value().key), text);
  }
  EXPECT_EQ(named_key_of(kPeterKey).name, "PeterNeumann");
  EXPECT_EQ(named_key_of(kPeterKey).key, peter().public_key());
}

TEST(VerifierKey, RefusesEveryPieceAndEveryChange) {
  const auto refused = [](std::string_view text) {
    const auto key = parse_verifier_key(text);
    return !key.ok() && key.error().code == ErrorCode::key_malformed;
  };
  for (std::size_t begin = 0; begin <= kPeterKey.size(); ++begin) {
    for (std::size_t size = 0; begin + size <= kPeterKey.size(); ++size) {
      if (size == kPeterKey.size()) continue;
      EXPECT_TRUE(refused(kPeterKey.substr(begin, size))) << kPeterKey.substr(begin, size);
    }
  }
  for (std::size_t i = 0; i < kPeterKey.size(); ++i) {
    std::string text(kPeterKey);
    ++text[i];
    EXPECT_TRUE(refused(text)) << text;
  }
  // A key of a wrong length and one of an unknown algorithm, each with the hash that fits.
  EXPECT_TRUE(
      refused("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="));
  EXPECT_TRUE(refused("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
}

// Anyone could sign under it.
TEST(VerifierKey, RefusesAKeyOfSmallOrder) {
  const PublicKey neutral{'\1' + std::string(31, '\0')};
  const auto key = parse_verifier_key(verifier_key("linhui/x", neutral));
  ASSERT_FALSE(key.ok());
  EXPECT_EQ(key.error().code, ErrorCode::key_weak);
}

TEST(SignNote, GivesThePublishedNote) {
  EXPECT_EQ(sign_note(kText, "PeterNeumann", peter()), kText + "\n" + kPeterLine);
}

TEST(OpenNote, GivesTheTextAndPassesOverOtherSignatures) {
  EXPECT_EQ(open_note(kText + "\n" + kPeterLine, named_key_of(kPeterKey)).value(), kText);
  EXPECT_EQ(open_note(kText + "\n" + kPeterLine + kEnochLine, named_key_of(kPeterKey)).value(),
            kText);
  EXPECT_EQ(open_note(kText + "\n" + kPeterLine + kEnochLine, named_key_of(kEnochKey)).value(),
            kText);
  EXPECT_TRUE(opens(kText + "\n" + kPeterLine + "— witness.example/林 AAAAAAA=\n"));
}

// Go takes the last blank line for the end of the text; so must we, or the two read two notes.
TEST(OpenNote, SplitsAtTheLastBlankLine) {
  const std::string text = "one\n\ntwo\n";
  const auto opened = open_note(sign_note(text, "PeterNeumann", peter()), named_key_of(kPeterKey));
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened.value(), text);
}

TEST(OpenNote, RefusesWhatTheKeyHasNotSigned) {
  EXPECT_FALSE(opens(kText + "\n" + kEnochLine));
  EXPECT_FALSE(opens("If" + kText + "\n" + kPeterLine));
  EXPECT_FALSE(opens(kText + "\n" + kPeterLine, kEnochKey));
  // The right name and hash over another signature, also where a good one follows.
  std::string forged = kPeterLine;
  forged[40] = forged[40] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(opens(kText + "\n" + forged));
  EXPECT_FALSE(opens(kText + "\n" + forged + kPeterLine));
  // The same key under another name is another key.
  NamedKey renamed = named_key_of(kPeterKey);
  renamed.name = "CarmenSandiego";
  EXPECT_FALSE(open_note(kText + "\n" + kPeterLine, renamed).ok());
}

TEST(OpenNote, RefusesMalformedNotes) {
  std::string many;
  for (int i = 0; i < 101; ++i) many += kPeterLine;
  const std::string bad_name = "— Bad Name" + kPeterLine.substr(kPeterLine.find(" x08"));
  for (const std::string& note : {std::string(),
                                  std::string("\n"),
                                  std::string("\n\n"),
                                  kText,
                                  kText + "\n",
                                  kText + kPeterLine,
                                  kText + "\n" + kPeterLine.substr(0, kPeterLine.size() - 1),
                                  "\x01" + kText + "\n" + kPeterLine,
                                  "\xff" + kText + "\n" + kPeterLine,
                                  kText + "\n" + bad_name,
                                  kText + "\n" + kPeterLine + "Unexpected line.\n",
                                  kText + "\n" + kPeterLine + "\n",
                                  kText + "\n" + many,
                                  kText + "\n" + kPeterLine + "— a+b AAAAAAA=\n",
                                  kText + "\n" + kPeterLine +
                                      "— a\xE3\x80\x80"
                                      "b AAAAAAA=\n",
                                  kText + "\n" + kPeterLine + "—  AAAAAAA=\n",
                                  kText + "\n" + kPeterLine + "— a AAAA\n",
                                  kText + "\n" + kPeterLine + "— a AAAAAAB=\n",
                                  kText + "\n" + kPeterLine + "- a AAAAAAA=\n",
                                  kText + "\r\n" + kPeterLine,
                                  kText + "\n" + kPeterLine + '\0'}) {
    EXPECT_FALSE(opens(note)) << note;
  }
}

Checkpoint example() { return {"linhui/demo", 20'852'163, sha256("root")}; }

// The layout of c2sp.org/tlog-checkpoint, and its example's text.
TEST(Checkpoint, ReadsTheExampleOfItsSpecification) {
  const auto checkpoint = parse_checkpoint(
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
  ASSERT_TRUE(checkpoint.ok());
  EXPECT_EQ(checkpoint.value().origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint.value().size, 20'852'163U);
  EXPECT_EQ(hex(checkpoint.value().root).substr(0, 8), "0ac5186a");
}

TEST(Checkpoint, RoundTripsAtEverySize) {
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{10}, ~std::uint64_t{0}}) {
    Checkpoint checkpoint = example();
    checkpoint.size = size;
    const auto parsed = parse_checkpoint(checkpoint_text(checkpoint));
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed.value(), checkpoint);
  }
}

TEST(Checkpoint, TakesExtensionLinesThatAreNotEmpty) {
  EXPECT_TRUE(parse_checkpoint(checkpoint_text(example()) + "extension\nanother\n").ok());
  EXPECT_FALSE(parse_checkpoint(checkpoint_text(example()) + "\n").ok());
  EXPECT_FALSE(parse_checkpoint(checkpoint_text(example()) + "extension").ok());
  EXPECT_FALSE(parse_checkpoint(checkpoint_text(example()) + "one\n\ntwo\n").ok());
}

TEST(Checkpoint, RefusesMalformedText) {
  const std::string root = base64(bytes_of(sha256("root")));
  for (const std::string& text :
       {std::string(), std::string("\n"), "a\n1\n" + root, "\n1\n" + root + "\n",
        "a\n\n" + root + "\n", "a\n01\n" + root + "\n", "a\n+1\n" + root + "\n",
        "a\n-1\n" + root + "\n", "a\n 1\n" + root + "\n", "a\n1 \n" + root + "\n",
        "a\n0x1\n" + root + "\n", "a\n18446744073709551616\n" + root + "\n",
        std::string("a\n1\n\n"), "a\n1\n" + root.substr(4) + "\n", "a\n1\nAAAA" + root + "\n",
        "a\n1\n" + root + " \n", "a\r\n1\r\n" + root + "\r\n", "\xff\n1\n" + root + "\n"}) {
    const auto checkpoint = parse_checkpoint(text);
    ASSERT_FALSE(checkpoint.ok()) << text;
    EXPECT_EQ(checkpoint.error().code, ErrorCode::proof_invalid);
  }
}

TEST(OpenCheckpoint, TakesOnlyTheLogsOwn) {
  const auto signer = SigningKey::generate();
  const NamedKey key{"linhui/demo", signer.public_key()};
  const std::string note = sign_note(checkpoint_text(example()), key.name, signer);
  ASSERT_TRUE(open_checkpoint(note, key).ok());
  EXPECT_EQ(open_checkpoint(note, key).value(), example());
  EXPECT_FALSE(open_checkpoint(note, {key.name, peter().public_key()}).ok());
  EXPECT_FALSE(open_checkpoint(sign_note(kText, key.name, signer), key).ok());
  Checkpoint other = example();
  other.origin = "linhui/other";
  EXPECT_FALSE(open_checkpoint(sign_note(checkpoint_text(other), key.name, signer), key).ok());
}

// No changed byte goes through, and none crashes the reader.
TEST(OpenCheckpoint, RefusesEveryChangedByteAndEveryTruncation) {
  const auto signer = SigningKey::generate();
  const NamedKey key{"linhui/demo", signer.public_key()};
  const std::string note = sign_note(checkpoint_text(example()), key.name, signer);
  for (std::size_t i = 0; i < note.size(); ++i) {
    EXPECT_FALSE(open_checkpoint(note.substr(0, i), key).ok());
    for (const int flip : {0x01, 0x20, 0x80}) {
      std::string damaged = note;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      EXPECT_FALSE(open_checkpoint(damaged, key).ok()) << damaged;
    }
  }
}

}  // namespace
}  // namespace linhui::ledger
