// The state at an earlier size, made again from the log.
#include "ledger/replay.h"

#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

using StateEntries = std::map<std::string, std::string>;

StateEntries all_entries(const View& view) {
  StateEntries entries;
  view.scan(Table::state, "", [&](std::string_view key, std::string_view bytes) {
    return entries.emplace(key, bytes).second;
  });
  return entries;
}

}  // namespace

TEST(Replays, GiveTheStateOfEverySizeInTurn) {
  Story story;
  std::vector<StateEntries> at;  // by size − 1
  const auto keep = [&] { at.push_back(all_entries(story.ledger->snapshot().state())); };
  keep();
  for (const std::string name : {"a", "b", "c"}) {
    story.must(story.make("party.admit", "registrar", story.party(name, {"buyer"}, "company")));
    keep();
  }
  const LedgerView view = story.ledger->snapshot();
  ASSERT_EQ(view.size(), at.size());
  Replay replay(view);
  EXPECT_TRUE(all_entries(replay.state()).empty()) << "before the first record there is nothing";
  for (std::uint64_t size = 1; size <= view.size(); ++size) {
    ASSERT_TRUE(replay.to(size).ok());
    EXPECT_EQ(all_entries(replay.state()), at[size - 1]) << size;
  }
  ASSERT_TRUE(replay.to(1).ok());
  EXPECT_EQ(all_entries(replay.state()), at.back()) << "it goes forward only";
}

// Rules read rows beside the log: inventories, estimates, rights, payments.
TEST(Replays, HaveTheRowsThatRecordsName) {
  Story story;
  story.shared();
  story.calculated();
  story.approved();
  story.published();
  story.finalised();
  const LedgerView view = story.ledger->snapshot();
  Replay replay(view);
  ASSERT_TRUE(replay.to(view.size()).ok());
  EXPECT_EQ(all_entries(replay.state()), all_entries(view.state()));
}

TEST(Replays, EndWithTheLog) {
  Story story;
  const LedgerView view = story.ledger->snapshot();
  Replay replay(view);
  const auto beyond = replay.to(view.size() + 1);
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().code, ErrorCode::index_beyond_size);
  EXPECT_EQ(all_entries(replay.state()), all_entries(view.state())) << "up to there it is made";
}

// A replay that saw what it is to make again would prove nothing.
TEST(RowsOnly, ShowNothingElse) {
  Story story;
  story.parties();
  story.listed("P", Story::stands());
  const LedgerView view = story.ledger->snapshot();
  const RowsOnly rows(view.state());
  const std::string key = row_key(rows_root(Story::stands()), 1);
  EXPECT_EQ(rows.get(Table::row, key), Story::stands()[1]);
  EXPECT_EQ(rows.last_below(Table::row, "", key + '\0')->first, key);
  const auto count = [&](Table table) {
    int found = 0;
    static_cast<const View&>(rows).scan(
        table, "", [&](std::string_view, std::string_view) { return ++found > 0; });
    return found;
  };
  EXPECT_GE(count(Table::row), 3);
  for (const Table table :
       {Table::meta, Table::leaf, Table::node, Table::checkpoint, Table::state}) {
    EXPECT_EQ(count(table), 0) << name_of(table);
    EXPECT_FALSE(rows.last_below(table, "", "\xff")) << name_of(table);
  }
  EXPECT_FALSE(rows.get(Table::state, "ledger"));
  EXPECT_TRUE(view.state().get(Table::state, "ledger"));
}

}  // namespace linhui::ledger
