#include "api/http/server/problem_response.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace linhui::api::http {
namespace {

using nlohmann::json;

Problem refused(const std::string& code, ExitStatus exit = ExitStatus::refused) {
  return {code, {"An English sentence.", "一句中文。"}, "records 7", exit, {}};
}

// RFC 9457 §3.1: type, title, status, detail; and the stable code as an extension member.
TEST(ProblemJson, HasTheMembersOfTheStandardInTheReadersLanguage) {
  const json english = json::parse(problem_json(404, refused("not_found"), Language::english));
  EXPECT_EQ(english, (json{{"type", "about:blank"},
                           {"title", "Not Found"},
                           {"status", 404},
                           {"detail", "An English sentence. — records 7"},
                           {"code", "not_found"}}));
  const json chinese = json::parse(problem_json(404, refused("not_found"), Language::chinese));
  EXPECT_EQ(chinese["title"], "没有找到");
  EXPECT_EQ(chinese["detail"], "一句中文。 — records 7");
}

// A hostile path may hold bytes that are no UTF-8; the answer is still JSON.
TEST(ProblemJson, StaysJsonForBrokenUtf8) {
  Problem problem = refused("path_not_found");
  problem.detail = "/\xff\xfe\"\\";
  EXPECT_TRUE(json::accept(problem_json(404, problem, Language::english)));
}

TEST(StatusOf, FollowsTheCodeThenTheExitStatus) {
  EXPECT_EQ(status_of(refused("access_denied")), 403);
  EXPECT_EQ(status_of(refused("access_locked")), 429);
  EXPECT_EQ(status_of(refused("index_beyond_size")), 404);
  EXPECT_EQ(status_of(refused("share_not_found")), 404);
  EXPECT_EQ(status_of(refused("pin_too_simple")), 422);
  EXPECT_EQ(status_of(refused("disk_full", ExitStatus::machine_failed)), 500);
  EXPECT_EQ(status_of(refused("leaf_differs", ExitStatus::damaged)), 500);
  EXPECT_EQ(status_of(problem_of(Code::malformed_request)), 400);
  EXPECT_EQ(status_of(path_not_found("/x")), 404);
  EXPECT_EQ(status_of(method_not_allowed("PUT")), 405);
  EXPECT_EQ(status_of(body_too_large(1)), 413);
  EXPECT_EQ(status_of(header_too_large(1)), 431);
  EXPECT_EQ(status_of(server_busy()), 503);
}

// Every status that a problem can get has its words in both languages.
TEST(ReasonOf, NamesEveryStatusInBothLanguages) {
  for (const int status : {400, 403, 404, 405, 413, 415, 422, 429, 431, 500, 503}) {
    EXPECT_FALSE(reason_of(status).english.empty()) << status;
    EXPECT_FALSE(reason_of(status).chinese.empty()) << status;
  }
}

}  // namespace
}  // namespace linhui::api::http
