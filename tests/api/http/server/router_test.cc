#include "api/http/server/router.h"

#include <gtest/gtest.h>

#include <array>

namespace linhui::api::http {
namespace {

constexpr std::array<Route<int>, 6> kTable = {{
    {"GET", "/", 1},
    {"POST", "/", 2, Lane::pin},
    {"GET", "/records/{index}", 3},
    {"GET", "/records/{index}/proof", 4},
    {"GET", "/tile/{tile...}", 5},
    {"POST", "/leave", 6},
}};

int handler_of(std::string_view method, std::string_view path, PathValues* values = nullptr) {
  const auto found = find_route<int>(kTable, method, path);
  const auto* hit = std::get_if<Found<int>>(&found);
  if (hit && values) *values = hit->values;
  return hit ? hit->route->handler : 0;
}

TEST(FindRoute, TellsPathsAndMethodsApart) {
  EXPECT_EQ(handler_of("GET", "/"), 1);
  EXPECT_EQ(handler_of("POST", "/"), 2);
  PathValues values;
  EXPECT_EQ(handler_of("GET", "/records/7%2F8", &values), 3);
  EXPECT_EQ(values.at("index"), "7/8");
  EXPECT_EQ(handler_of("GET", "/records/7/proof"), 4);
  EXPECT_EQ(handler_of("GET", "/tile/0/x001/067.p/8", &values), 5);
  EXPECT_EQ(values.at("tile"), "0/x001/067.p/8");
}

TEST(FindRoute, AnswersHeadWhereverItAnswersGet) {
  EXPECT_EQ(handler_of("HEAD", "/records/7"), 3);
  EXPECT_EQ(handler_of("HEAD", "/leave"), 0);
}

TEST(FindRoute, SaysWhichMethodsAPathTakes) {
  const auto of = [](std::string_view method, std::string_view path) {
    const auto found = find_route<int>(kTable, method, path);
    const auto* wrong = std::get_if<WrongMethod>(&found);
    return wrong ? wrong->allow : std::string();
  };
  EXPECT_EQ(of("DELETE", "/"), "GET, HEAD, POST");
  EXPECT_EQ(of("GET", "/leave"), "POST");
  EXPECT_EQ(of("get", "/leave"), "POST");  // methods are case-sensitive (RFC 9110 §9.1)
}

TEST(FindRoute, FindsNothingBesideTheTable) {
  for (const char* path : {"", "x", "//", "/records", "/records/", "/records//proof", "/records/7/",
                           "/records/7/proof/", "/records/%0d", "/tile", "/tile/", "/Records/7"}) {
    EXPECT_TRUE(std::holds_alternative<NotFound>(find_route<int>(kTable, "GET", path))) << path;
  }
}

}  // namespace
}  // namespace linhui::api::http
