// A file read in parts: all of its bytes, each part whole records.
#include "api/exchange/stream/record_source.h"

#include <gtest/gtest.h>

#include "api/exchange/tables/csv_reader.h"
#include "methodology/numbers/sha256.h"
#include "tests/scratch_folder.h"

namespace linhui::api::exchange {
namespace {

class RecordSourceTest : public testing::Test {
 protected:
  std::unique_ptr<RecordSource> source_of(const std::string& text) {
    return RecordSource::open(folder_.write("rows.csv", text), RecordSource::Digest::sha256);
  }

  const ScratchFolder folder_;
};

TEST_F(RecordSourceTest, GivesEveryByteOnceInPartsThatEndWithRecords) {
  const std::string header = "a,b\n";
  std::string text = header;
  for (int i = 0; i < 60'000; ++i) {
    text += std::to_string(i) + (i % 3 == 0 ? ",\"x\ny\"\n" : ",z\r\n");
    // Longer than a part.
    if (i == 30'000) text += "\"" + std::string(1'000'000, '\n') + "\",\n";
  }
  text += "last";
  const auto source = source_of(text);
  ASSERT_EQ(source->header(), header);
  source->begin_behind(header.size(), ',');
  std::string all = header;
  std::size_t parts = 0;
  for (; auto part = source->next(); ++parts) {
    CsvReader reader(part->view(), ',');
    while (!reader.at_end()) reader.next_record();
    EXPECT_FALSE(reader.unclosed());
    all += part->view();
    EXPECT_TRUE(all.size() == text.size() || all.back() == '\n');
    source->put_back(std::move(*part));
  }
  EXPECT_TRUE(all == text);
  EXPECT_GT(parts, 3u);
  EXPECT_EQ(source->size_bytes(), text.size());
  EXPECT_EQ(source->sha256(), methodology::sha256_hex(text));
}

TEST_F(RecordSourceTest, HasNoHeaderWhereNoLineEnds) {
  EXPECT_EQ(source_of("a,b")->header(), "");
  EXPECT_EQ(source_of("")->header(), "");
  EXPECT_EQ(RecordSource::open(folder_.file("none.csv"), RecordSource::Digest::none), nullptr);
  EXPECT_EQ(RecordSource::open(folder_.path().string(), RecordSource::Digest::none), nullptr);
}

}  // namespace
}  // namespace linhui::api::exchange
