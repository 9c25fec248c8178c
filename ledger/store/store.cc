#include "ledger/store/store.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <vector>

namespace linhui::ledger {

std::string_view name_of(Table table) {
  static constexpr std::array<std::string_view, kTableCount> kNames = {
      "meta", "leaf", "node", "checkpoint", "row", "state"};
  return kNames[static_cast<std::size_t>(table)];
}

namespace {

std::size_t index_of(Table table) { return static_cast<std::size_t>(table); }

}  // namespace

std::string StructureReport::Fault::where() const {
  return (page == 0 ? "" : "page " + std::to_string(page) + " of ") + tree;
}

StructureReport View::check_structure(std::uint64_t) const { return {}; }

std::optional<std::string> Overlay::get(Table table, std::string_view key) const {
  const auto& changed = changes_[index_of(table)];
  const auto found = changed.find(key);
  return found != changed.end() ? found->second : base_.get(table, key);
}

std::optional<View::Entry> Overlay::last_below(Table table, std::string_view prefix,
                                               std::string_view below) const {
  const auto& changed = changes_[index_of(table)];
  auto next = changed.lower_bound(below);  // what is before it has not been looked at
  std::string at(below);
  for (;;) {
    auto base = base_.last_below(table, prefix, at);
    const std::string_view least = base ? std::string_view(base->first) : prefix;
    bool gone = false;
    while (!gone && next != changed.begin() && std::prev(next)->first >= least) {
      --next;
      if (next->second) return Entry(next->first, *next->second);
      gone = base && next->first == base->first;
    }
    if (!gone) return base;
    at = std::move(base->first);
  }
}

void Overlay::scan(Table table, std::string_view prefix, std::string_view from,
                   const Visit& visit) const {
  const auto& changed = changes_[index_of(table)];
  auto next = changed.lower_bound(std::max(prefix, from));
  bool going = true;
  // Visits what has changed below `limit` (everything left, where there is no limit).
  const auto visit_changed = [&](const std::string_view* limit) {
    while (going && next != changed.end() && next->first.starts_with(prefix) &&
           (limit == nullptr || next->first < *limit)) {
      // Stepped first, so that a visitor may look into this overlay as it likes.
      const auto entry = next++;
      if (entry->second) going = visit(entry->first, *entry->second);
    }
  };
  base_.scan(table, prefix, from, [&](std::string_view key, std::string_view value) {
    visit_changed(&key);
    if (!going) return false;
    if (next != changed.end() && next->first == key) {
      const auto entry = next++;
      if (entry->second) going = visit(entry->first, *entry->second);
    } else {
      going = visit(key, value);
    }
    return going;
  });
  visit_changed(nullptr);
}

void Overlay::put(Table table, std::string key, std::string value) {
  changes_[index_of(table)].insert_or_assign(std::move(key), std::move(value));
}

void Overlay::erase(Table table, std::string key) {
  changes_[index_of(table)].insert_or_assign(std::move(key), std::nullopt);
}

void Overlay::absorb(Changes&& changes) {
  for (std::size_t table = 0; table < kTableCount; ++table) {
    while (!changes[table].empty()) {
      auto added = changes_[table].insert(changes[table].extract(changes[table].begin()));
      if (!added.inserted) added.position->second = std::move(added.node.mapped());
    }
  }
}

// Every key keeps its versions for as long as a snapshot can still see them, so that neither a
// snapshot nor a commit ever copies a table.
struct MemoryStore::Tables {
  struct Version {
    std::uint64_t commit;
    std::optional<std::string> value;
  };
  using Versions = std::vector<Version>;  // oldest first
  struct Superseded {
    std::uint64_t commit;
    std::size_t table;
    std::string key;
  };

  mutable std::shared_mutex mutex;
  std::uint64_t commits = 0;
  std::array<std::map<std::string, Versions, std::less<>>, kTableCount> entries;
  std::multiset<std::uint64_t> snapshots;  // the commit that each live one sees
  std::deque<Superseded> superseded;       // keys with something to drop, by commit

  static const std::optional<std::string>& seen(const Versions& versions, std::uint64_t commit) {
    static const std::optional<std::string> kNothing;
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
      if (version->commit <= commit) return version->value;
    }
    return kNothing;
  }

