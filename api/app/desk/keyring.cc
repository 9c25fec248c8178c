#include "api/app/desk/keyring.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "api/app/desk/files.h"
#include "ledger/base/system_error.h"

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
  const char* own = std::getenv("LINHUI_LOG_KEY_PASSPHRASE");
  return {folder_ / ("log-" + ledger::key_id(key) + ".key"), own ? own : passphrase()};
}

ledger::KeyFile Keyring::log_key_file_of(const std::filesystem::path& ledger,
                                         const ledger::PublicKey& key) const {
  const auto here = log_key_file(key), beside = Keyring(keys_beside(ledger)).log_key_file(key);
  for (const auto& kept : {here, beside, {ledger / kLogKeyFile, here.passphrase}}) {
    std::error_code failed;
    if (std::filesystem::exists(kept.file, failed)) return kept;
  }
  return here;
}

ledger::Result<ledger::SigningKey> Keyring::find_log_key(const std::filesystem::path& ledger,
                                                         const ledger::PublicKey& key) const {
  const auto kept = log_key_file_of(ledger, key);
  auto found = ledger::SigningKey::read_pem(kept.file, kept.passphrase);
  if (found.ok() || found.error().code != ledger::ErrorCode::not_found) return found;
  return ledger::Error{ledger::ErrorCode::log_key_missing, kept.file.string()};
}

std::filesystem::path Keyring::checkpoint_folder(const std::filesystem::path& ledger,
                                                 const ledger::PublicKey& key) const {
  const auto folder = log_key_file_of(ledger, key).file.parent_path();
  return folder == keys_beside(ledger) ? folder : folder_;
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

std::vector<Keyring::Waiting> Keyring::waiting() const {
  std::vector<Waiting> found;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
    if (entry.path().extension() != ".new") continue;
    const std::string name = entry.path().stem().string();  // <party>.<key id>
    const auto dot = name.rfind('.');
    if (dot == name.npos) continue;
    found.push_back({name.substr(0, dot), name.substr(dot + 1), entry.path()});
  }
  return found;
}

bool Keyring::waits(const std::string& party) const {
  const auto all = waiting();
  return std::any_of(all.begin(), all.end(),
                     [&](const Waiting& one) { return one.party == party; });
}

Outcome<Keyring::FreshKey> Keyring::write_waiting(const std::string& party,
                                                  std::string old_id) const {
  FreshKey fresh{ledger::SigningKey::generate(), {}, std::move(old_id)};
  fresh.file = folder_ / (party + "." + ledger::key_id(fresh.key.public_key()) + ".new");
  const auto part = folder_ / (party + ".part");
  std::error_code failed;
  std::filesystem::remove(part, failed);  // of an attempt that was ended in the middle of it
  LINHUI_API_TRY(fresh.key.write_pem(part, passphrase()));
  std::filesystem::rename(part, fresh.file, failed);
  if (!failed) {
    LINHUI_API_TRY(sync_name(fresh.file));
    return fresh;
  }
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  return to_problem({ledger::code_of_errno(failed.value()), fresh.file.string()});
}

Outcome<Keyring::FreshKey> Keyring::create_waiting(const std::string& party) const {
  LINHUI_API_TRY(make_folder());
  std::error_code failed;
  if (std::filesystem::exists(file_of(party), failed)) {
    return problem_of(Code::key_file_exists, file_of(party).string());
  }
  for (const Waiting& earlier : waiting()) {
    if (earlier.party != party) continue;
    auto key = ledger::SigningKey::read_pem(earlier.file, passphrase());
    if (key.ok()) return FreshKey{std::move(key).value(), earlier.file, {}};
  }
  return write_waiting(party, {});
}

Outcome<Keyring::FreshKey> Keyring::create_beside(const std::string& party) const {
  const auto old = LINHUI_API_TRY(load(party));
  return write_waiting(party, ledger::key_id(old.public_key()));
}

void Keyring::discard(const FreshKey& fresh) const {
  std::error_code ignored;
  std::filesystem::remove(fresh.file, ignored);
}

bool Keyring::move_in(const std::string& party, const std::filesystem::path& file,
                      const std::string& old_id) const {
  const auto place = file_of(party);
  if (!old_id.empty()) {
    std::error_code failed;
    std::filesystem::create_hard_link(place, folder_ / (party + "." + old_id + ".old"), failed);
    if (failed && failed != std::errc::file_exists) return false;
  }
  return rename(file.c_str(), place.c_str()) == 0;
}

Outcome<void> Keyring::put_in_place(const std::string& party, const FreshKey& fresh) const {
  if (move_in(party, fresh.file, fresh.old_id)) return {};
  return problem_of(Code::file_not_writable_key, fresh.file.string());
}

void Keyring::put_recorded_in_place(
    const std::function<bool(const std::string&, const std::string&)>& recorded) const {
  for (const Waiting& one : waiting()) {
    if (!recorded(one.party, one.key_id)) continue;
    std::error_code failed;
    std::string old_id;
    if (std::filesystem::exists(file_of(one.party), failed)) {
      const auto old = load(one.party);
      if (!old.ok()) continue;
      old_id = ledger::key_id(old.value().public_key());
    }
    static_cast<void>(move_in(one.party, one.file, old_id));
  }
}

}  // namespace linhui::api::app
