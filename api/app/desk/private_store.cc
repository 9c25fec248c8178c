#include "api/app/desk/private_store.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>

#include "api/app/desk/files.h"
#include "ledger/base/hash.h"
#include "ledger/base/system_error.h"
#include "ledger/store/open_store.h"

namespace linhui::api::app {
namespace {

constexpr std::size_t kKeyBytes = 32, kNonceBytes = 12, kTagBytes = 16;
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

// Others read and write for a moment only: they are waited for.
constexpr std::chrono::seconds kWaitMax{10};

ledger::Result<std::unique_ptr<ledger::Store>> open_for_writing(const std::string& url) {
  using ledger::StoreMode;
  if (!ledger::store_exists(url)) {
    auto made = ledger::open_store(url, StoreMode::create, {kWaitMax});
    if (made.ok() || made.error().code != ledger::ErrorCode::ledger_exists) return made;
  }
  return ledger::open_store(url, StoreMode::write, {kWaitMax});
}

}  // namespace

PrivateStore::PrivateStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

Outcome<std::string> PrivateStore::key(bool create) const {
  const auto file = folder_ / "private.key";
  if (create && !std::filesystem::exists(file)) {
    if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) {
      return to_problem({ledger::code_of_errno(errno), folder_.string()});
    }
    // Whole or not at all, and on disk before anything is encrypted with it. Where another process
    // was quicker, its key is the one.
    const auto made = keep_file(file, ledger::hex(ledger::random_bytes(kKeyBytes)));
    if (!made.ok() && made.problem().code != "file_exists") return made.problem();
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
  const auto secret = key(false);
  if (!secret.ok()) return std::nullopt;
  const auto opened = ledger::open_store(folder_, ledger::StoreMode::read);
  if (!opened.ok()) return std::nullopt;
  const auto sealed = opened.value()->snapshot()->get(Table::state, name);
  const auto plain = sealed ? decrypt(secret.value(), name, *sealed) : std::nullopt;
  return plain ? std::optional(Json::parse(*plain, nullptr, false)) : std::nullopt;
}

std::vector<std::pair<std::string, Json>> PrivateStore::scan_under(
    const std::string& prefix) const {
  std::vector<std::pair<std::string, Json>> found;
  const auto secret = key(false);
  if (!secret.ok()) return found;
  const auto opened = ledger::open_store(folder_, ledger::StoreMode::read);
  if (!opened.ok()) return found;
  const auto view = opened.value()->snapshot();
  view->scan(Table::state, prefix, [&](std::string_view name, std::string_view sealed) {
    const auto plain = decrypt(secret.value(), std::string(name), std::string(sealed));
    if (plain) found.emplace_back(name, Json::parse(*plain, nullptr, false));
    return true;
  });
  return found;
}

Outcome<bool> PrivateStore::check() const {
  const auto unusable = [](const std::filesystem::path& file, const std::string& why) {
    return problem_of(Code::private_store_unusable, file.string() + ": " + why);
  };
  const auto may = [](const std::filesystem::path& file, int how) {
    return ::faccessat(AT_FDCWD, file.c_str(), how, AT_EACCESS) == 0;
  };
  const auto key_file = folder_ / "private.key", data = folder_ / ledger::store_file();
  if (!may(folder_, F_OK)) {
    if (errno == ENOENT) return false;
    return unusable(folder_, std::strerror(errno));
  }
  if (!may(folder_, R_OK | W_OK | X_OK)) return unusable(folder_, std::strerror(errno));
  const bool has_key = may(key_file, F_OK), has_data = may(data, F_OK);
  if (!has_key && !has_data) return false;
  if (!may(key_file, R_OK)) return unusable(key_file, std::strerror(errno));
  if (!has_data) return false;
  if (!may(data, R_OK | W_OK)) return unusable(data, std::strerror(errno));
  const auto secret = key(false);
  if (!secret.ok()) return unusable(key_file, "no key stands in it");
  const auto opened = ledger::open_store(folder_, ledger::StoreMode::read);
  if (!opened.ok()) return unusable(data, std::string(ledger::name_of(opened.error().code)));
  bool fits = true;
  opened.value()->snapshot()->scan(
      Table::state, "", [&](std::string_view name, std::string_view sealed) {
        fits = decrypt(secret.value(), std::string(name), std::string(sealed)).has_value();
        return false;
      });
  if (!fits) return unusable(key_file, "another key than that of the store");
  return true;
}

Outcome<std::string> PrivateStore::secret_for(const std::string& purpose) const {
  const auto secret = LINHUI_API_TRY(key(false));
  const auto hash = ledger::sha256("linhui " + purpose + "\n" + secret);
  return std::string(ledger::bytes_of(hash));
}

Outcome<void> PrivateStore::write(const PrivateChanges& changes) {
  return change([&] { return changes; });
}

Outcome<void> PrivateStore::change(const std::function<PrivateChanges()>& decide) {
  const auto secret = LINHUI_API_TRY(key(true));
  auto opened = LINHUI_API_TRY(open_for_writing(folder_));
  const PrivateChanges decided = decide();
  if (decided.entries().empty()) return {};
  ledger::Changes changes;
  auto& table = changes[static_cast<std::size_t>(Table::state)];
  for (const auto& [name, value] : decided.entries()) {
    table[name] = value ? std::optional(encrypt(secret, name, value->dump())) : std::nullopt;
  }
  LINHUI_API_TRY(opened->commit(changes));
  return {};
}

}  // namespace linhui::api::app
