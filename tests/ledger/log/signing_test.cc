#include "ledger/log/signing.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "ledger/base/hash.h"
#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

const std::string kSeed =
    *from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

// RFC 8032 §7.1, TEST 1 and TEST 2.
TEST(SigningKey, GivesThePublishedSignatures) {
  const auto first = SigningKey::from_seed(kSeed);
  EXPECT_EQ(hex(first.public_key().raw),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(
      hex(first.sign("")),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
      "f9b46bd25bf5f0595bbe24655141438e7a100b");
  const auto second = SigningKey::from_seed(
      *from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  EXPECT_EQ(
      hex(second.sign("\x72")),
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
      "f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(VerifySignature, AgreesWithEveryWycheproofCase) {
  const auto vectors = nlohmann::json::parse(
      file_bytes(LINHUI_SOURCE_DIR "/tests/vectors/wycheproof/ed25519_test.json"));
  std::size_t count = 0;
  std::size_t valid = 0;
  for (const auto& group : vectors["testGroups"]) {
    const PublicKey key{*from_hex(group["publicKey"]["pk"].get<std::string>())};
    const auto der = from_hex(group["publicKeyDer"].get<std::string>());
    EXPECT_EQ(spki(key), *der);
    EXPECT_EQ(public_key_from_spki(*der).value(), key);
    for (const auto& test : group["tests"]) {
      const bool wanted = test["result"] == "valid";
      EXPECT_EQ(verify_signature(key, *from_hex(test["msg"].get<std::string>()),
                                 *from_hex(test["sig"].get<std::string>())),
                wanted)
          << test;
      ++count;
      valid += wanted;
    }
  }
  EXPECT_EQ(count, vectors["numberOfTests"].get<std::size_t>());
  EXPECT_GT(valid, 0U);
  EXPECT_LT(valid, count);
}

// S and S + L sign the same: with both taken, a signed record would have two leaves.
TEST(VerifySignature, IsFalseWhereSIsNotBelowTheOrder) {
  const auto key = SigningKey::from_seed(kSeed);
  // L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032 §5.1), little-endian.
  const std::string order =
      *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  std::string signature = key.sign("m");
  ASSERT_TRUE(verify_signature(key.public_key(), "m", signature));
  int carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += static_cast<unsigned char>(signature[32 + i]) + static_cast<unsigned char>(order[i]);
    signature[32 + i] = static_cast<char>(carry);
    carry >>= 8;
  }
  ASSERT_EQ(carry, 0);
  EXPECT_FALSE(verify_signature(key.public_key(), "m", signature));
}

TEST(VerifySignature, IsFalseForMalformedInput) {
  const auto key = SigningKey::generate();
  const std::string signature = key.sign("m");
  EXPECT_TRUE(verify_signature(key.public_key(), "m", signature));
  EXPECT_FALSE(verify_signature(key.public_key(), "n", signature));
  EXPECT_FALSE(verify_signature(key.public_key(), "m", ""));
  EXPECT_FALSE(verify_signature(key.public_key(), "m", signature.substr(1)));
  EXPECT_FALSE(verify_signature(key.public_key(), "m", signature + "x"));
  EXPECT_FALSE(verify_signature(PublicKey{}, "m", signature));
  EXPECT_FALSE(verify_signature(PublicKey{"short"}, "m", signature));
  EXPECT_FALSE(verify_signature(PublicKey{std::string(32, '\xff')}, "m", signature));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string damaged = signature;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(verify_signature(key.public_key(), "m", damaged));
  }
}

TEST(Spki, RefusesEverythingElse) {
  const std::string der = spki(SigningKey::from_seed(kSeed).public_key());
  ASSERT_EQ(der.size(), 44U);
  EXPECT_EQ(public_key_from_spki("").error().code, ErrorCode::key_malformed);
  EXPECT_FALSE(public_key_from_spki(der.substr(0, 43)).ok());
  EXPECT_FALSE(public_key_from_spki(der + "x").ok());
  for (std::size_t i = 0; i < 12; ++i) {
    std::string other = der;
    other[i] = static_cast<char>(other[i] ^ 4);
    EXPECT_FALSE(public_key_from_spki(other).ok()) << i;
  }
}

// The id is stored in records, so it must never come out otherwise.
TEST(KeyId, IsOfAlgorithmAndKey) {
  const PublicKey key = SigningKey::from_seed(kSeed).public_key();
  EXPECT_EQ(key_id(key), hex(sha256("ed25519\n" + spki(key))).substr(0, 32));
  EXPECT_EQ(key_id(key).size(), 32U);
}

TEST(SigningKey, GeneratesADifferentKeyEachTime) {
  EXPECT_NE(SigningKey::generate().public_key(), SigningKey::generate().public_key());
}

TEST(SigningKey, RoundTripsThroughPemWithAndWithoutPassphrase) {
  const ScratchFolder folder;
  const auto key = SigningKey::from_seed(kSeed);
  for (const std::string passphrase : {"", "林子大了 what birds"}) {
    const auto file = folder.path() / ("key" + std::to_string(passphrase.size()));
    ASSERT_TRUE(key.write_pem(file, passphrase).ok());
    struct stat status;
    ASSERT_EQ(stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_EQ(file_bytes(file).find("ENCRYPTED") != std::string::npos, !passphrase.empty());
    const auto again = SigningKey::read_pem(file, passphrase);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value().sign("m"), key.sign("m"));
  }
}

TEST(SigningKey, NeverOverwritesAFile) {
  const ScratchFolder folder;
  const auto file = folder.path() / "key";
  write_file(file, "precious");
  const auto written = SigningKey::generate().write_pem(file);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::permission_denied);
  EXPECT_EQ(file_bytes(file), "precious");
  EXPECT_EQ(SigningKey::generate().write_pem(folder.path() / "no" / "key").error().code,
            ErrorCode::not_found);
}

