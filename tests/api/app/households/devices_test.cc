#include "api/app/households/devices.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace linhui::api::app {
namespace {

const DeviceOf kHouse{"secret", "ABCDEFGHJK", "salt"};

DeviceOf house(const std::string& number) { return {"secret", number, "salt"}; }

TEST(Devices, AreKnownAgainByTheirMark) {
  const std::string held = with_new_device(kHouse, "");
  EXPECT_FALSE(device_of(kHouse, held).empty());
  EXPECT_EQ(device_of(kHouse, held), device_of(kHouse, held));
  EXPECT_NE(device_of(kHouse, held), device_of(kHouse, with_new_device(kHouse, "")));
  EXPECT_EQ(held.find(kHouse.household_no), held.npos);  // the mark does not say whose it is
}

// A mark of one household, of an old PIN or of another server says nothing here.
TEST(Devices, AreBoundToHouseholdPinAndServer) {
  const std::string held = with_new_device(kHouse, "");
  for (const DeviceOf& other :
       {DeviceOf{"secret", "ABCDEFGHJL", "salt"}, DeviceOf{"secret", "ABCDEFGHJK", "new salt"},
        DeviceOf{"Secret", "ABCDEFGHJK", "salt"}}) {
    EXPECT_EQ(device_of(other, held), "");
  }
  for (std::size_t at = 0; at < held.size(); ++at) {
    std::string forged = held;
    forged[at] = forged[at] == '0' ? '1' : '0';
    EXPECT_EQ(device_of(kHouse, forged), "") << at;
  }
  EXPECT_EQ(device_of(kHouse, held.substr(1)), "");
  EXPECT_EQ(device_of(kHouse, ""), "");
}

TEST(Devices, OfFiveHouseholdsFitOnAPhone) {
  std::string held;
  for (const char* number : {"A", "B", "C", "D", "E"}) held = with_new_device(house(number), held);
  for (const char* number : {"A", "B", "C", "D", "E"}) {
    EXPECT_NE(device_of(house(number), held), "") << number;
  }
  held = with_new_device(house("B"), held);  // again: its own mark alone is another one
  EXPECT_EQ(std::count(held.begin(), held.end(), '~'), 4);
  held = with_new_device(house("F"), held);
  EXPECT_EQ(device_of(house("A"), held), "");
  EXPECT_NE(device_of(house("B"), held), "");
}

// What the phone sends comes back in a header: nothing but marks may.
TEST(Devices, PassOnNothingThatIsNoMark) {
  const std::string junk = std::string(57, ';') + "~" + std::string(2000, 'a') + "~~x";
  EXPECT_EQ(with_new_device(kHouse, junk).find_first_not_of("0123456789abcdef."),
            std::string::npos);
}

}  // namespace
}  // namespace linhui::api::app
