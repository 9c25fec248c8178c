#include "api/app/households/pin.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>

#include "ledger/base/hash.h"

namespace linhui::api::app {
namespace {

// scrypt with N = 2^12, r = 8, p = 1 (RFC 7914): 4 MiB and some 12 ms a try. Six digits cannot
// withstand guessing by themselves: the entry is encrypted too, and the desk counts the tries.
std::string stretch(const std::string& pin, const std::string& salt) {
  std::string hash(32, '\0');
  EVP_PBE_scrypt(pin.data(), pin.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                 salt.size(), 1 << 12, 8, 1, 64 << 20,
                 reinterpret_cast<unsigned char*>(hash.data()), hash.size());
  return hash;
}

}  // namespace

std::string new_pin() {
  std::string pin;
  while (pin.size() < 6) {
    const auto byte = static_cast<unsigned char>(ledger::random_bytes(1)[0]);
    if (byte < 250) pin += static_cast<char>('0' + byte % 10);
  }
  return pin;
}

bool is_pin(const std::string& text) {
  return text.size() == 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

KeptCard new_card(const std::string& pin, bool must_change) {
  const std::string salt = ledger::random_bytes(16);
  KeptCard card;
  card.salt = ledger::hex(salt);
  card.hash = ledger::hex(stretch(pin, salt));
  card.must_change = must_change;
  return card;
}

bool pin_fits(const KeptCard& card, const std::string& pin) {
  const auto salt = ledger::from_hex(card.salt);
  const auto hash = ledger::from_hex(card.hash);
  if (!salt || !hash) return false;
  const std::string tried = stretch(pin, *salt);
  return tried.size() == hash->size() &&
         CRYPTO_memcmp(tried.data(), hash->data(), tried.size()) == 0;
}

}  // namespace linhui::api::app
