#include "api/app/desk/private_store.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "ledger/base/hash.h"
#include "ledger/store/lmdb_store.h"

namespace linhui::api::app {
namespace {

constexpr std::size_t kKeyBytes = 32, kNonceBytes = 12, kTagBytes = 16;
using ledger::LmdbStore;
using ledger::Table;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// nonce ‖ ciphertext ‖ tag; the entry's name is authenticated with it, so values cannot be swapped.
std::string encrypt(const std::string& key, const std::string& name, const std::string& plain) {
  const std::string nonce = ledger::random_bytes(kNonceBytes);
  std::string cipher(plain.size(), '\0'), tag(kTagBytes, '\0');
  const CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int length = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce));
  EVP_EncryptUpdate(context.get(), nullptr, &length, bytes(name), static_cast<int>(name.size()));
  EVP_EncryptUpdate(context.get(), bytes(cipher), &length, bytes(plain),
                    static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context.get(), bytes(tag), &length);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data());
  return nonce + cipher + tag;
}

std::optional<std::string> decrypt(const std::string& key, const std::string& name,
                                   const std::string& sealed) {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const std::string nonce = sealed.substr(0, kNonceBytes);
  const std::string cipher = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::string tag = sealed.substr(sealed.size() - kTagBytes), plain(cipher.size(), '\0');
  const CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int length = 0;
  EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce));
  EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(name), static_cast<int>(name.size()));
  EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(cipher),
                    static_cast<int>(cipher.size()));
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data());
  unsigned char rest[kTagBytes];
  if (EVP_DecryptFinal_ex(context.get(), rest, &length) != 1) return std::nullopt;
  return plain;
}

// Another process may be writing for a moment: wait for it, up to two seconds.
ledger::Result<std::unique_ptr<LmdbStore>> open_for_writing(const std::filesystem::path& folder) {
  for (int tries = 0;; ++tries) {
    const auto mode = std::filesystem::exists(folder / "data.mdb") ? LmdbStore::Mode::write
                                                                   : LmdbStore::Mode::create;
    auto opened = LmdbStore::open(folder, mode);
    if (opened.ok() || opened.error().code != ledger::ErrorCode::writer_busy || tries == 40) {
      return opened;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace

PrivateStore::PrivateStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

Outcome<std::string> PrivateStore::key(bool create) const {
  const auto file = folder_ / "private.key";
  if (create && !std::filesystem::exists(file)) {
    std::error_code failed;
    std::filesystem::create_directories(folder_, failed);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, failed);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    const std::string fresh = ledger::hex(ledger::random_bytes(kKeyBytes));
    const bool written =
        descriptor >= 0 &&
        ::write(descriptor, fresh.data(), fresh.size()) == static_cast<ssize_t>(fresh.size()) &&
        ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!written) return to_problem({ledger::ErrorCode::permission_denied, file.string()});
  }
  std::ifstream stream(file);
  std::stringstream text;
  text << stream.rdbuf();
  const auto key = ledger::from_hex(text.str());
  if (!key || key->size() != kKeyBytes) {
    return to_problem({ledger::ErrorCode::key_malformed, file.string()});
  }
  return *key;
}

std::optional<Json> PrivateStore::get(const std::string& name) const {
  for (const auto& [key, value] : scan(name)) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, Json>> PrivateStore::scan(const std::string& prefix) const {
  std::vector<std::pair<std::string, Json>> found;
  const auto secret = key(false);
  if (!secret.ok()) return found;
  const auto opened = LmdbStore::open(folder_, LmdbStore::Mode::read);
  if (!opened.ok()) return found;
  const auto view = opened.value()->snapshot();
  view->scan(Table::state, prefix, [&](std::string_view name, std::string_view sealed) {
    const auto plain = decrypt(secret.value(), std::string(name), std::string(sealed));
    if (plain) found.emplace_back(name, Json::parse(*plain, nullptr, false));
    return true;
  });
  return found;
}

Outcome<void> PrivateStore::write(const std::map<std::string, std::optional<Json>>& entries) {
  const auto secret = LINHUI_API_TRY(key(true));
  auto opened = LINHUI_API_TRY(open_for_writing(folder_));
  ledger::Changes changes;
  auto& table = changes[static_cast<std::size_t>(Table::state)];
  for (const auto& [name, value] : entries) {
    table[name] = value ? std::optional(encrypt(secret, name, value->dump())) : std::nullopt;
  }
  LINHUI_API_TRY(opened->commit(changes));
  return {};
}

}  // namespace linhui::api::app
