#include "ledger/log/origin.h"

#include <gtest/gtest.h>

#include "ledger/base/hash.h"

namespace linhui::ledger {

// Nobody can pick another ledger's id: it follows from the log's key.
TEST(Origin, FollowsFromTheLogsKey) {
  const PublicKey key = SigningKey::from_seed(std::string(32, 'L')).public_key();
  const std::string id = ledger_id(key);
  EXPECT_EQ(id, hex(sha256(spki(key))).substr(0, 32));
  EXPECT_EQ(id.size(), 32u);
  EXPECT_EQ(origin_of(id), "linhui/" + id);
  EXPECT_NE(ledger_id(SigningKey::from_seed(std::string(32, 'M')).public_key()), id);
}

}  // namespace linhui::ledger
