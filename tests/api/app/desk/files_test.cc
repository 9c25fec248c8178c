// Files that must not be lost.
#include "api/app/desk/files.h"

#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

using std::filesystem::perms;

class KeptFiles : public testing::Test {
 protected:
  std::size_t files_there() const {
    const std::filesystem::directory_iterator all(folder_);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
  ScratchFolder scratch_;
  std::filesystem::path folder_ = scratch_.path();
  std::filesystem::path file_ = folder_ / "cards.csv";
};

TEST_F(KeptFiles, AreTheirOwnersAloneAndWhole) {
  ASSERT_TRUE(keep_file(file_, "a,b\n").ok());
  EXPECT_EQ(value_of(read_file(file_)), "a,b\n");
  EXPECT_EQ(std::filesystem::status(file_).permissions() & perms::all,
            perms::owner_read | perms::owner_write);
  EXPECT_EQ(files_there(), 1u);
}

// An earlier try has made it: that is no reason to refuse, and another's file is.
TEST_F(KeptFiles, AreTakenForThoseOfAnEarlierTryWhereTheyAreTheSame) {
  ASSERT_TRUE(keep_file(file_, "one").ok());
  EXPECT_TRUE(keep_file(file_, "one").ok());
  EXPECT_EQ(code_of(keep_file(file_, "two")), "file_exists");
  EXPECT_EQ(value_of(read_file(file_)), "one");
}

TEST_F(KeptFiles, GoOverWhatAnEndedTryHasLeft) {
  std::ofstream(folder_ / "cards.csv.part") << "half of i";
  ASSERT_TRUE(keep_file(file_, "all of it").ok());
  EXPECT_EQ(value_of(read_file(file_)), "all of it");
  EXPECT_EQ(files_there(), 1u);
  EXPECT_EQ(code_of(keep_file(folder_ / "none" / "cards.csv", "x")), "not_found");
}

}  // namespace
}  // namespace linhui::api::app
