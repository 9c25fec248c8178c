#include "ledger/rules/signatures.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <system_error>
#include <thread>
#include <vector>

#include "ledger/state/party.h"

namespace linhui::ledger {
namespace {

constexpr std::size_t kFewForThreads = 8;  // signatures that one thread has done sooner

bool fits(const Signature& signature, std::string_view spki, std::string_view message) {
  const auto key = public_key_from_spki(spki);
  return key.ok() && verify_signature(key.value(), message, signature.sig);
}

}  // namespace

Result<std::set<std::string, std::less<>>> check_signatures(const View& state,
                                                            const Record& record) {
  std::set<std::string, std::less<>> signers;
  std::string message;
  for (const Signature& signature : record.signatures) {
    const Key key = LINHUI_TRY(need<Key>(state, signature.key));
    if (key.revoked) return Error{ErrorCode::key_revoked, signature.key};
    if (signature.fits != key.spki) {
      if (message.empty()) message = signing_input(record.bytes);
      if (!fits(signature, key.spki, message)) {
        return Error{ErrorCode::signature_invalid, signature.key};
      }
    }
    signers.insert(key.party);
  }
  if (!signers.contains(record.by())) return Error{ErrorCode::signature_missing, record.by()};
  return signers;
}

void check_signatures_ahead(const View& state, std::span<Record* const> records) {
  struct Task {
    const Record* record;
    Signature* signature;
    const std::string* spki;
  };
  std::map<std::string, std::string, std::less<>> keys;  // a view is for one thread: read before
  std::vector<Task> tasks;
  for (Record* record : records) {
    for (Signature& signature : record->signatures) {
      auto known = keys.find(signature.key);
      if (known == keys.end()) {
        const auto key = read<Key>(state, signature.key);
        known = keys.emplace(signature.key, key ? key->spki : std::string()).first;
      }
      if (!known->second.empty()) tasks.push_back({record, &signature, &known->second});
    }
  }
  if (tasks.size() < kFewForThreads) return;

  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      const Task& task = tasks[i];
      if (fits(*task.signature, *task.spki, signing_input(task.record->bytes))) {
        task.signature->fits = *task.spki;
      }
    }
  };
  std::vector<std::jthread> others;
  const std::size_t count = std::max(1u, std::thread::hardware_concurrency());
  try {
    for (std::size_t i = 1; i < std::min(count, tasks.size()); ++i) others.emplace_back(work);
  } catch (const std::system_error&) {
    // The machine has no more threads to give: those that have started, and this one, do it all.
  }
  work();
}

}  // namespace linhui::ledger
