#include "ledger/log/signing.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "ledger/base/hash.h"
#include "ledger/base/require.h"
#include "ledger/base/system_error.h"
#include "ledger/log/ed25519_point.h"

namespace linhui::ledger {

template <auto free_it>
struct Free {
  template <class T>
  void operator()(T* held) const {
    free_it(held);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;  // a member of SigningKey::Impl

namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSignatureSize = 64;
// SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410 §4).
constexpr std::string_view kSpkiPrefix("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
constexpr int kPassphraseRounds = 600'000;  // PBKDF2 with HMAC-SHA-256

using Context = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using KeyInfo = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Free<PKCS8_PRIV_KEY_INFO_free>>;
using SealedKey = std::unique_ptr<X509_SIG, Free<X509_SIG_free>>;

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// A PEM block: its name, and its bytes in memory that is wiped.
struct Pem {
  std::string name;
  unsigned char* bytes = nullptr;
  long size = 0;

  Pem() = default;
  Pem(const Pem&) = delete;
  Pem& operator=(const Pem&) = delete;
  ~Pem() { OPENSSL_clear_free(bytes, static_cast<std::size_t>(size)); }

  // The first block of a file; false where it has none.
  bool read(BIO* from) {
    char *label = nullptr, *header = nullptr;
    const bool read = PEM_read_bio(from, &label, &header, &bytes, &size) == 1;
    if (read) name = label;
    OPENSSL_free(label);
    OPENSSL_free(header);
    return read;
  }
};

// The private key of a PEM block of PKCS#8, opened with the passphrase where it is sealed.
Result<Pkey> open_pem(const Pem& pem, const std::string& passphrase) {
  const unsigned char* at = pem.bytes;
  KeyInfo plain;
  if (pem.name == PEM_STRING_PKCS8INF) {
    plain.reset(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, pem.size));
  } else if (pem.name == PEM_STRING_PKCS8) {
    const SealedKey sealed(d2i_X509_SIG(nullptr, &at, pem.size));
    if (!sealed) return Error{ErrorCode::key_malformed};
    if (passphrase.empty()) return Error{ErrorCode::passphrase_missing};
    plain.reset(
        PKCS8_decrypt(sealed.get(), passphrase.data(), static_cast<int>(passphrase.size())));
    if (!plain) return Error{ErrorCode::passphrase_wrong};
  }
  if (!plain) return Error{ErrorCode::key_malformed};
  Pkey key(EVP_PKCS82PKEY(plain.get()));
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    return Error{ErrorCode::key_malformed};
  }
  return key;
}

// The key as PEM, in memory that OpenSSL wipes.
Bio pem_of(EVP_PKEY* key, const std::string& passphrase) {
  Bio pem(BIO_new(BIO_s_secmem()));
  const KeyInfo plain(EVP_PKEY2PKCS8(key));
  require(pem && plain);
  if (passphrase.empty()) {
    require(PEM_write_bio_PKCS8_PRIV_KEY_INFO(pem.get(), plain.get()) == 1);
    return pem;
  }
  X509_ALGOR* scheme = PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), kPassphraseRounds, nullptr, 0, nullptr,
                                         NID_hmacWithSHA256);
  require(scheme != nullptr);
  const SealedKey sealed(
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), plain.get(), scheme));
  require(sealed && PEM_write_bio_PKCS8(pem.get(), sealed.get()) == 1);
  return pem;
}

Error file_error(int number, const std::filesystem::path& file) {
  const std::string detail = file.string() + ": " + std::strerror(number);
  // A key that is there already is never overwritten.
  return {number == EEXIST ? ErrorCode::permission_denied : code_of_errno(number), detail};
}

// Writes all bytes and syncs; gives errno, or 0.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return fsync(descriptor) == 0 ? 0 : errno;
}

}  // namespace

std::string spki(const PublicKey& key) { return std::string(kSpkiPrefix) + key.raw; }

