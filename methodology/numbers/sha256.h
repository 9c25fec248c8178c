// The digest that names bytes: a table's, an input file's. Throws std::runtime_error where OpenSSL
// has no SHA-256: the machine is broken, not the input.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace linhui::methodology {

// SHA-256 (FIPS 180-4) in lower-case hex.
std::string sha256_hex(std::string_view bytes);

// The same of bytes that come in pieces, however they are cut. Of one thread; movable, not
// copyable.
class Sha256 {
 public:
  // Of no bytes yet.
  Sha256();
  void add(std::string_view bytes);
  std::string hex();  // of all; nothing can be added after it

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

}  // namespace linhui::methodology
