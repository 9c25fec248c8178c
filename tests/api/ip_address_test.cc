#include "api/ip_address.h"

#include <gtest/gtest.h>

namespace linhui::api {
namespace {

TEST(IpAddress, IsTheSameOneHoweverTheSocketNamesIt) {
  EXPECT_EQ(parse_ip_address("::ffff:192.0.2.1"), parse_ip_address("192.0.2.1"));
  EXPECT_EQ(parse_ip_address("::ffff:192.0.2.1")->text(), "192.0.2.1");
  EXPECT_EQ(parse_ip_address("2001:DB8:0:0::1")->text(), "2001:db8::1");
  EXPECT_EQ(parse_ip_address("fe80::1%eth0")->text(), "fe80::1");
  for (const char* bad : {"", "192.0.2", "192.0.2.256", "192.0.2.1%eth0", "[::1]", "1.2.3.4:80",
                          " 192.0.2.1", "localhost", "0x7f.1"}) {
    EXPECT_FALSE(parse_ip_address(bad)) << bad;
  }
}

TEST(IpAddress, KnowsTheLoopback) {
  for (const char* own : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(parse_ip_address(own)->is_loopback()) << own;
  }
  for (const char* other : {"0.0.0.0", "::", "10.0.0.1", "::2", "192.0.2.127"}) {
    EXPECT_FALSE(parse_ip_address(other)->is_loopback()) << other;
  }
}

// A line with IPv6 has 2^64 addresses to come from, and is still one client.
TEST(AddressGroup, IsTheAddressOfIpv4AndTheSixtyFourOfIpv6) {
  EXPECT_EQ(address_group("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_group("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_group("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(address_group("2001:db8:1:2:ffff::"), address_group("2001:db8:1:2::1"));
  EXPECT_NE(address_group("2001:db8:1:3::1"), address_group("2001:db8:1:2::1"));
  EXPECT_NE(address_group("192.0.2.1"), address_group("192.0.2.2"));
  EXPECT_EQ(address_group("not one"), "not one");
}

TEST(IpNetwork, HoldsWhatHasItsPrefix) {
  const auto holds = [](const char* network, const char* address) {
    return parse_ip_network(network)->contains(*parse_ip_address(address));
  };
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(holds("192.0.2.1", "192.0.2.1"));
  EXPECT_TRUE(holds("192.0.2.1", "::ffff:192.0.2.1"));
  EXPECT_FALSE(holds("192.0.2.1", "192.0.2.2"));
  EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(holds("0.0.0.0/0", "198.51.100.1"));
  EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  for (const char* bad : {"", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "/8",
                          "10.0.0.0/8x", "2001:db8::/129", "fe80::%eth0/64", "host/8"}) {
    EXPECT_FALSE(parse_ip_network(bad)) << bad;
  }
}

}  // namespace
}  // namespace linhui::api
