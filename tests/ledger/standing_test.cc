#include "ledger/standing.h"

#include "tests/ledger/story.h"

namespace linhui::ledger {

TEST(Standing, IsOfEveryEarlierCheckpoint) {
  Story story;
  std::vector<std::string> notes = {story.ledger->snapshot().checkpoint()};
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    story.must(story.make("party.admit", "registrar", story.party(name, {"buyer"}, "company")));
    notes.push_back(story.ledger->snapshot().checkpoint());
  }
  const LedgerView view = story.ledger->snapshot();
  for (const std::string& note : notes) {
    const auto kept = checkpoint_of(view, note);
    ASSERT_TRUE(kept.ok());
    EXPECT_EQ(standing_of(view, kept.value()), Standing::extends) << kept.value().size;
  }
  // What the same key signs, but this log never was.
  const SigningKey key = SigningKey::from_seed(std::string(32, 'L'));
  const Checkpoint last = checkpoint_of(view, notes.back()).value();
  for (std::uint64_t size = 1; size <= view.size(); ++size) {
    Checkpoint other{last.origin, size, view.root(size)};
    other.root[7] ^= 1;
    const std::string note = sign_note(checkpoint_text(other), other.origin, key);
    EXPECT_EQ(standing_of(view, checkpoint_of(view, note).value()), Standing::forked) << size;
  }
  EXPECT_EQ(standing_of(view, {last.origin, view.size() + 1, last.root}), Standing::behind);
}

TEST(Standing, IsOfACheckpointByAnEarlierKeyOfTheLog) {
  Story story;
  const std::string before = story.ledger->snapshot().checkpoint();
  story.rotated('L', 'M');
  const LedgerView view = story.ledger->snapshot();
  for (const std::string& note : {before, view.checkpoint()}) {
    const auto kept = checkpoint_of(view, note);
    ASSERT_TRUE(kept.ok());
    EXPECT_EQ(standing_of(view, kept.value()), Standing::extends);
  }
}

TEST(Standing, IsOfNoOtherLogsCheckpoint) {
  Story story;
  const LedgerView view = story.ledger->snapshot();
  const Checkpoint own = checkpoint_of(view, view.checkpoint()).value();
  const SigningKey key = SigningKey::from_seed(std::string(32, 'L')),
                   other = SigningKey::generate();
  const std::string under_other_name =
      sign_note(checkpoint_text({"linhui/other", 1, own.root}), "linhui/other", key);
  const std::string under_other_key = sign_note(checkpoint_text(own), own.origin, other);
  for (const std::string& note : {under_other_name, under_other_key, std::string("no note")}) {
    const auto opened = checkpoint_of(view, note);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::proof_invalid);
  }
}

}  // namespace linhui::ledger
