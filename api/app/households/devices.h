// The mark by which a household's card is known again on a phone where it was right before, so that
// strangers who use up the tries at its number do not keep the household itself out. It opens
// nothing: the PIN is asked for all the same.
//
// A mark is "nonce.mac"; a phone may serve several households and holds up to five, joined by "~".
// The mac binds it to the household's number and to its PIN: a new PIN makes all marks worthless.
#pragma once

#include <string>

namespace linhui::api::app {

// What a mark is made for.
struct DeviceOf {
  std::string secret;        // of this installation, never sent
  std::string household_no;  // tidied
  std::string pin_salt;      // of the card as it is
};

// The nonce of the mark for this household among those that the phone holds; empty: there is none.
std::string device_of(const DeviceOf& whose, const std::string& held);
// What the phone is to hold: a new mark first, and the marks for others.
std::string with_new_device(const DeviceOf& whose, const std::string& held);

}  // namespace linhui::api::app
