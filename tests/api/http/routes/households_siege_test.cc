// The household's pages while somebody tries to get at them or in their way, over a small ledger
// and at times that the test says; without sockets.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "api/app/households/pin.h"
#include "api/http/routes/routes.h"
#include "tests/api/app/book.h"
#include "tests/api/http/routes/browser.h"

namespace linhui::api::http {
namespace {

using app::value_of;
using nlohmann::json;

class HouseholdSiege : public testing::Test {
 protected:
  HouseholdSiege() {
    app::PrivateStore store(folder());
    app::PrivateChanges changes;
    for (const auto& [number, kept] : store.scan<app::KeptNumber>()) {
      numbers_.push_back(number);
      changes.put(app::new_card("314159", false), number);
    }
    EXPECT_EQ(numbers_.size(), 2u);
    EXPECT_TRUE(store.write(changes).ok());
    service_ = value_of(app::Service::open(
        book_.path(),
        {[this] { return now_; }, [this](const std::string& line) { log_.push_back(line); }}));
  }

  std::filesystem::path folder() const { return book_.path() / "private"; }

  static Request post(const std::string& path, const std::string& body,
                      const std::string& address = "198.51.100.1") {
    Request request;
    request.method = "POST";
    request.path = path;
    request.query = {{"lang", "en"}};
    request.headers = {{"host", "here"}, {"content-type", "application/x-www-form-urlencoded"}};
    request.body = body;
    request.address = address;
    return request;
  }
  Request sign_in(const std::string& pin, const std::string& address = "198.51.100.1",
                  std::size_t household = 0) const {
    return post("/", "household=" + numbers_[household] + "&pin=" + pin, address);
  }
  // As a connection does it: where in line, then the check.
  Response ask(const Request& request) {
    if (lane_of(request) == Lane::pin) {
      auto claimed = claim(*service_, request);
      if (auto* answer = std::get_if<Response>(&claimed)) return std::move(*answer);
    }
    return respond(*service_, request);
  }
  int status(const Request& request) { return ask(request).status; }

  // All cookies that an answer sets, as the browser sends them back.
  static std::string cookies(const Response& response) {
    std::string sent;
    for (const std::string& set : all_headers(response, "Set-Cookie")) {
      sent += (sent.empty() ? "" : "; ") + set.substr(0, set.find(';'));
    }
    return sent;
  }
  static Request with(Request request, const std::string& cookie) {
    request.headers["cookie"] = cookie;
    return request;
  }
  Request me(const std::string& cookie) const {
    Request request = with(post("/me", ""), cookie);
    request.method = "GET";
    return request;
  }

  const app::Book book_{app::Book::calculated};
  std::int64_t now_ = 1'800'000'000;
  std::vector<std::string> log_, numbers_;
  std::unique_ptr<app::Service> service_;
};

// Sixty wrong tries through one address, which is a proxy's or a village's: the right card opens.
TEST_F(HouseholdSiege, SixtyWrongTriesLockNobodyElseOut) {
  EXPECT_EQ(status(sign_in("314159")), 200);
  for (int i = 0; i < 60; ++i) {
    const std::string number = "AAAAAAAAA" + std::to_string(i % 8 + 2);
    EXPECT_GE(status(post("/", "household=" + number + "&pin=000000")), 403);
  }
  EXPECT_EQ(status(sign_in("314159")), 200);
  EXPECT_EQ(status(sign_in("314159", "198.51.100.1", 1)), 200);
}

// The header and the page tell the same time, and it is the time that is left.
TEST_F(HouseholdSiege, TellsTheTimeThatIsLeft) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status(sign_in("000000")), 403);
  now_ += 100;
  Request request = sign_in("314159");
  const Response script = ask(request);
  EXPECT_EQ(script.status, 429);
  EXPECT_EQ(header(script, "Retry-After"), "800");
  request.headers["accept"] = kBrowser;
  const Response page = ask(request);
  EXPECT_EQ(page.status, 429);
  EXPECT_EQ(header(page, "Retry-After"), "800");
  EXPECT_NE(page.body.find("try again in 14 minutes"), std::string::npos);
  request.query["lang"] = "zh";
  EXPECT_NE(ask(request).body.find("请14分钟后再试"), std::string::npos);
  now_ += 800;
  EXPECT_EQ(status(request), 200);
}

// What is refused for its tries takes no place in line; what needs no PIN does not ask for one.
TEST_F(HouseholdSiege, TakesAPlaceInLineForAPinAlone) {
  const auto place = [&](const Request& request) {
    const auto claimed = claim(*service_, request);
    const auto* found = std::get_if<PinClaim>(&claimed);
    return found ? found->household + "@" + found->group : std::string("answered");
  };
  EXPECT_EQ(place(sign_in("314159", "2001:db8::1")), numbers_[0] + "@2001:db8::/64");
  EXPECT_EQ(place(post("/", "household=" + numbers_[0])), "answered");
  EXPECT_EQ(place(post("/", "household=" + numbers_[0] + "&pin=")), "answered");
  EXPECT_EQ(place(post("/", "household=%")), "answered");
  EXPECT_EQ(place(post("/me/pin", "old_pin=1&new_pin=2")), "answered");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status(sign_in("000000")), 403);
  EXPECT_EQ(place(sign_in("314159")), "answered");
}

