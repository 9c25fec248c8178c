// Which 32 bytes may be taken for an Ed25519 public key. OpenSSL takes any, and tells of the bad
// ones only that no signature fits them, or that every one does.
#pragma once

#include <string_view>

namespace linhui::ledger {

enum class PointFault {
  none,
  not_canonical,  // y >= p, or the sign of an x that is 0: another spelling of a point
  off_curve,      // no point has this y
  small_order,    // one of the eight points under which one signature fits many texts
};
// RFC 8032 §5.1.3, and that eight times the point is not the neutral one.
// Requires: 32 bytes. Some hundred microseconds: for keys that come in, not for each signature.
PointFault fault_of_point(std::string_view encoded);

}  // namespace linhui::ledger
