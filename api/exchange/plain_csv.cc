#include "api/exchange/plain_csv.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "api/exchange/encoding.h"

namespace linhui::api::exchange {
namespace {

// Where the next byte beyond ASCII stands.
std::size_t next_beyond_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

bool is_plain_utf8(std::string_view text) {
  if (text.find('\0') != text.npos) return false;
  for (std::size_t at = next_beyond_ascii(text, 0); at < text.size();
       at = next_beyond_ascii(text, at)) {
    const std::size_t begin = at;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) ++at;
    // As find_encoding() has it: nothing below U+2000 but ASCII.
    const std::string_view run = text.substr(begin, at - begin);
    for (const char c : run) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0xC2 && byte <= 0xE1) return false;
    }
    if (!is_utf8(run)) return false;
  }
  return true;
}

}  // namespace

std::optional<MappedFile> MappedFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  struct stat status = {};
  void* data = MAP_FAILED;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    data = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  }
  ::close(file);
  if (data == MAP_FAILED) return std::nullopt;
  madvise(data, static_cast<std::size_t>(status.st_size), MADV_WILLNEED);
  return MappedFile(static_cast<const char*>(data), static_cast<std::size_t>(status.st_size));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

bool is_plain(std::string_view rows) {
  if (rows.find('"') != rows.npos) return false;
  for (std::size_t at = rows.find('\r'); at != rows.npos; at = rows.find('\r', at + 1)) {
    if (at + 1 >= rows.size() || rows[at + 1] != '\n') return false;
  }
  return is_plain_utf8(rows);
}

std::vector<std::string_view> parts_of(std::string_view rows, std::size_t size_bytes) {
  std::vector<std::string_view> parts;
  while (!rows.empty()) {
    const std::size_t line_end = rows.find('\n', std::min(size_bytes, rows.size()) - 1);
    const std::size_t end = line_end == rows.npos ? rows.size() : line_end + 1;
    parts.push_back(rows.substr(0, end));
    rows.remove_prefix(end);
  }
  return parts;
}

std::string_view next_line(std::string_view& rows) {
  const std::size_t end = std::min(rows.find('\n'), rows.size());
  std::string_view line = rows.substr(0, end);
  rows.remove_prefix(std::min(end + 1, rows.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool split_line(std::string_view line, std::vector<std::string_view>& cells) {
  std::size_t count = 0, begin = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && line[at] != ',') continue;
    if (count == cells.size()) return false;
    cells[count++] = line.substr(begin, at - begin);
    begin = at + 1;
  }
  return count == cells.size();
}

std::optional<std::int64_t> plain_number(std::string_view text) {
  std::int64_t digits = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    digits = digits * 10 + (text[at] - '0');
    if (at == 9) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  std::size_t decimals = 0;
  if (at < text.size()) {
    if (text[at] != '.') return std::nullopt;
    for (++at; at < text.size(); ++at, ++decimals) {
      if (text[at] < '0' || text[at] > '9' || decimals == 8) return std::nullopt;
      digits = digits * 10 + (text[at] - '0');
    }
    if (decimals == 0) return std::nullopt;
  }
  static constexpr std::int64_t kTens[] = {100'000'000, 10'000'000, 1'000'000, 100'000, 10'000,
                                           1'000,       100,        10,        1};
  return digits * kTens[decimals];
}

}  // namespace linhui::api::exchange