TEST_F(HouseholdSiege, KnowsAPhoneByItsCookie) {
  const Response granted = ask(sign_in("314159", "203.0.113.9"));
  const auto set = all_headers(granted, "Set-Cookie");
  ASSERT_EQ(set.size(), 2u);
  EXPECT_TRUE(set[1].starts_with("linhui-device=")) << set[1];
  EXPECT_TRUE(set[1].ends_with("; HttpOnly; SameSite=Strict; Path=/; Max-Age=7776000")) << set[1];
  EXPECT_EQ(set[1].find(numbers_[0]), std::string::npos);
  const std::string phone = set[1].substr(0, set[1].find(';'));
  for (int i = 0; i < 5; ++i) status(sign_in("000000", "203.0.113.9"));
  EXPECT_EQ(status(sign_in("314159", "203.0.113.9")), 429);
  EXPECT_EQ(status(with(sign_in("314159", "203.0.113.9"), phone)), 200);
}

// Whoever looked with the old PIN sees nothing any more, and whoever changed it stays.
TEST_F(HouseholdSiege, SessionsEndWithTheOldPin) {
  const std::string own = cookies(ask(sign_in("314159"))), other = cookies(ask(sign_in("314159")));
  const std::string neighbour = cookies(ask(sign_in("314159", "198.51.100.1", 1)));
  EXPECT_EQ(status(me(other)), 200);
  const Request change =
      with(post("/me/pin", "old_pin=314159&new_pin=271828&new_pin_again=271828"), own);
  const Response changed = ask(change);
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(status(me(own)), 200);
  EXPECT_EQ(status(me(other)), 403);
  EXPECT_EQ(status(me(neighbour)), 200);
  // The phone that changed it is known by a new mark.
  const std::string phone = cookies(changed);
  for (int i = 0; i < 5; ++i) status(sign_in("000000"));
  EXPECT_EQ(status(sign_in("271828")), 429);
  EXPECT_EQ(status(with(sign_in("271828"), phone)), 200);
  EXPECT_EQ(status(with(sign_in("271828"), own)), 429);
}

// A new card at the village office ends them too, from another process.
TEST_F(HouseholdSiege, SessionsEndWithANewCard) {
  const std::string own = cookies(ask(sign_in("314159")));
  app::PrivateChanges changes;
  changes.put(app::new_card("161803", true), numbers_[0]);
  ASSERT_TRUE(app::PrivateStore(folder()).write(changes).ok());
  EXPECT_EQ(status(me(own)), 403);
}

// A store that cannot be read is nobody's wrong PIN: everybody is told, and so is healthz; where
// the files lie is for the log alone.
TEST_F(HouseholdSiege, TellsOfAPrivateStoreThatWentAway) {
  const std::string own = cookies(ask(sign_in("314159")));
  Request health = me("");
  health.path = "/healthz";
  EXPECT_EQ(ask(health).status, 200);
  EXPECT_EQ(json::parse(ask(health).body)["private_store"], "ok");
  const auto key = folder() / "private.key";
  std::filesystem::rename(key, folder() / "away");
  for (Request request : {sign_in("314159"), sign_in("000000"), me(own),
                          with(post("/me/pin", "old_pin=314159&new_pin=1&new_pin_again=1"), own),
                          post("/", "household=NOBODY&pin=000000")}) {
    for (const char* accept : {"", kBrowser}) {
      request.headers["accept"] = accept;
      const Response answer = ask(request);
      EXPECT_EQ(answer.status, 503) << answer.body;
      EXPECT_EQ(answer.body.find(book_.path().string()), std::string::npos) << answer.body;
      EXPECT_EQ(answer.body.find("private.key"), std::string::npos) << answer.body;
    }
  }
  const Response failing = ask(health);
  EXPECT_EQ(failing.status, 503);
  EXPECT_EQ(json::parse(failing.body)["private_store"], "unusable");
  ASSERT_EQ(log_.size(), 1u);  // once a minute
  EXPECT_NE(log_[0].find(key.string()), std::string::npos);
  now_ += 61;
  ask(sign_in("314159"));
  EXPECT_EQ(log_.size(), 2u);
  std::filesystem::rename(folder() / "away", key);
  EXPECT_EQ(ask(health).status, 200);
  EXPECT_EQ(status(sign_in("314159")), 200);
}

TEST_F(HouseholdSiege, RefusesToOpenWithAPrivateStoreThatCannotBeRead) {
  service_.reset();
  std::filesystem::remove(folder() / "private.key");
  const auto opened = app::Service::open(book_.path());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.problem().code, "private_store_unusable");
  EXPECT_EQ(opened.problem().exit, ExitStatus::machine_failed);
  EXPECT_NE(opened.problem().detail.find("private.key"), std::string::npos);
}

// Whatever fails, its detail may name a file: nobody is sent it, in no form.
TEST_F(HouseholdSiege, SendsNoPathOfTheServer) {
  constexpr char kSecret[] = "/srv/linhui/ledger/private/private.key";
  std::vector<Problem> problems = {
#define LINHUI_FAULT(name, code, en, zh)
#define LINHUI_PROBLEM(name, code, exit, http, en, zh) problem_of(Code::name, kSecret),
#include "api/errors.def"
#undef LINHUI_PROBLEM
#undef LINHUI_FAULT
#define LINHUI_ERROR(name, number, en, zh) to_problem({ledger::ErrorCode::name, kSecret}),
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
  };
  // Of these the detail is the request's own words, or an index or id of the log.
  const std::set<std::string> own_words = {
      "malformed_request", "path_not_found",    "method_not_allowed", "form_expected",
      "not_found",         "index_beyond_size", "run_not_found"};
  std::set<std::string> told;
  for (const Problem& problem : problems) {
    for (const char* accept : {"", kBrowser}) {
      Request request = post("/", "");
      request.headers["accept"] = accept;
      const Response answer = refuse(*service_, request, problem);
      const bool sent = answer.body.find("/srv/") != std::string::npos;
      if (sent) told.insert(problem.code);
    }
  }
  EXPECT_EQ(told, own_words);
}

}  // namespace
}  // namespace linhui::api::http
