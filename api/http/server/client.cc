#include "api/http/server/client.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace linhui::api::http {
namespace {

using Hops = std::vector<std::optional<IpAddress>>;  // from left to right; nothing: unreadable

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Parts between separators that stand outside of quotes, trimmed.
std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '"') quoted = !quoted;
    if (at == text.size() || (text[at] == separator && !quoted)) {
      parts.push_back(trimmed(text.substr(begin, at - begin)));
      begin = at + 1;
    }
  }
  return parts;
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:80".
std::optional<IpAddress> hop_of(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == text.npos) return std::nullopt;
    const std::string_view after = text.substr(end + 1);
    if (!after.empty() && (after[0] != ':' || !is_port(after.substr(1)))) return std::nullopt;
    return parse_ip_address(text.substr(1, end - 1));
  }
  const auto colon = text.find(':');
  if (colon != text.npos && colon == text.rfind(':')) {
    if (!is_port(text.substr(colon + 1))) return std::nullopt;
    text = text.substr(0, colon);
  }
  return parse_ip_address(text);
}

// The "for" of one element of Forwarded: a token, or a quoted string where there are colons.
std::optional<IpAddress> forwarded_hop(std::string_view element) {
  std::optional<std::string_view> node;
  for (const std::string_view pair : parts_of(element, ';')) {
    if (pair.size() < 4 || pair[3] != '=') continue;
    const auto is = [&](std::size_t at, char lower) { return (pair[at] | 0x20) == lower; };
    if (!is(0, 'f') || !is(1, 'o') || !is(2, 'r')) continue;
    if (node) return std::nullopt;  // at most once an element
    node = pair.substr(4);
  }
  if (!node) return std::nullopt;
  if (node->size() >= 2 && node->front() == '"' && node->back() == '"') {
    node = node->substr(1, node->size() - 2);
  }
  return hop_of(*node);
}

Hops hops_of(const std::map<std::string, std::string>& headers, const char* name,
             std::optional<IpAddress> (*read)(std::string_view)) {
  Hops hops;
  const auto header = headers.find(name);
  if (header == headers.end()) return hops;
  for (const std::string_view part : parts_of(header->second, ',')) hops.push_back(read(part));
  return hops;
}

bool is_in(const std::vector<IpNetwork>& trusted, const IpAddress& address) {
  return std::any_of(trusted.begin(), trusted.end(),
                     [&](const IpNetwork& network) { return network.contains(address); });
}

}  // namespace

bool client_is_proxy(const std::string& peer, const std::vector<IpNetwork>& trusted) {
  const auto address = parse_ip_address(peer);
  return address && is_in(trusted, *address);
}

std::string client_of(const std::string& peer, const std::map<std::string, std::string>& headers,
                      const std::vector<IpNetwork>& trusted) {
  if (!client_is_proxy(peer, trusted)) return peer;
  const Hops listed = hops_of(headers, "x-forwarded-for", hop_of);
  const Hops forwarded = hops_of(headers, "forwarded", forwarded_hop);
  if (!listed.empty() && !forwarded.empty() && listed != forwarded) return peer;
  const Hops& hops = listed.empty() ? forwarded : listed;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    if (!*hop) return peer;
    if (!is_in(trusted, **hop)) return (*hop)->text();
  }
  return hops.empty() ? peer : hops.front()->text();
}

}  // namespace linhui::api::http