  // Drops what no snapshot can see any more. Requires: the mutex is held alone.
  void prune() {
    const std::uint64_t oldest = snapshots.empty() ? commits : *snapshots.begin();
    while (!superseded.empty() && superseded.front().commit <= oldest) {
      const Superseded next = std::move(superseded.front());
      superseded.pop_front();
      const auto entry = entries[next.table].find(next.key);
      if (entry == entries[next.table].end()) continue;
      Versions& versions = entry->second;
      std::size_t dead = 0;
      while (dead + 1 < versions.size() && versions[dead + 1].commit <= oldest) ++dead;
      versions.erase(versions.begin(), versions.begin() + static_cast<std::ptrdiff_t>(dead));
      if (versions.size() == 1 && !versions[0].value) entries[next.table].erase(entry);
    }
  }
};

class MemoryStore::Snapshot : public View {
 public:
  explicit Snapshot(std::shared_ptr<Tables> tables) : tables_(std::move(tables)) {
    const std::unique_lock lock(tables_->mutex);
    commit_ = tables_->commits;
    tables_->snapshots.insert(commit_);
  }
  ~Snapshot() override {
    const std::unique_lock lock(tables_->mutex);
    tables_->snapshots.erase(tables_->snapshots.find(commit_));
  }

  std::optional<std::string> get(Table table, std::string_view key) const override {
    const std::shared_lock lock(tables_->mutex);
    const auto& entries = tables_->entries[index_of(table)];
    const auto entry = entries.find(key);
    if (entry == entries.end()) return std::nullopt;
    return Tables::seen(entry->second, commit_);
  }

  std::optional<Entry> last_below(Table table, std::string_view prefix,
                                  std::string_view below) const override {
    const std::shared_lock lock(tables_->mutex);
    const auto& entries = tables_->entries[index_of(table)];
    for (auto next = entries.lower_bound(below); next != entries.begin();) {
      --next;
      if (!next->first.starts_with(prefix)) return std::nullopt;
      if (const auto& value = Tables::seen(next->second, commit_))
        return Entry(next->first, *value);
    }
    return std::nullopt;
  }

  // Holds the lock only between visits, so that a visitor may read and commit.
  void scan(Table table, std::string_view prefix, std::string_view from,
            const Visit& visit) const override {
    std::string at(std::max(prefix, from));
    while (auto entry = next_entry(table, prefix, at)) {
      if (!visit(entry->first, entry->second)) return;
      at = std::move(entry->first);
      at += '\0';  // the next key that can be
    }
  }

 private:
  std::optional<std::pair<std::string, std::string>> next_entry(Table table,
                                                                std::string_view prefix,
                                                                std::string_view at) const {
    const std::shared_lock lock(tables_->mutex);
    const auto& entries = tables_->entries[index_of(table)];
    for (auto entry = entries.lower_bound(at);
         entry != entries.end() && entry->first.starts_with(prefix); ++entry) {
      if (const auto& value = Tables::seen(entry->second, commit_)) {
        return std::pair(entry->first, *value);
      }
    }
    return std::nullopt;
  }

  std::shared_ptr<Tables> tables_;
  std::uint64_t commit_ = 0;
};

MemoryStore::MemoryStore() : tables_(std::make_shared<Tables>()) {}

std::unique_ptr<View> MemoryStore::snapshot() const { return std::make_unique<Snapshot>(tables_); }

Result<void> MemoryStore::copy_to(const std::string& url) const {
  return Error{ErrorCode::storage_not_built, url};
}

Result<void> MemoryStore::commit(const Changes& changes) {
  const std::unique_lock lock(tables_->mutex);
  const std::uint64_t commit = ++tables_->commits;
  for (std::size_t table = 0; table < kTableCount; ++table) {
    for (const auto& [key, value] : changes[table]) {
      auto& versions = tables_->entries[table][key];
      if (!versions.empty() || !value) tables_->superseded.push_back({commit, table, key});
      versions.push_back({commit, value});
    }
  }
  tables_->prune();
  return {};
}

}  // namespace linhui::ledger
