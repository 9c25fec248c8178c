// Internet addresses and networks as text names them: who a limit counts, whom a server trusts.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace linhui::api {

// IPv4 stands inside IPv6 as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2), so that a peer is the same one
// whichever way the socket names it.
struct IpAddress {
  std::array<unsigned char, 16> bytes = {};

  bool is_v4() const;
  bool is_loopback() const;  // 127.0.0.0/8, ::1
  std::string text() const;
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// Plain, without port and brackets; a zone ("fe80::1%eth0") is left out.
std::optional<IpAddress> parse_ip_address(std::string_view text);

// Whom one limit counts as one: an IPv4 address by itself, of an IPv6 address the /64, which is
// what a line or a phone is given whole. Text that is no address is its own group.
std::string address_group(std::string_view address);

struct IpNetwork {
  IpAddress first;
  int prefix_bits = 128;  // of the 128 of `first`

  bool contains(const IpAddress& address) const;
};

// "10.0.0.0/8", "2001:db8::/32", or one address. No value: not of that form, or bits are set
// behind the prefix, which is a slip ("10.0.0.1/8").
std::optional<IpNetwork> parse_ip_network(std::string_view text);

}  // namespace linhui::api