Result<PublicKey> public_key_from_spki(std::string_view der) {
  if (der.size() != kSpkiPrefix.size() + kKeySize || !der.starts_with(kSpkiPrefix)) {
    return Error{ErrorCode::key_malformed, "not the SubjectPublicKeyInfo of an Ed25519 key"};
  }
  return PublicKey{std::string(der.substr(kSpkiPrefix.size()))};
}

Result<void> check_public_key(const PublicKey& key) {
  if (key.raw.size() != kKeySize) return Error{ErrorCode::key_malformed};
  switch (fault_of_point(key.raw)) {
    case PointFault::none:
      return {};
    case PointFault::not_canonical:
      return Error{ErrorCode::key_weak, "not in its one spelling"};
    case PointFault::off_curve:
      return Error{ErrorCode::key_weak, "not a point of the curve"};
    case PointFault::small_order:
      break;
  }
  return Error{ErrorCode::key_weak, "of small order"};
}

std::string key_id(const PublicKey& key) {
  return hex(bytes_of(sha256("ed25519\n" + spki(key))).substr(0, 16));
}

bool verify_signature(const PublicKey& key, std::string_view message, std::string_view signature) {
  if (key.raw.size() != kKeySize || signature.size() != kSignatureSize) return false;
  const Pkey pkey(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(key.raw), kKeySize));
  const Context context(EVP_MD_CTX_new());
  if (!pkey || !context) return false;
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(),
                          unsigned_bytes(message), message.size()) == 1;
}

struct SigningKey::Impl {
  Pkey pkey;  // OpenSSL wipes the key when it frees it.
  PublicKey public_key;

  static SigningKey wrap(Pkey pkey) {
    auto impl = std::make_unique<Impl>();
    impl->public_key.raw.resize(kKeySize);
    std::size_t size = kKeySize;
    require(pkey != nullptr);
    auto* raw = reinterpret_cast<unsigned char*>(impl->public_key.raw.data());
    require(EVP_PKEY_get_raw_public_key(pkey.get(), raw, &size) == 1 && size == kKeySize);
    impl->pkey = std::move(pkey);
    return SigningKey(std::move(impl));
  }
};

SigningKey::SigningKey(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey SigningKey::generate() {
  return Impl::wrap(Pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
}

SigningKey SigningKey::from_seed(std::string_view seed) {
  require(seed.size() == kKeySize);
  return Impl::wrap(Pkey(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(seed), kKeySize)));
}

Result<SigningKey> SigningKey::read_pem(const std::filesystem::path& file,
                                        const std::string& passphrase) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return Error{ErrorCode::key_malformed, file.string() + ": is a folder"};
  }
  errno = 0;
  const Bio bytes(BIO_new_file(file.c_str(), "rb"));
  if (!bytes) return file_error(errno, file);
  Pem pem;
  if (!pem.read(bytes.get())) return Error{ErrorCode::key_malformed, file.string()};
  auto key = open_pem(pem, passphrase);
  if (!key.ok()) return Error{key.error().code, file.string()};
  return Impl::wrap(std::move(key).value());
}

Result<void> SigningKey::write_pem(const std::filesystem::path& file,
                                   const std::string& passphrase) const {
  const Bio pem = pem_of(impl_->pkey.get(), passphrase);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(pem.get(), &bytes);
  require(size > 0);
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return file_error(errno, file);
  int problem = write_all(descriptor, {bytes, static_cast<std::size_t>(size)});
  if (close(descriptor) != 0 && problem == 0) problem = errno;
  if (problem == 0) return {};
  unlink(file.c_str());  // Ours: O_EXCL made it a moment ago.
  return file_error(problem, file);
}

const PublicKey& SigningKey::public_key() const { return impl_->public_key; }

std::string SigningKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  std::string signature(kSignatureSize, '\0');
  std::size_t size = signature.size();
  require(context != nullptr);
  require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, impl_->pkey.get()) == 1);
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         unsigned_bytes(message), message.size()) == 1 &&
          size == kSignatureSize);
  return signature;
}

}  // namespace linhui::ledger
