// Keys and signatures. Ed25519 through OpenSSL; the algorithm's name travels with every signature,
// so that SM2 can stand beside it in ledgers of the Chinese profile.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace linhui::ledger {

// A public key as its raw 32 bytes. Of another length it verifies nothing.
struct PublicKey {
  std::string raw;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

// SubjectPublicKeyInfo in DER (44 bytes for Ed25519). Read back in that one spelling only; whether
// the 32 bytes are a point of the curve, check_public_key() finds out. Errors: key_malformed.
std::string spki(const PublicKey& key);
Result<PublicKey> public_key_from_spki(std::string_view der);
// Whether a key that comes in from outside may be trusted (ed25519_point.h): key_weak, with why.
// Who admits a key asks this once; a key of the ledger's own state has passed it.
Result<void> check_public_key(const PublicKey& key);
// The first 16 bytes, in hex, of SHA-256 over "ed25519", a newline and the SPKI in DER: by what
// records and the state name a key.
std::string key_id(const PublicKey& key);
// False for every malformed key or signature; never throws. RFC 8032, cofactorless, as OpenSSL.
bool verify_signature(const PublicKey& key, std::string_view message, std::string_view signature);

// A private key in memory. Move-only; wiped when it goes.
class SigningKey {
 public:
  static SigningKey generate();
  // The key of these 32 bytes: for reproducible demonstrations. Another length ends the program.
  static SigningKey from_seed(std::string_view seed);
  // PEM (PKCS#8), encrypted where a passphrase is given: PBKDF2 with 600,000 rounds, which takes
  // its time at both ends. read_pem never asks at the terminal. Errors: key_malformed
  // (also a key that is not Ed25519), passphrase_missing, passphrase_wrong, permission_denied,
  // not_found.
  //
  // write_pem creates the file with mode 0600, syncs it to disk and refuses to overwrite
  // (permission_denied); after an error it leaves no file behind. Errors besides: disk_full,
  // not_found (no such folder), storage_failed.
  static Result<SigningKey> read_pem(const std::filesystem::path& file,
                                     const std::string& passphrase = {});
  Result<void> write_pem(const std::filesystem::path& file,
                         const std::string& passphrase = {}) const;

  // One that was moved from may only be assigned to or destroyed.
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();

  const PublicKey& public_key() const;
  // 64 bytes, the same for the same message (RFC 8032).
  std::string sign(std::string_view message) const;

 private:
  struct Impl;
  explicit SigningKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::ledger
