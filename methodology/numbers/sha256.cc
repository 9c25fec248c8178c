#include "methodology/numbers/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace linhui::methodology {
namespace {

// The machine is broken, not the input.
void expect(bool done) {
  if (!done) throw std::runtime_error("OpenSSL has no SHA-256");
}

EVP_MD_CTX* md(void* context) { return static_cast<EVP_MD_CTX*>(context); }

}  // namespace

void Sha256::Free::operator()(void* context) const { EVP_MD_CTX_free(md(context)); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  expect(context_ && EVP_DigestInit_ex(md(context_.get()), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(std::string_view bytes) {
  expect(EVP_DigestUpdate(md(context_.get()), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
  std::array<unsigned char, 32> digest;
  unsigned size = 0;
  expect(EVP_DigestFinal_ex(md(context_.get()), digest.data(), &size) == 1 &&
         size == digest.size());
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.hex();
}

}  // namespace linhui::methodology
