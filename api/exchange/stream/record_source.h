// A large CSV file read once, in parts that end where records end. Internal to api/exchange.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {

// Bytes of a file. Not filled with zeros first, as a std::string would be.
class Bytes {
 public:
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  friend class RecordSource;
  void reserve(std::size_t size);  // keeps what is there

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, room_ = 0;
};

// Read, not mapped: a page fault costs more than a copy into a buffer that is used again, and a
// file that changes meanwhile ends no process.
class RecordSource {
 public:
  enum class Digest { none, sha256 };
  // Nothing where it cannot be read, or is no file.
  static std::unique_ptr<RecordSource> open(const std::string& path, Digest digest);
  ~RecordSource();
  RecordSource(const RecordSource&) = delete;
  RecordSource& operator=(const RecordSource&) = delete;

  // The file's first line; empty where it is longer than a part. Requires: nothing has been read.
  std::string_view header();
  // Parts begin behind the first `size` bytes. Requires: header() was called and has as many.
  void begin_behind(std::size_t size, char separator);

  // The next records, of kPartBytes or a little more. Nothing at the end, or where reading fails.
  // By one thread at a time.
  std::optional<Bytes> next();
  // Gives a part back, for another to take its place. By any thread.
  void put_back(Bytes bytes);

  std::uint64_t size_bytes() const { return size_bytes_; }
  bool has_failed() const { return has_failed_; }
  // Once, when all has been read. Requires: it was opened for it.
  std::string sha256() { return digest_->hex(); }

 private:
  static constexpr std::size_t kPartBytes = 1 << 18;  // in a core's own cache

  RecordSource(int file, std::uint64_t size_bytes) : file_(file), size_bytes_(size_bytes) {}
  // Reads up to `size` bytes behind those of `bytes`.
  void read_more(Bytes& bytes, std::size_t size);

  int file_;
  std::uint64_t size_bytes_;
  bool has_failed_ = false, at_end_ = false;
  char separator_ = ',';
  std::optional<methodology::Sha256> digest_;
  Bytes rest_;  // read, but not given
  std::mutex mutex_;
  std::vector<Bytes> unused_;
};

}  // namespace linhui::api::exchange
