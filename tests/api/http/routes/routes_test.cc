// The endpoints over real ledgers, without sockets: a new one, and the demonstration's.
#include "api/http/routes/routes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <tuple>

#include "api/app/answers/service.h"
#include "api/app/cases/parties.h"
#include "api/demo/demo.h"
#include "tests/api/http/routes/browser.h"
#include "tests/scratch_folder.h"

namespace linhui::api::http {
namespace {

using nlohmann::json;

class Routes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<ScratchFolder>();
    const auto made = app::create_ledger(folder_->file("ledger"),
                                         {"Test ledger", "registrar-1", "Registrar", false},
                                         folder_->file("keys"));
    ASSERT_TRUE(made.ok()) << made.problem().code;
    auto opened = app::Service::open(folder_->file("ledger"));
    ASSERT_TRUE(opened.ok()) << opened.problem().code;
    service_ = std::move(opened).value();
  }
  static void TearDownTestSuite() {
    service_.reset();
    folder_.reset();
  }
  void SetUp() override { ASSERT_TRUE(service_); }

  static Request request(const std::string& method, const std::string& target) {
    Request request;
    request.method = method;
    auto parsed = parse_target(target);
    EXPECT_TRUE(parsed) << target;
    if (parsed) std::tie(request.path, request.query) = *parsed;
    request.headers["host"] = "here:8443";
    request.address = "192.0.2.7";
    return request;
  }
  static Request form(const std::string& target, const std::string& body) {
    Request post = request("POST", target);
    post.headers["content-type"] = "application/x-www-form-urlencoded";
    post.body = body;
    return post;
  }
  static Request browsing(Request request) {
    request.headers["accept"] = kBrowser;
    return request;
  }
  static Response answer(const Request& request) { return respond(*service_, request); }
  static Response get(const std::string& target) { return answer(request("GET", target)); }

  static void expect_problem(const Response& response, int status, const std::string& code) {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(response.content_type, "application/problem+json");
    const json body = json::parse(response.body, nullptr, false);
    ASSERT_TRUE(body.is_object()) << response.body;
    EXPECT_EQ(body.value("code", ""), code);
    EXPECT_EQ(body.value("status", 0), status);
  }

  static std::unique_ptr<ScratchFolder> folder_;
  static std::unique_ptr<app::Service> service_;
};
std::unique_ptr<ScratchFolder> Routes::folder_;
std::unique_ptr<app::Service> Routes::service_;

TEST_F(Routes, HealthNamesTheLedgerAndItsSize) {
  const json health = json::parse(get("/healthz").body);
  EXPECT_EQ(health["status"], "ok");
  EXPECT_EQ(health["ledger"], service_->ledger_id());
  EXPECT_EQ(health["size"], service_->size());
  EXPECT_EQ(health["private_store"], "none");
}

// C2SP tlog-checkpoint: origin, size, root hash, an empty line, signatures.
TEST_F(Routes, CheckpointIsTheSignedNoteUnderBothPaths) {
  const Response response = get("/v1/checkpoint");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(response.body, service_->checkpoint());
  EXPECT_NE(response.body.find("\n" + std::to_string(service_->size()) + "\n"), std::string::npos);
  EXPECT_NE(response.body.find("\n\n\u2014 "), std::string::npos);
  EXPECT_EQ(get("/log/checkpoint").body, response.body);
}

TEST_F(Routes, RecordsAndProofsEndAtTheSize) {
  const std::string size = std::to_string(service_->size());
  expect_problem(get("/v1/records/" + size), 404, "index_beyond_size");
  expect_problem(get("/v1/records/" + size + "/proof"), 404, "index_beyond_size");
  expect_problem(get("/v1/records/9999999999999999999"), 404, "index_beyond_size");
  if (service_->size() == 0) return;
  const Response record = get("/v1/records/0");
  EXPECT_EQ(record.status, 200);
  EXPECT_EQ(record.body, service_->leaf(0).value());
  EXPECT_NE(record.cache_control.find("immutable"), std::string::npos);
  EXPECT_EQ(get("/v1/records/0/proof").status, 200);
  EXPECT_EQ(get("/v1/records/0/proof?size=1").status, 200);
}

