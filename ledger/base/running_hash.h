// SHA-256 of bytes that come in pieces.
#pragma once

#include <memory>
#include <string_view>

#include "ledger/base/hash.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace linhui::ledger {

// For one thread; not to be copied.
class RunningHash {
 public:
  RunningHash();
  void add(std::string_view bytes);
  Hash finish();  // of all that was added; once, as the last call

 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

}  // namespace linhui::ledger
