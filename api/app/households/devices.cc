#include "api/app/households/devices.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <string_view>
#include <vector>

#include "ledger/base/hash.h"

namespace linhui::api::app {
namespace {

constexpr std::size_t kMarks = 5;
constexpr std::size_t kMarkNonceBytes = 12, kMarkMacBytes = 16;
constexpr std::size_t kMarkSize = 2 * kMarkNonceBytes + 1 + 2 * kMarkMacBytes;

// The mark with this nonce, in hex: HMAC-SHA256 (RFC 2104), its first 128 bits.
std::string mark_of(const DeviceOf& whose, const std::string& nonce) {
  const std::string text = whose.household_no + "\n" + whose.pin_salt + "\n" + nonce;
  std::string mac(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  HMAC(EVP_sha256(), whose.secret.data(), static_cast<int>(whose.secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(mac.data()), &size);
  return nonce + "." + ledger::hex(mac.substr(0, kMarkMacBytes));
}

// The marks held, at most kMarks of the right size.
std::vector<std::string> marks_in(std::string_view held) {
  std::vector<std::string> marks;
  while (!held.empty() && marks.size() < kMarks) {
    const std::string_view mark = held.substr(0, held.find('~'));
    held.remove_prefix(std::min(held.size(), mark.size() + 1));
    if (mark.size() == kMarkSize) marks.emplace_back(mark);
  }
  return marks;
}

std::string nonce_of(const std::string& mark) { return mark.substr(0, 2 * kMarkNonceBytes); }

bool is_for(const DeviceOf& whose, const std::string& mark) {
  const std::string right = mark_of(whose, nonce_of(mark));
  return CRYPTO_memcmp(right.data(), mark.data(), mark.size()) == 0;
}

}  // namespace

std::string device_of(const DeviceOf& whose, const std::string& held) {
  for (const std::string& mark : marks_in(held)) {
    if (is_for(whose, mark)) return nonce_of(mark);
  }
  return {};
}

std::string with_new_device(const DeviceOf& whose, const std::string& held) {
  std::string all = mark_of(whose, ledger::hex(ledger::random_bytes(kMarkNonceBytes)));
  std::size_t count = 1;
  for (const std::string& mark : marks_in(held)) {
    // Only hex and a dot: what stands here goes into a header.
    const bool plain = mark.find_first_not_of("0123456789abcdef.") == mark.npos;
    if (plain && !is_for(whose, mark) && count++ < kMarks) all += "~" + mark;
  }
  return all;
}

}  // namespace linhui::api::app
