// Keys and signatures. Ed25519 through OpenSSL; the algorithm's name travels with every signature,
// so that SM2 can stand beside it in ledgers of the Chinese profile.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace linhui::ledger {

// A public key as its raw 32 bytes.
struct PublicKey {
  std::string raw;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

// SubjectPublicKeyInfo in DER (44 bytes for Ed25519).
std::string spki(const PublicKey& key);
Result<PublicKey> public_key_from_spki(std::string_view der);  // key_malformed
// The first 16 bytes, in hex, of SHA-256 over "ed25519", a newline and the SPKI in DER.
std::string key_id(const PublicKey& key);
// False for every malformed key or signature; never throws. RFC 8032, cofactorless, as OpenSSL.
bool verify_signature(const PublicKey& key, std::string_view message, std::string_view signature);

// A private key in memory. Move-only; wiped when it goes.
class SigningKey {
 public:
  static SigningKey generate();
  static SigningKey from_seed(std::string_view seed);  // 32 bytes; for reproducible demonstrations
  // PEM (PKCS#8), encrypted where a passphrase is given. Errors: key_malformed, permission_denied,
  // not_found. write_pem creates the file with mode 0600 and refuses to overwrite.
  static Result<SigningKey> read_pem(const std::filesystem::path& file,
                                     const std::string& passphrase = {});
  Result<void> write_pem(const std::filesystem::path& file,
                         const std::string& passphrase = {}) const;

  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();

  const PublicKey& public_key() const;
  std::string sign(std::string_view message) const;  // 64 bytes

 private:
  struct Impl;
  explicit SigningKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::ledger
