#include "api/exchange/stream/record_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "api/exchange/stream/csv_rows.h"

namespace linhui::api::exchange {

void Bytes::reserve(std::size_t size) {
  if (size <= room_) return;
  room_ = std::max(size, 2 * room_);
  auto larger = std::make_unique_for_overwrite<char[]>(room_);
  if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
  bytes_ = std::move(larger);
}

std::unique_ptr<RecordSource> RecordSource::open(const std::string& path, Digest digest) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  struct stat status = {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(file);
    return nullptr;
  }
  std::unique_ptr<RecordSource> source(
      new RecordSource(file, static_cast<std::uint64_t>(status.st_size)));
  if (digest == Digest::sha256) source->digest_.emplace();
  return source;
}

RecordSource::~RecordSource() { ::close(file_); }

void RecordSource::read_more(Bytes& bytes, std::size_t size) {
  bytes.reserve(bytes.size_ + size);
  while (size > 0 && !at_end_) {
    const ssize_t count = ::read(file_, bytes.bytes_.get() + bytes.size_, size);
    if (count < 0 && errno == EINTR) continue;
    has_failed_ = has_failed_ || count < 0;
    at_end_ = count <= 0;
    if (at_end_) return;
    if (digest_) digest_->add({bytes.bytes_.get() + bytes.size_, static_cast<std::size_t>(count)});
    bytes.size_ += static_cast<std::size_t>(count);
    size -= static_cast<std::size_t>(count);
  }
}

std::string_view RecordSource::header() {
  read_more(rest_, kPartBytes);
  return rest_.view().substr(0, rest_.view().find('\n') + 1);
}

void RecordSource::begin_behind(std::size_t size, char separator) {
  rest_.size_ -= size;
  std::memmove(rest_.bytes_.get(), rest_.bytes_.get() + size, rest_.size_);
  separator_ = separator;
}

std::optional<Bytes> RecordSource::next() {
  constexpr std::size_t kUsualRecord = 1 << 12;
  Bytes part;
  {
    const std::scoped_lock lock(mutex_);
    if (!unused_.empty()) part = std::move(unused_.back());
    if (!unused_.empty()) unused_.pop_back();
  }
  part.size_ = 0;
  part.reserve(rest_.size_ + kPartBytes);
  if (rest_.size_ > 0) std::memcpy(part.bytes_.get(), rest_.bytes_.get(), rest_.size_);
  part.size_ = std::exchange(rest_.size_, 0);
  // More and more of a record that has no end yet.
  for (std::size_t more = kPartBytes;; more = part.size_) {
    read_more(part, more);
    if (has_failed_ || part.size_ == 0) return std::nullopt;
    const std::size_t wanted = part.size_ > kUsualRecord ? part.size_ - kUsualRecord : 1;
    const std::size_t size = size_of_records(part.view(), separator_, wanted);
    if (size == part.size_ && !at_end_) continue;
    rest_.reserve(part.size_ - size);
    rest_.size_ = part.size_ - size;
    if (rest_.size_ > 0) std::memcpy(rest_.bytes_.get(), part.bytes_.get() + size, rest_.size_);
    part.size_ = size;
    return part;
  }
}

void RecordSource::put_back(Bytes bytes) {
  const std::scoped_lock lock(mutex_);
  unused_.push_back(std::move(bytes));
}

}  // namespace linhui::api::exchange
