#include "api/http/server/open_connections.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace linhui::api::http {
namespace {

class Sitting : public Guest {
 public:
  Sitting(std::string group, std::int64_t since) : Guest(std::move(group)) {
    set_waits_since(since);
  }
  void close_if_idle() override {}
  void close_if_waiting() override { asked = true; }
  bool asked = false;
};

class OpenConnectionsTest : public testing::Test {
 protected:
  Sitting &add(const std::string &group, std::int64_t since) {
    guests_.push_back(std::make_unique<Sitting>(group, since));
    open_.add(guests_.back().get());
    return *guests_.back();
  }

  OpenConnections open_;
  std::vector<std::unique_ptr<Sitting>> guests_;
};

TEST_F(OpenConnectionsTest, MakeRoomByThoseWhoWaitedLongest) {
  Sitting &young = add("a", 30), &old = add("b", 10), &middle = add("c", 20);
  open_.make_room(2);
  EXPECT_TRUE(old.asked);
  EXPECT_TRUE(middle.asked);
  EXPECT_FALSE(young.asked);
}

// An address that holds the door full goes before a neighbour who has waited longer.
TEST_F(OpenConnectionsTest, MakeRoomByTheAddressThatHoldsMost) {
  Sitting &neighbour = add("n", 1), &first = add("a", 10), &second = add("a", 20);
  open_.make_room(1);
  EXPECT_TRUE(first.asked);
  EXPECT_FALSE(second.asked);
  EXPECT_FALSE(neighbour.asked);
}

// What a trusted proxy brings comes from one address and is many people's.
TEST_F(OpenConnectionsTest, CountThoseWithoutAGroupEachByItself) {
  Sitting &one = add("", 10), &two = add("", 20), &three = add("a", 30), &four = add("a", 40);
  open_.make_room(2);
  EXPECT_FALSE(one.asked || two.asked);
  EXPECT_TRUE(three.asked && four.asked);
}

TEST_F(OpenConnectionsTest, LeaveThoseAtWork) {
  Sitting &busy = add("a", Guest::kAtWork), &waits = add("b", 50);
  open_.make_room(10);
  EXPECT_FALSE(busy.asked);
  EXPECT_TRUE(waits.asked);
}

}  // namespace
}  // namespace linhui::api::http
