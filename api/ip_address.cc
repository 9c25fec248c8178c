#include "api/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace linhui::api {
namespace {

constexpr std::array<unsigned char, 12> kV4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kAddressBits = 128, kV4PrefixBits = 96, kGroupBits = 64;

// The address with all bits behind the prefix cleared.
IpAddress masked(IpAddress address, int prefix_bits) {
  for (int bit = prefix_bits; bit < kAddressBits; ++bit) {
    address.bytes[static_cast<std::size_t>(bit / 8)] &=
        static_cast<unsigned char>(~(0x80 >> (bit % 8)));
  }
  return address;
}

}  // namespace

bool IpAddress::is_v4() const {
  return std::equal(kV4Prefix.begin(), kV4Prefix.end(), bytes.begin());
}

bool IpAddress::is_loopback() const {
  if (is_v4()) return bytes[kV4Prefix.size()] == 127;
  IpAddress one;
  one.bytes.back() = 1;
  return *this == one;
}

std::string IpAddress::text() const {
  char text[INET6_ADDRSTRLEN] = {};
  if (is_v4()) {
    inet_ntop(AF_INET, bytes.data() + kV4Prefix.size(), text, sizeof text);
  } else {
    inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
  }
  return text;
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  const std::string plain(text.substr(0, text.find('%')));
  if (plain.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET6, plain.c_str(), address.bytes.data()) == 1) return address;
  if (plain.size() != text.size()) return std::nullopt;  // IPv4 has no zones
  std::copy(kV4Prefix.begin(), kV4Prefix.end(), address.bytes.begin());
  if (inet_pton(AF_INET, plain.c_str(), address.bytes.data() + kV4Prefix.size()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::string address_group(std::string_view address) {
  const auto parsed = parse_ip_address(address);
  if (!parsed) return std::string(address);
  if (parsed->is_v4()) return parsed->text();
  return masked(*parsed, kGroupBits).text() + "/" + std::to_string(kGroupBits);
}

bool IpNetwork::contains(const IpAddress& address) const {
  return masked(address, prefix_bits) == first;
}

std::optional<IpNetwork> parse_ip_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_ip_address(text.substr(0, slash));
  if (!address || text.find('%') != text.npos) return std::nullopt;
  if (slash == text.npos) return IpNetwork{*address, kAddressBits};
  const std::string_view length = text.substr(slash + 1);
  int bits = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
  const int most = address->is_v4() ? kAddressBits - kV4PrefixBits : kAddressBits;
  if (error != std::errc() || end != length.data() + length.size() || bits < 0 || bits > most) {
    return std::nullopt;
  }
  if (address->is_v4()) bits += kV4PrefixBits;
  if (masked(*address, bits) != *address) return std::nullopt;
  return IpNetwork{*address, bits};
}

}  // namespace linhui::api
