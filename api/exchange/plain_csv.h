// Parts of a CSV file that is plain: comma-separated UTF-8 without quotes. Internal to
// api/exchange.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linhui::api::exchange {

// A file's bytes, mapped. Nothing where it cannot be read, or is empty.
class MappedFile {
 public:
  static std::optional<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_;
  std::size_t size_;
};

// Whether read_csv_table() would take every line of `rows` as it stands: UTF-8 by find_encoding(),
// no quotes, and line ends that are LF or CRLF.
bool is_plain(std::string_view rows);

// Cuts `rows` after line ends into parts of about `size_bytes`.
std::vector<std::string_view> parts_of(std::string_view rows, std::size_t size_bytes);

// Takes the next line off `rows`, without its end.
std::string_view next_line(std::string_view& rows);

// The cells of a line. False where there are more or fewer than `cells` has room for.
bool split_line(std::string_view line, std::vector<std::string_view>& cells);

// [0-9]{1,9}(\.[0-9]{1,8})? in 10^-8; nothing for any other text.
std::optional<std::int64_t> plain_number(std::string_view text);

}  // namespace linhui::api::exchange
