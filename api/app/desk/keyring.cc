#include "api/app/desk/keyring.h"

#include <algorithm>
#include <cstdlib>

namespace linhui::api::app {
namespace {

std::string passphrase() {
  const char* text = std::getenv("LINHUI_KEY_PASSPHRASE");
  return text ? text : "";
}

constexpr const char* kLogKeyFile = "log.key";

}  // namespace

std::filesystem::path keys_beside(const std::filesystem::path& ledger) {
  auto path = ledger.lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return path.concat(".keys");
}

std::filesystem::path Keyring::file_of(const std::string& party) const {
  return folder_ / (party + ".pem");
}

Outcome<ledger::SigningKey> Keyring::load(const std::string& party) const {
  auto key = ledger::SigningKey::read_pem(file_of(party), passphrase());
  if (!key.ok()) {
    Problem problem = to_problem(key.error());
    problem.detail = file_of(party).string();
    if (key.error().code == ledger::ErrorCode::not_found) {
      problem = problem_of(Code::key_not_at_hand, problem.detail);
    }
    return problem;
  }
  return std::move(key).value();
}

Outcome<void> Keyring::make_folder() const {
  std::error_code failed;
  if (std::filesystem::is_directory(folder_, failed)) return {};
  std::filesystem::create_directories(folder_, failed);
  if (!failed) {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, failed);
  }
  if (!failed) return {};
  return problem_of(Code::file_not_writable, folder_.string() + ": " + failed.message());
}

ledger::KeyFile Keyring::log_key_file(const ledger::PublicKey& key) const {
  return {folder_ / ("log-" + ledger::key_id(key) + ".key"), passphrase()};
}

ledger::Result<ledger::SigningKey> Keyring::find_log_key(
    const ledger::PublicKey& key, const std::filesystem::path& ledger) const {
  const auto kept = log_key_file(key);
  for (const auto& file : {kept.file, ledger / kLogKeyFile}) {
    auto found = ledger::SigningKey::read_pem(file, kept.passphrase);
    if (found.ok() || found.error().code != ledger::ErrorCode::not_found) return found;
  }
  return ledger::Error{ledger::ErrorCode::log_key_missing, kept.file.string()};
}

Outcome<ledger::PublicKey> Keyring::create(const std::string& party) const {
  std::error_code failed;
  LINHUI_API_TRY(make_folder());
  const auto file = file_of(party);
  if (std::filesystem::exists(file, failed)) {
    return problem_of(Code::key_file_exists, file.string());
  }
  const auto key = ledger::SigningKey::generate();
  LINHUI_API_TRY(key.write_pem(file_of(party), passphrase()));
  return key.public_key();
}

std::vector<std::string> Keyring::parties() const {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
    if (entry.path().extension() == ".pem") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void Keyring::remove(const std::string& party) const {
  std::error_code ignored;
  std::filesystem::remove(file_of(party), ignored);
}

Outcome<Keyring::FreshKey> Keyring::create_beside(const std::string& party) const {
  const auto old = LINHUI_API_TRY(load(party));
  FreshKey fresh{ledger::SigningKey::generate(), {}, ledger::key_id(old.public_key())};
  fresh.file = folder_ / (party + "." + ledger::key_id(fresh.key.public_key()) + ".new");
  LINHUI_API_TRY(fresh.key.write_pem(fresh.file, passphrase()));
  return fresh;
}

void Keyring::discard(const FreshKey& fresh) const {
  std::error_code ignored;
  std::filesystem::remove(fresh.file, ignored);
}

Outcome<void> Keyring::put_in_place(const std::string& party, const FreshKey& fresh) const {
  std::error_code failed;
  std::filesystem::rename(file_of(party), folder_ / (party + "." + fresh.old_id + ".old"), failed);
  if (!failed) std::filesystem::rename(fresh.file, file_of(party), failed);
  if (!failed) return {};
  return problem_of(Code::file_not_writable_key, fresh.file.string());
}

}  // namespace linhui::api::app
