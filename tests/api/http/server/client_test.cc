#include "api/http/server/client.h"

#include <gtest/gtest.h>

namespace linhui::api::http {
namespace {

const std::vector<IpNetwork> kProxies = {*parse_ip_network("10.0.0.0/8"),
                                         *parse_ip_network("2001:db8:aaaa::/48")};

std::string listed(const std::string& value, const std::string& peer = "10.0.0.1") {
  return client_of(peer, {{"x-forwarded-for", value}}, kProxies);
}
std::string forwarded(const std::string& value) {
  return client_of("10.0.0.1", {{"forwarded", value}}, kProxies);
}

// Anybody can write the header; only the proxies in the setting are believed.
TEST(ClientOf, BelievesTrustedProxiesAlone) {
  EXPECT_EQ(listed("198.51.100.7", "203.0.113.1"), "203.0.113.1");
  EXPECT_EQ(client_of("10.0.0.1", {{"x-forwarded-for", "198.51.100.7"}}, {}), "10.0.0.1");
  EXPECT_EQ(listed("198.51.100.7"), "198.51.100.7");
  EXPECT_EQ(listed("198.51.100.7", "2001:db8:aaaa::5"), "198.51.100.7");
  EXPECT_EQ(client_of("10.0.0.1", {}, kProxies), "10.0.0.1");
}

TEST(ClientOf, IsTheRightMostHopThatIsNotTrusted) {
  EXPECT_EQ(listed("1.2.3.4, 198.51.100.7, 10.9.9.9"), "198.51.100.7");
  EXPECT_EQ(listed("junk, 198.51.100.7"), "198.51.100.7");  // what is left of it is not read
  EXPECT_EQ(listed("10.5.0.1,10.9.9.9"), "10.5.0.1");
}

TEST(ClientOf, ReadsPortsAndBrackets) {
  EXPECT_EQ(listed("198.51.100.7:4711"), "198.51.100.7");
  EXPECT_EQ(listed("[2001:db8::7]:4711"), "2001:db8::7");
  EXPECT_EQ(listed("2001:DB8::7"), "2001:db8::7");
  EXPECT_EQ(listed("::ffff:198.51.100.7"), "198.51.100.7");
}

TEST(ClientOf, IsTheProxyWhereTheListCannotBeRead) {
  for (const char* bad : {"", "junk", "198.51.100.7, ", "198.51.100.7, unknown", "198.51.100.300",
                          "198.51.100.7:x", "[2001:db8::7", "[2001:db8::7]x"}) {
    EXPECT_EQ(listed(bad), "10.0.0.1") << bad;
  }
}

// RFC 7239 §4: these are its own examples, among others.
TEST(ClientOf, ReadsForwarded) {
  EXPECT_EQ(forwarded("for=192.0.2.60;proto=http;by=203.0.113.43"), "192.0.2.60");
  EXPECT_EQ(forwarded("For=\"[2001:db8:cafe::17]:4711\""), "2001:db8:cafe::17");
  EXPECT_EQ(forwarded("for=192.0.2.43, for=198.51.100.17"), "198.51.100.17");
  EXPECT_EQ(forwarded("for=198.51.100.17;by=\"a,b\", for=10.1.1.1"), "198.51.100.17");
  for (const char* bad : {"for=unknown", "for=_hidden", "by=203.0.113.43", "proto=http",
                          "for=192.0.2.1;for=192.0.2.2", "for=\"192.0.2.1"}) {
    EXPECT_EQ(forwarded(bad), "10.0.0.1") << bad;
  }
}

// A proxy writes one of the two; the other may be what the client made up.
TEST(ClientOf, IsTheProxyWhereTheHeadersDiffer) {
  const auto both = [](const char* list, const char* other) {
    return client_of("10.0.0.1", {{"x-forwarded-for", list}, {"forwarded", other}}, kProxies);
  };
  EXPECT_EQ(both("198.51.100.7", "for=192.0.2.60"), "10.0.0.1");
  EXPECT_EQ(both("198.51.100.7", "for=198.51.100.7"), "198.51.100.7");
}

}  // namespace
}  // namespace linhui::api::http
