#include "ledger/store/lmdb_check.h"

#include <gtest/gtest.h>
#include <lmdb.h>

#include <cerrno>
#include <random>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

using Mode = StoreMode;

constexpr int kRows = 300;

// A ledger's bytes, without the unused rest of the file.
std::string sound_file(const std::filesystem::path& folder) {
  Changes changes;
  for (int i = 0; i < kRows; ++i) {
    changes[static_cast<std::size_t>(Table::row)]["row " + std::to_string(i)] =
        std::string(1000, 'r');
  }
  EXPECT_TRUE(open_lmdb(folder, Mode::create)->commit(changes).ok());
  std::string bytes = file_bytes(folder / "data.mdb");
  bytes.resize((bytes.find_last_not_of('\0') / 4096 + 1) * 4096);
  return bytes;
}

std::size_t count_rows(const std::filesystem::path& folder, Mode mode) {
  std::size_t count = 0;
  open_lmdb(folder, mode)
      ->snapshot()
      ->scan(Table::row, "", [&](std::string_view, std::string_view) {
        ++count;
        return true;
      });
  return count;
}

// Reading past the end of a truncated map would end the process; so each length is either told
// or harmless.
TEST(LmdbCheck, TruncatedFileIsDamagedInEveryMode) {
  const ScratchFolder folder;
  const auto file = folder.path() / "data.mdb";
  const std::string bytes = sound_file(folder.path());
  ASSERT_GT(bytes.size(), 300'000U);
  std::vector<std::size_t> lengths = {0,    1,    16,   100,  151,  152,  4095, 4096,
                                      4097, 4200, 4247, 4248, 8191, 8192, 8193, 65536};
  for (std::size_t length = 12288; length < bytes.size(); length += 28'672) {
    lengths.push_back(length);
  }
  lengths.push_back(bytes.size() - 4096);
  lengths.push_back(bytes.size() - 1);
  for (const std::size_t length : lengths) {
    write_file(file, bytes.substr(0, length));
    EXPECT_EQ(open_error(folder.path(), Mode::read), ErrorCode::storage_damaged) << length;
    EXPECT_EQ(open_error(folder.path(), Mode::write), ErrorCode::storage_damaged) << length;
    EXPECT_EQ(std::filesystem::file_size(file), length) << "the evidence was changed";
  }
}

// The rest of the file beyond the last page carries nothing.
TEST(LmdbCheck, FileWithoutItsUnusedRestIsWhole) {
  const ScratchFolder folder;
  const auto file = folder.path() / "data.mdb";
  const std::string bytes = sound_file(folder.path());
  for (const Mode mode : {Mode::read, Mode::write}) {
    write_file(file, bytes);
    EXPECT_EQ(count_rows(folder.path(), mode), static_cast<std::size_t>(kRows));
  }
}

TEST(LmdbCheck, ForeignFilesAreDamaged) {
  const ScratchFolder folder;
  const auto file = folder.path() / "data.mdb";
  const std::string sound = sound_file(folder.path());
  std::mt19937 random(3);
  std::string junk(100'000, '\0');
  for (char& byte : junk) byte = static_cast<char>(random());
  std::string half = sound;
  half.replace(4096, 4096, junk, 0, 4096);
  for (const std::string& bytes :
       {junk, half, std::string(100'000, '\0'), std::string(100'000, '\xff'),
        std::string("SQLite format 3") + std::string(9000, '\0'), junk.substr(0, 10)}) {
    write_file(file, bytes);
    EXPECT_EQ(open_error(folder.path(), Mode::read), ErrorCode::storage_damaged);
    EXPECT_EQ(open_error(folder.path(), Mode::write), ErrorCode::storage_damaged);
    EXPECT_EQ(open_error(folder.path(), Mode::create), ErrorCode::ledger_exists);
    EXPECT_EQ(file_bytes(file), bytes);
  }
  std::filesystem::remove(file);
  std::filesystem::create_directory(file);
  EXPECT_EQ(open_error(folder.path(), Mode::read), ErrorCode::storage_damaged);
}

// LMDB's own files without our tables are somebody else's.
TEST(LmdbCheck, OtherLmdbFilesAreDamagedLedgers) {
  const ScratchFolder folder;
  MDB_env* env = nullptr;
  ASSERT_EQ(mdb_env_create(&env), MDB_SUCCESS);
  ASSERT_EQ(mdb_env_open(env, folder.path().c_str(), 0, 0644), MDB_SUCCESS);
  mdb_env_close(env);
  EXPECT_EQ(check_data_file(folder.path() / "data.mdb"), MDB_SUCCESS);
  EXPECT_EQ(open_error(folder.path(), Mode::read), ErrorCode::storage_damaged);
  EXPECT_EQ(open_error(folder.path(), Mode::write), ErrorCode::storage_damaged);
}

// Every byte of the two meta pages, damaged in turn: no answer but whole or damaged, and no crash.
TEST(LmdbCheck, DamagedMetaPagesNeverCrash) {
  const ScratchFolder folder;
  const auto file = folder.path() / "data.mdb";
  const std::string sound = sound_file(folder.path());
  const auto damaged_file = folder.path() / "damaged.mdb";
  int damaged = 0;
  for (const std::size_t page : {std::size_t{0}, std::size_t{4096}}) {
    for (std::size_t at = page; at < page + 160; ++at) {
      std::string bytes = sound.substr(0, 8192);
      bytes[at] = static_cast<char>(bytes[at] ^ 0xA5);
      write_file(damaged_file, bytes);
      std::filesystem::resize_file(damaged_file, sound.size());
      const int rc = check_data_file(damaged_file);
      EXPECT_TRUE(rc == MDB_SUCCESS || rc == MDB_INVALID);
      damaged += rc == MDB_INVALID;
    }
  }
  EXPECT_GT(damaged, 30);
}

TEST(LmdbCheck, GivesTheSystemsReason) { EXPECT_EQ(check_data_file("/nowhere/data.mdb"), ENOENT); }

}  // namespace
}  // namespace linhui::ledger
