#include "api/app/desk/workspace.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "ledger/base/calendar.h"

namespace linhui::api::app {
namespace {

std::string passphrase() {
  const char* text = std::getenv("LINHUI_KEY_PASSPHRASE");
  return text ? text : "";
}

std::int64_t system_seconds() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::string random_request() { return "r" + ledger::hex(ledger::random_bytes(12)); }

std::filesystem::path keys_beside(const std::filesystem::path& folder) {
  auto path = folder.lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return path.concat(".keys");
}

}  // namespace

Outcome<ledger::SigningKey> Keyring::load(const std::string& party) const {
  auto key = ledger::SigningKey::read_pem(folder_ / (party + ".pem"), passphrase());
  if (!key.ok()) {
    Problem problem = to_problem(key.error());
    problem.detail = (folder_ / (party + ".pem")).string();
    if (key.error().code == ledger::ErrorCode::not_found) {
      problem = simple_problem(
          "key_not_at_hand",
          {"The key of this party is not on this machine.", "本机没有该主体的密钥。"},
          problem.detail);
    }
    return problem;
  }
  return std::move(key).value();
}

Outcome<ledger::PublicKey> Keyring::create(const std::string& party) const {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, failed);
  const auto file = folder_ / (party + ".pem");
  if (std::filesystem::exists(file, failed)) {
    return simple_problem(
        "key_file_exists",
        {"A key file of this party is on this machine already; it was left as it is.",
         "本机已有该主体的密钥文件，未作改动。"},
        file.string());
  }
  const auto key = ledger::SigningKey::generate();
  LINHUI_API_TRY(key.write_pem(folder_ / (party + ".pem"), passphrase()));
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

Workspace::Workspace(std::filesystem::path folder, std::filesystem::path keys,
                     std::unique_ptr<ledger::Ledger> ledger)
    : folder_(std::move(folder)),
      keys_(keys.empty() ? keys_beside(folder_) : std::move(keys)),
      ledger_(std::move(ledger)) {}

Outcome<std::unique_ptr<Workspace>> Workspace::open(const std::filesystem::path& folder, Mode mode,
                                                    std::filesystem::path keys) {
  auto opened =
      mode == Mode::read ? ledger::Ledger::open(folder) : ledger::Ledger::open_writer(folder);
  if (!opened.ok()) return to_problem(opened.error());
  return std::unique_ptr<Workspace>(
      new Workspace(folder, std::move(keys), std::move(opened).value()));
}

Outcome<std::unique_ptr<Workspace>> Workspace::create(const std::filesystem::path& folder,
                                                      const Creation& creation,
                                                      std::filesystem::path keys,
                                                      std::optional<std::int64_t> clock) {
  const Keyring keyring(keys.empty() ? keys_beside(folder) : keys);
  if (std::filesystem::exists(folder / "data.mdb")) {
    return to_problem({ledger::ErrorCode::ledger_exists, folder.string()});
  }
  LINHUI_API_TRY(keyring.create(creation.registrar));
  auto key = LINHUI_API_TRY(keyring.load(creation.registrar));
  auto created = LINHUI_API_TRY(ledger::Ledger::create(
      folder,
      {creation.name, creation.demonstration ? "demonstration" : "production", creation.registrar,
       creation.registrar_name, ledger::time_text(clock.value_or(system_seconds())),
       random_request()},
      ledger::SigningKey::generate(), key));
  auto workspace =
      std::unique_ptr<Workspace>(new Workspace(folder, std::move(keys), std::move(created)));
  workspace->clock_ = clock;
  return workspace;
}

std::int64_t Workspace::now() const { return clock_.value_or(system_seconds()); }

Outcome<ledger::Submission> Workspace::sign(const Assertion& assertion,
                                            const std::string& ledger_id) const {
  const std::string request = assertion.request.empty() ? random_request() : assertion.request;
  ledger::Submission submission;
  submission.record = ledger::make_record(assertion.type, ledger_id, request,
                                          ledger::time_text(now()), assertion.by, assertion.body);
  submission.rows = assertion.rows;
  std::vector<std::string> signers = assertion.also;
  signers.push_back(assertion.by);
  std::sort(signers.begin(), signers.end());
  signers.erase(std::unique(signers.begin(), signers.end()), signers.end());
  for (const std::string& party : signers) {
    auto key = LINHUI_API_TRY(keys_.load(party));
    submission.signatures.push_back(ledger::sign_record(submission.record, key));
  }
  return submission;
}

Outcome<std::uint64_t> Workspace::submit(const Assertion& assertion) {
  auto indexes = LINHUI_API_TRY(submit_all({assertion}));
  return indexes[0];
}

Outcome<std::vector<std::uint64_t>> Workspace::submit_all(
    const std::vector<Assertion>& assertions) {
  const std::string id = view().id();
  std::vector<ledger::Submission> submissions;
  for (const Assertion& assertion : assertions) {
    auto signed_one = LINHUI_API_TRY(sign(assertion, id));
    submissions.push_back(std::move(signed_one));
  }
  std::vector<std::uint64_t> indexes;
  for (const auto& outcome : ledger_->append(submissions, now())) {
    if (!outcome.ok()) return to_problem(outcome.error());
    indexes.push_back(outcome.value().index);
  }
  return indexes;
}

}  // namespace linhui::api::app
