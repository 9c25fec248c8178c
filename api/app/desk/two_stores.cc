#include "api/app/desk/two_stores.h"

namespace linhui::api::app {

std::string request_of(const Prepared& prepared) {
  return Json::parse(prepared.record).at("request").get<std::string>();
}

KeptPending pending_of(const PrivateChanges& puts) {
  KeptPending pending;
  for (const auto& [key, entry] : puts.entries()) {
    if (entry) pending.entries.push_back({key, *entry});
  }
  return pending;
}

Outcome<std::uint64_t> record_beside(Workspace& workspace, Prepared prepared,
                                     const KeptPending& beside, const BeforeLog& before) {
  PrivateStore store(workspace.private_folder());
  const std::string request = request_of(prepared);
  bool kept = false, written = false;
  const auto index = workspace.record(std::move(prepared), [&]() -> Outcome<void> {
    const auto view = workspace.view();
    PrivateChanges changes;
    for (const auto& [other, pending] : store.scan<KeptPending>()) {
      const bool recorded = ledger::has<ledger::Request>(view.state(), other);
      if (!recorded && !beside.source.empty()) changes.erase<KeptPending>(other);
    }
    changes.put(beside, request);
    LINHUI_API_TRY(store.write(changes));
    kept = true;
    if (before.write) LINHUI_API_TRY(before.write());
    written = true;
    return {};
  });
  if (!index.ok()) {
    if (written && before.take_back) before.take_back();
    if (kept && beside.source.empty()) told(store, request);
    return index;
  }
  if (const auto settled = settle(workspace.view(), store, true); !settled.ok()) {
    return problem_of(Code::recorded_not_settled, "record " + std::to_string(index.value()) + ", " +
                                                      settled.problem().code + ": " +
                                                      settled.problem().detail);
  }
  return index;
}

void told(PrivateStore& store, const std::string& request) {
  PrivateChanges changes;
  changes.erase<KeptPending>(request);
  static_cast<void>(store.write(changes));  // Where it fails, the same command tells it once more.
}

}  // namespace linhui::api::app
