// Schemes, from their files and into the log.
#include "api/app/cases/schemes.h"

#include "ledger/bodies/right.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {

TEST(Schemes, AreSignedByEveryAdopter) {
  const Book book(Book::settled);
  const Prepared prepared = prepare_scheme(book.desk(), "dev", Book::scheme());
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, (Signers{"dev", "village-1", "village-2"}));
  const auto body = body_in<ledger::SchemeAdoptBody>(prepared);
  EXPECT_EQ(body.resolution_sha256, paper("resolution"));
  EXPECT_EQ(body.notice_days, 10);
  ASSERT_EQ(body.steps.size(), 2u);
  EXPECT_EQ(body.steps[0].payee, "dev");
}

TEST(Schemes, AreReadFromAFile) {
  const std::string steps = R"("steps":[{"step":"s","kind":"holders","by":"equal","basis":"b",)"
                            R"("label_en":"H","label_zh":"户"}])";
  const NewScheme scheme = value_of(read_scheme(
      R"({"scheme":"F","project":"P","basis":"b","notice_days":15,"adopters":["v"],)" + steps + "}",
      "f.json"));
  EXPECT_EQ(scheme.notice_days, 15);
  EXPECT_EQ(scheme.quorum_num, 2);
  EXPECT_EQ(scheme.steps.at(0).by, ledger::ShareBy::equal);
  EXPECT_EQ(scheme.adopters, std::vector<std::string>{"v"});
  for (const std::string& text :
       {std::string("{"), std::string("[]"), R"({"scheme":"F","basis":"b",)" + steps + "}",
        R"({"scheme":"F","basis":"b","adopters":["v"],"more":1,)" + steps + "}"}) {
    const auto outcome = read_scheme(text, "f.json");
    EXPECT_EQ(code_of(outcome), "scheme_file_malformed") << text;
    EXPECT_TRUE(outcome.problem().detail.starts_with("f.json: ")) << outcome.problem().detail;
  }
}

}  // namespace linhui::api::app
