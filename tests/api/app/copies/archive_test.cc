// Files in one file, as tar has them.
#include "api/app/copies/archive.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/api/app/outcomes.h"
#include "tests/scratch_folder.h"

namespace linhui::api::app {
namespace {

constexpr std::size_t kSumAt = 148, kSumDigits = 6, kTypeAt = 156, kSizeAt = 124;

// The block with its checksum made to fit again.
std::string summed(std::string block) {
  std::uint64_t sum = 0;
  block.replace(kSumAt, 8, 8, ' ');
  for (const char byte : block) sum += static_cast<unsigned char>(byte);
  for (std::size_t i = kSumDigits; i-- > 0; sum >>= 3) {
    block[kSumAt + i] = static_cast<char>('0' + (sum & 7));
  }
  block[kSumAt + kSumDigits] = '\0';
  return block;
}

class ArchiveFiles : public testing::Test {
 protected:
  // Its bytes copied in parts; the code where that fails.
  std::string copied(const std::string& bytes, std::uint64_t size_bytes) {
    auto file = ArchiveFile::open(folder_.write("from", bytes));
    copy_.clear();
    const auto hash = copy_bytes(file.value(), size_bytes, [&](std::string_view part) {
      copy_ += part;
      return Outcome<void>();
    });
    if (hash.ok()) {
      EXPECT_EQ(hash.value(), ledger::sha256(copy_));
    }
    return code_of(hash);
  }

  const ScratchFolder folder_;
  std::string copy_;
};

}  // namespace

TEST(ArchiveHeaders, AreReadBackForEverySize) {
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{511}, std::uint64_t{512},
        (std::uint64_t{1} << 33) - 1, std::uint64_t{1} << 33, (std::uint64_t{1} << 63) - 1}) {
    for (const std::string& name : {std::string("a"), std::string(100, 'n')}) {
      const std::string block = archive_header({name, size});
      ASSERT_EQ(block.size(), kArchiveBlock);
      EXPECT_EQ(block, summed(block));
      const auto member = parse_archive_header(block);
      ASSERT_TRUE(member) << size;
      EXPECT_EQ(member->name, name);
      EXPECT_EQ(member->size_bytes, size);
    }
  }
}

TEST(ArchiveHeaders, FillUpToWholeBlocks) {
  EXPECT_EQ(archive_padding(0), 0u);
  EXPECT_EQ(archive_padding(1), 511u);
  EXPECT_EQ(archive_padding(511), 1u);
  EXPECT_EQ(archive_padding(512), 0u);
  EXPECT_EQ(archive_padding(513), 511u);
}

TEST(ArchiveHeaders, AreNotReadOfJunk) {
  const std::string good = archive_header({"ledger/data", 7});
  EXPECT_FALSE(parse_archive_header(""));
  EXPECT_FALSE(parse_archive_header(good.substr(1)));
  EXPECT_FALSE(parse_archive_header(good + '\0'));
  EXPECT_FALSE(parse_archive_header(std::string(kArchiveBlock, '\0'))) << "an archive's end";
  // Every byte counts but the one behind the checksum.
  for (std::size_t at = 0; at < kArchiveBlock; ++at) {
    if (at == kSumAt + 7) continue;
    std::string changed = good;
    changed[at] ^= 1;
    EXPECT_FALSE(parse_archive_header(changed)) << at;
  }
  std::mt19937_64 random(5);
  for (int i = 0; i < 1'000; ++i) {
    std::string block = good;
    for (std::size_t at = i % 500; at < kArchiveBlock; ++at) {
      block[at] = static_cast<char>(random());
    }
    EXPECT_FALSE(parse_archive_header(block)) << i;
  }
}

// A link or a folder could lead out of where a copy is unpacked; a size that is none, anywhere.
TEST(ArchiveHeaders, AreOfPlainFilesWithASizeEvenWhereTheSumFits) {
  const std::string good = archive_header({"x", 7});
  EXPECT_TRUE(parse_archive_header(summed(good)));
  for (const char type : {'1', '2', '5', 'x', 'g', 'L', '\0'}) {
    std::string other = good;
    other[kTypeAt] = type;
    EXPECT_FALSE(parse_archive_header(summed(other))) << type;
  }
  for (const char* size : {"00000000008", "-0000000001", "0x000000007"}) {
    std::string other = good;
    other.replace(kSizeAt, 11, size);
    EXPECT_FALSE(parse_archive_header(summed(other))) << size;
  }
  std::string huge = good;
  huge.replace(kSizeAt, 12, "\x80" + std::string(11, '\xff'));
  EXPECT_FALSE(parse_archive_header(summed(huge)));
}

TEST_F(ArchiveFiles, AreNewAndTheirOwnersAlone) {
  const std::string name = folder_.file("a.tar");
  {
    auto file = ArchiveFile::create(name);
    ASSERT_TRUE(file.ok());
    EXPECT_TRUE(file.value().write("").ok());
    EXPECT_TRUE(file.value().write("abc").ok());
    EXPECT_TRUE(file.value().sync().ok());
  }
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(name).permissions() & perms::all,
            perms::owner_read | perms::owner_write);
  EXPECT_NE(code_of(ArchiveFile::create(name)), "done");
  EXPECT_EQ(file_bytes(name), "abc") << "what is there stays";
  const auto nowhere = ArchiveFile::create(folder_.file("none/a.tar"));
  ASSERT_EQ(code_of(nowhere), "not_found");
  EXPECT_TRUE(nowhere.problem().detail.starts_with(folder_.file("none/a.tar")));
  EXPECT_EQ(code_of(ArchiveFile::open(folder_.file("none.tar"))), "not_found");
}

TEST_F(ArchiveFiles, GiveFewerBytesOnlyAtTheirEnd) {
  auto file = ArchiveFile::open(folder_.write("a", "abcdefg"));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file.value().read(0).value(), "");
  EXPECT_EQ(file.value().read(5).value(), "abcde");
  EXPECT_EQ(file.value().read(5).value(), "fg");
  EXPECT_EQ(file.value().read(5).value(), "");
  auto folder = ArchiveFile::open(folder_.path());
  ASSERT_TRUE(folder.ok()) << "opened, but not read";
  EXPECT_NE(code_of(folder.value().read(1)), "done");
}

TEST_F(ArchiveFiles, AreCopiedToTheByte) {
  std::string bytes;
  std::mt19937_64 random(6);
  while (bytes.size() < 2'500'000) bytes += static_cast<char>(random());  // some pieces
  EXPECT_EQ(copied(bytes, bytes.size()), "done");
  EXPECT_TRUE(copy_ == bytes);
  EXPECT_EQ(copied(bytes, 1'048'577), "done");
  EXPECT_TRUE(copy_ == bytes.substr(0, 1'048'577)) << "and no further";
  EXPECT_EQ(copied("", 0), "done");
  EXPECT_EQ(copied(bytes, bytes.size() + 1), "backup_damaged");
  EXPECT_EQ(copied("", 1), "backup_damaged");
}

TEST_F(ArchiveFiles, AreCopiedUntilTheTargetFails) {
  auto file = ArchiveFile::open(folder_.write("from", "abc"));
  const auto stopped = copy_bytes(file.value(), 3, [](std::string_view) -> Outcome<void> {
    return problem_of(Code::file_exists);
  });
  EXPECT_EQ(code_of(stopped), "file_exists");
}

}  // namespace linhui::api::app
