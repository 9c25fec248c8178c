// Whose request it is, where a proxy stands between.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/ip_address.h"

namespace linhui::api::http {

// Whether the peer is one of the trusted proxies.
bool client_is_proxy(const std::string& peer, const std::vector<IpNetwork>& trusted);

// The client's address: the peer itself, unless it is one of the trusted proxies. Then the
// right-most hop of X-Forwarded-For, or of Forwarded (RFC 7239), that is not trusted: what stands
// to its left was written by somebody whom nobody vouches for. Where all are trusted, the first.
//
// The proxy itself stands for the client where the list is missing or cannot be read as far as it
// is needed, and where both headers are there and differ: a proxy writes one of them, and the other
// is the client's own. `headers` by names in lower case, lines of one name joined by commas.
std::string client_of(const std::string& peer, const std::map<std::string, std::string>& headers,
                      const std::vector<IpNetwork>& trusted);

}  // namespace linhui::api::http
