#include "ledger/base/running_hash.h"

#include <openssl/evp.h>

#include "ledger/base/require.h"

namespace linhui::ledger {

RunningHash::RunningHash() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
  require(context_ && EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr) == 1);
}

void RunningHash::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

Hash RunningHash::finish() {
  Hash hash{};
  require(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1);
  return hash;
}

}  // namespace linhui::ledger