TEST_F(Routes, RefusesNumbersThatAreNone) {
  for (const char* path : {"/v1/records/x", "/v1/records/-1", "/v1/records/1e3",
                           "/v1/records/0/proof?size=", "/v1/records/0/proof?size=0",
                           "/v1/records/0/proof?size=1x", "/v1/records/99999999999999999999"}) {
    expect_problem(get(path), 400, "malformed_request");
  }
}

TEST_F(Routes, TilesThatAreNotThereAreNotFound) {
  for (const char* path : {"/log/tile/0/x999/999", "/log/tile/9/000", "/log/tile/../checkpoint",
                           "/log/tile/0/000.p/0", "/log/tile/entries/x999/999", "/log/tile/junk"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

TEST_F(Routes, SaysWhichMethodsAPathTakes) {
  const Response response = answer(request("DELETE", "/v1/checkpoint"));
  expect_problem(response, 405, "method_not_allowed");
  EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
}

TEST_F(Routes, AnUnknownPathIsAPageForAPersonAndAProblemForAScript) {
  expect_problem(get("/nowhere?lang=en"), 404, "path_not_found");
  const Response chinese = answer(browsing(request("GET", "/nowhere")));
  EXPECT_EQ(chinese.status, 404);
  EXPECT_EQ(chinese.content_type, "text/html; charset=utf-8");
  EXPECT_NE(chinese.body.find("没有这个页面"), std::string::npos);
  const Response english = answer(browsing(request("GET", "/nowhere?lang=en")));
  EXPECT_NE(english.body.find("There is no such page"), std::string::npos);
}

TEST_F(Routes, AsksForTheNumberThenForThePin) {
  const Response first = get("/");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.cache_control, "no-store");
  EXPECT_NE(first.body.find("name=\"household\""), std::string::npos);
  // Whether such a household exists is not told before the PIN.
  const Response second = answer(form("/", "household=%EF%BC%A8+7"));
  EXPECT_EQ(second.status, 200);
  EXPECT_NE(second.body.find("name=\"pin\""), std::string::npos);
  EXPECT_NE(second.body.find("value=\"H7\""), std::string::npos);
  EXPECT_EQ(answer(form("/", "household=H7&pin=")).status, 400);
  EXPECT_EQ(answer(form("/", "household=++&pin=123456")).status, 400);
  EXPECT_EQ(answer(form("/", "")).status, 400);
  expect_problem(answer(form("/", "household=%")), 400, "malformed_request");
}

TEST_F(Routes, AnUnknownHouseholdIsDeniedAsAPageOrAProblem) {
  expect_problem(answer(form("/", "household=NOBODY&pin=000000")), 403, "access_denied");
  const Response page = answer(browsing(form("/", "household=NOBODY&pin=000000")));
  EXPECT_EQ(page.status, 403);
  EXPECT_NE(page.body.find("role=\"alert\""), std::string::npos);
  EXPECT_NE(page.body.find("name=\"pin\""), std::string::npos);
  EXPECT_EQ(header(page, "Set-Cookie"), "");
}

// Another site's page may not send our forms.
TEST_F(Routes, RefusesAFormFromAnotherSite) {
  const std::string body = "household=NOBODY";
  for (const char* origin : {"http://evil.example", "https://evil.example", "null",
                             "http://here:8443.evil.example", "ftp://here:8443"}) {
    Request post = form("/", body);
    post.headers["origin"] = origin;
    expect_problem(answer(post), 403, "foreign_origin");
  }
  for (const char* path : {"/me/pin", "/logout"}) {
    Request post = form(path, body);
    post.headers["sec-fetch-site"] = "cross-site";
    expect_problem(answer(post), 403, "foreign_origin");
  }
  Request own = form("/", body);
  own.headers["origin"] = "http://here:8443";
  EXPECT_EQ(answer(own).status, 200);
  own.secure = true;  // a page over TLS does not come from one without
  expect_problem(answer(own), 403, "foreign_origin");
  own.headers["origin"] = "https://here:8443";
  EXPECT_EQ(answer(own).status, 200);
}

TEST_F(Routes, TakesFormsOnly) {
  Request post = form("/", "{\"household\":\"H1\"}");
  post.headers["content-type"] = "application/json";
  expect_problem(answer(post), 415, "form_expected");
}

TEST_F(Routes, TheHouseholdsPagesNeedASession) {
  for (const char* path : {"/me", "/me/proof/run-1"}) {
    for (const char* token : {"", "linhui=", "linhui=forged", "__Host-linhui=forged"}) {
      Request asked = request("GET", path);
      asked.headers["cookie"] = token;
      expect_problem(answer(asked), 403, "session_ended");
      const Response page = answer(browsing(asked));
      EXPECT_EQ(page.status, 303);
      EXPECT_EQ(header(page, "Location"), "/?lang=zh");
    }
  }
  expect_problem(answer(form("/me/pin", "old_pin=1&new_pin=2&new_pin_again=2")), 403,
                 "session_ended");
}

TEST_F(Routes, LoggingOutTakesTheCookieBack) {
  Request post = form("/logout?lang=en", "");
  Response response = answer(post);
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(header(response, "Location"), "/?lang=en");
  EXPECT_EQ(header(response, "Set-Cookie"),
            "linhui=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
  post.secure = true;
  EXPECT_EQ(header(answer(post), "Set-Cookie"),
            "__Host-linhui=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0; Secure");
}

TEST_F(Routes, AnswersIfNoneMatchWith304) {
  const Response first = get("/style.css");
  EXPECT_EQ(first.content_type, "text/css; charset=utf-8");
  const std::string etag = header(first, "ETag");
  ASSERT_FALSE(etag.empty());
  Request again = request("GET", "/style.css");
  again.headers["if-none-match"] = "\"other\", " + etag;
  EXPECT_EQ(answer(again).status, 304);
  EXPECT_EQ(answer(again).body, "");
  again.headers["if-none-match"] = "\"other\"";
  EXPECT_EQ(answer(again).status, 200);
}

bool has(const Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

// The way of one household, from the number on its card to the proof, a new PIN and the door. One
// test, because the demonstration's ledger takes seconds to make.
TEST(HouseholdWalk, LeadsFromTheCardToTheProofAndANewPin) {
  const ScratchFolder folder;
  const auto made = demo::run_demo({folder.file("demo"),
                                    std::filesystem::path(LINHUI_SOURCE_DIR) / "tools/sample/data",
                                    [](const Text&) {}, [](const Text&) {}});
  ASSERT_TRUE(made.ok()) << made.problem().code;
  const auto& story = made.value();
  ASSERT_FALSE(story.show_cards.empty());
  const app::Card& card = story.show_cards[0];
  auto opened = app::Service::open(story.ledger, {[] { return std::int64_t{1'800'000'000}; }, {}});
  ASSERT_TRUE(opened.ok());
  const auto service = std::move(opened).value();

  Request ask;
  ask.method = "POST";
  ask.path = "/";
  ask.query = {{"lang", "en"}};
  ask.address = "192.0.2.8";
  ask.headers = {{"host", "here"}, {"content-type", "application/x-www-form-urlencoded"}};
  const std::string number = "household=" + card.household_no;

  // The same answer for a wrong PIN as for a household that does not exist.
  ask.body = number + "&pin=" + (card.pin == "000001" ? "000002" : "000001");
  const Response wrong = respond(*service, ask);
  EXPECT_EQ(wrong.status, 403);
  ask.body = "household=ABCDEFGHJK&pin=000001";
  EXPECT_EQ(respond(*service, ask).body, wrong.body);

  ask.body = number + "&pin=" + card.pin;
  const Response granted = respond(*service, ask);
  ASSERT_EQ(granted.status, 200) << granted.body;
  EXPECT_TRUE(has(granted, "Demonstration"));
  const auto answer = service->answer(card.household_no);
  ASSERT_TRUE(answer.ok());
  const auto& told = answer.value();
  ASSERT_FALSE(told.shares.empty());
  const app::ShareAnswer& share = told.shares[0];
  EXPECT_TRUE(has(granted, "¥" + share.amount_yuan));
  for (const app::WaterfallStep& step : share.steps) {
    EXPECT_TRUE(has(granted, (step.arithmetic.empty() ? "" : step.arithmetic + " = ") +
                                 "<strong>¥" + step.amount_yuan))
        << step.amount_yuan;
  }
  for (const app::LandLine& line : told.land) EXPECT_TRUE(has(granted, line.stand_id));
  EXPECT_LT(granted.body.size(), 100'000u);

  // The session's cookie opens the pages that follow.
  const std::string set = header(granted, "Set-Cookie");
  ASSERT_TRUE(set.starts_with("linhui=")) << set;
  Request follow = ask;
  follow.method = "GET";
  follow.body.clear();
  follow.headers["cookie"] = set.substr(0, set.find(';'));
  follow.path = "/me";
  EXPECT_EQ(respond(*service, follow).status, 200);
  follow.path = "/me/proof/" + share.run;
  const Response proof = respond(*service, follow);
  EXPECT_EQ(proof.status, 200);
  EXPECT_EQ(proof.body, service->share_proof(card.household_no, share.run).value());
  EXPECT_TRUE(header(proof, "Content-Disposition").starts_with("attachment; filename=\"proof-"));
  follow.path = "/me/proof/no-such-run";
  EXPECT_EQ(respond(*service, follow).status, 404);

  // A new PIN: the two must agree, the old one must be right; then only the new one opens.
  const std::string fresh = card.pin == "271828" ? "314159" : "271828";
  Request change = follow;
  change.method = "POST";
  change.path = "/me/pin";
  change.body = "old_pin=" + card.pin + "&new_pin=" + fresh + "&new_pin_again=271829";
  EXPECT_EQ(respond(*service, change).status, 422);
  change.body = "old_pin=" + card.pin + "&new_pin=12345&new_pin_again=12345";
  EXPECT_EQ(respond(*service, change).status, 422);
  change.body = "old_pin=" + card.pin + "&new_pin=" + fresh + "&new_pin_again=" + fresh;
  const Response changed = respond(*service, change);
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_TRUE(has(changed, "The PIN is changed"));
  EXPECT_EQ(respond(*service, ask).status, 403);
  ask.body = number + "&pin=" + fresh;
  EXPECT_EQ(respond(*service, ask).status, 200);

  // Logged out, the token opens nothing, even where somebody kept it.
  follow.path = "/me";
  EXPECT_EQ(respond(*service, follow).status, 200);
  Request leave = change;
  leave.path = "/logout";
  leave.body.clear();
  EXPECT_EQ(respond(*service, leave).status, 303);
  EXPECT_NE(respond(*service, follow).status, 200);

  // Five wrong tries in a row close the door for a while, even to the right PIN.
  ask.body = number + "&pin=000001";
  for (int i = 0; i < 5; ++i) EXPECT_GE(respond(*service, ask).status, 403);
  ask.body = number + "&pin=" + fresh;
  const Response locked = respond(*service, ask);
  EXPECT_EQ(locked.status, 429) << locked.body;
  EXPECT_EQ(header(locked, "Retry-After"), "900");
}

}  // namespace
}  // namespace linhui::api::http
