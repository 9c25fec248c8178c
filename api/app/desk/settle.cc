#include "api/app/desk/settle.h"

namespace linhui::api::app {

Outcome<void> settle(const ledger::LedgerView& view, PrivateStore& store, bool alone) {
  if (store.scan<KeptPending>().empty()) return {};
  return store.change([&] {
    PrivateChanges changes;
    for (auto& [request, pending] : store.scan<KeptPending>()) {
      const bool of_a_file = !pending.source.empty();
      if (!ledger::has<ledger::Request>(view.state(), request)) {
        if (alone && !of_a_file) changes.erase<KeptPending>(request);
        continue;
      }
      for (const PendingEntry& waiting : pending.entries) {
        changes.put_json(waiting.key, waiting.entry);
      }
      if (!of_a_file) {
        changes.erase<KeptPending>(request);
      } else if (!pending.entries.empty()) {
        pending.entries.clear();
        changes.put(pending, request);
      }
    }
    return changes;
  });
}

}  // namespace linhui::api::app