// Nobody is asked at the terminal, which would hang a service.
TEST(SigningKey, CallsAWrongPassphraseAndAMissingOneThat) {
  const ScratchFolder folder;
  const auto file = folder.path() / "key";
  ASSERT_TRUE(SigningKey::generate().write_pem(file, "right").ok());
  for (const std::string& passphrase :
       {std::string("wrong"), std::string("right\n"), std::string(5000, 'x')}) {
    const auto key = SigningKey::read_pem(file, passphrase);
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(key.error().code, ErrorCode::passphrase_wrong);
    EXPECT_EQ(key.error().detail, file.string());
  }
  EXPECT_EQ(SigningKey::read_pem(file).error().code, ErrorCode::passphrase_missing);
  const std::string pem = file_bytes(file);
  write_file(file, pem.substr(0, pem.size() / 2));
  EXPECT_EQ(SigningKey::read_pem(file, "right").error().code, ErrorCode::key_malformed);
}

TEST(SigningKey, OpensWithALongPassphrase) {
  const ScratchFolder folder;
  const std::string long_one(5000, 'x');
  ASSERT_TRUE(SigningKey::generate().write_pem(folder.path() / "key", long_one).ok());
  EXPECT_TRUE(SigningKey::read_pem(folder.path() / "key", long_one).ok());
}

TEST(SigningKey, RefusesFilesThatAreNoEd25519Key) {
  const ScratchFolder folder;
  EXPECT_EQ(SigningKey::read_pem(folder.path() / "none").error().code, ErrorCode::not_found);
  EXPECT_EQ(SigningKey::read_pem(folder.path()).error().code, ErrorCode::key_malformed);
  const auto good = folder.path() / "good";
  ASSERT_TRUE(SigningKey::generate().write_pem(good).ok());
  const std::string pem = file_bytes(good);
  const auto file = folder.path() / "bad";
  for (const std::string& bytes :
       {std::string(), std::string("junk"), pem.substr(0, 60), std::string(100'000, '\xff'),
        // X25519 of the same length: one byte of the algorithm's name differs.
        std::string("-----BEGIN PRIVATE KEY-----\n"
                    "MC4CAQAwBQYDK2VuBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
                    "-----END PRIVATE KEY-----\n")}) {
    write_file(file, bytes);
    const auto key = SigningKey::read_pem(file);
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(key.error().code, ErrorCode::key_malformed);
  }
}

}  // namespace
}  // namespace linhui::ledger
