#include "api/exchange/stream/csv_rows.h"

#include <algorithm>
#include <bit>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace linhui::api::exchange {
namespace {

constexpr std::size_t kBlockBytes = 64;

// Where the bytes of interest stand in a block; a bit a byte.
struct BlockMarks {
  std::uint64_t ends = 0, new_line = 0;  // separators and line feeds; line feeds
  std::uint64_t carriage = 0, quotes = 0;
};

#if defined(__SSE2__)
BlockMarks marks_of(const char* bytes, char separator) {
  const auto all = [](char c) { return _mm_set1_epi8(c); };
  const auto text = [&](unsigned at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
  };
  const auto bits_of = [](__m128i found, unsigned at) {
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << at;
  };
  BlockMarks marks;
  __m128i odd = _mm_setzero_si128();
  for (unsigned at = 0; at < kBlockBytes; at += 16) {
    const __m128i new_line = _mm_cmpeq_epi8(text(at), all('\n'));
    const __m128i separators = _mm_cmpeq_epi8(text(at), all(separator));
    marks.ends |= bits_of(_mm_or_si128(separators, new_line), at);
    marks.new_line |= bits_of(new_line, at);
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(text(at), all('\r')));
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(text(at), all('"')));
  }
  if (_mm_movemask_epi8(odd) == 0) return marks;
  for (unsigned at = 0; at < kBlockBytes; at += 16) {
    marks.carriage |= bits_of(_mm_cmpeq_epi8(text(at), all('\r')), at);
    marks.quotes |= bits_of(_mm_cmpeq_epi8(text(at), all('"')), at);
  }
  return marks;
}
#else
BlockMarks marks_of(const char* bytes, char separator) {
  BlockMarks marks;
  for (unsigned at = 0; at < kBlockBytes; ++at) {
    const std::uint64_t bit = std::uint64_t{1} << at;
    if (bytes[at] == separator || bytes[at] == '\n') marks.ends |= bit;
    if (bytes[at] == '\n') marks.new_line |= bit;
    if (bytes[at] == '\r') marks.carriage |= bit;
    if (bytes[at] == '"') marks.quotes |= bit;
  }
  return marks;
}
#endif

bool begins_cell(std::string_view text, std::size_t at, char separator) {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == separator || before == '\n' || before == '\r';
}

// Behind the quote that closes the one at `open`; npos: none does.
std::size_t behind_quoted(std::string_view text, std::size_t open) {
  std::size_t at = open + 1;
  while (true) {
    at = text.find('"', at);
    if (at == text.npos) return text.npos;
    if (at + 1 >= text.size() || text[at + 1] != '"') return at + 1;
    at += 2;
  }
}

// Where a quoted cell begins, at or behind `at`.
std::size_t next_quoted_cell(std::string_view text, std::size_t at, char separator) {
  at = text.find('"', at);
  while (at != text.npos && !begins_cell(text, at, separator)) at = text.find('"', at + 1);
  return at;
}

}  // namespace

void CsvRows::mark(std::size_t block) {
  const std::size_t size = std::min(kBlockBytes, text_.size() - block);
  char tail[kBlockBytes] = {};
  if (size < kBlockBytes) {
    std::memcpy(tail, text_.data() + block, size);
    if (text_.back() != '\n') tail[size] = '\n';
  }
  const BlockMarks marks = marks_of(size < kBlockBytes ? tail : text_.data() + block, separator_);
  std::uint64_t lone = marks.carriage & ~(marks.new_line >> 1);
  const std::size_t behind = block + kBlockBytes;
  if (behind < text_.size() && text_[behind] == '\n') lone &= ~(std::uint64_t{1} << 63);
  block_ = block;
  is_marked_ = true;
  marks_ = {marks.ends, marks.new_line, (marks.quotes | lone) != 0};
}

bool CsvRows::next() {
  if (!is_marked_) mark(at_);
  if (marks_.is_odd) return next_quoted();
  const Marks marks_before = marks_;
  const std::size_t block_before = block_;
  const auto give_up = [&] {
    marks_ = marks_before;
    block_ = block_before;
    return false;
  };
  std::size_t begin = at_;
  for (std::size_t k = 0; k < cells_.size(); ++k) {
    while (marks_.ends == 0) {
      const std::size_t behind = block_ + kBlockBytes;
      if (behind >= text_.size() && (behind > text_.size() || text_.back() == '\n')) {
        return give_up();
      }
      mark(behind);
      if (marks_.is_odd) return next_quoted();
    }
    const int bit = std::countr_zero(marks_.ends);
    const std::size_t end = block_ + static_cast<std::size_t>(bit);
    const bool is_last = (marks_.new_line >> bit & 1) != 0;
    marks_.ends &= marks_.ends - 1;
    if (is_last != (k + 1 == cells_.size())) return give_up();
    cells_[k] = std::string_view(text_.data() + begin, end - begin);
    begin = end + 1;
  }
  if (cells_.back().ends_with('\r')) cells_.back().remove_suffix(1);
  at_ = std::min(begin, text_.size());
  return true;
}

bool CsvRows::next_quoted() {
  is_marked_ = false;
  std::size_t at = at_;
  for (std::size_t k = 0; k < cells_.size(); ++k) {
    const bool is_quoted = at < text_.size() && text_[at] == '"';
    const std::size_t begin = at + is_quoted;
    if (is_quoted) {
      at = std::min(text_.find('"', begin), text_.size());
      if (at == text_.size()) return false;
    } else {
      while (at < text_.size() && text_[at] != separator_ && text_[at] != '\n' &&
             text_[at] != '\r') {
        ++at;
      }
    }
    cells_[k] = std::string_view(text_.data() + begin, at - begin);
    at += is_quoted;
    if (k + 1 == cells_.size()) break;
    if (at >= text_.size() || text_[at] != separator_) return false;
    ++at;
  }
  if (at < text_.size() && text_[at] == '\r') ++at;
  if (at < text_.size() && text_[at] != '\n') return false;
  at_ = std::min(at + 1, text_.size());
  return true;
}

void CsvRows::skip(std::size_t size_bytes) {
  at_ += size_bytes;
  is_marked_ = false;
}

std::size_t size_of_records(std::string_view text, char separator, std::size_t size_bytes) {
  std::size_t at = 0;  // outside of quotes
  while (true) {
    const std::size_t least = std::min(size_bytes, text.size()) - 1;
    const std::size_t line_end = text.find('\n', std::max(at, least));
    const std::size_t end = line_end == text.npos ? text.size() : line_end + 1;
    const std::size_t quote = next_quoted_cell(text.substr(0, end), at, separator);
    if (quote == text.npos) return end;
    at = behind_quoted(text, quote);
    if (at == text.npos || at >= text.size()) return text.size();
  }
}

bool has_unclosed_quote(std::string_view text, char separator) {
  for (std::size_t at = 0; (at = next_quoted_cell(text, at, separator)) != text.npos;) {
    at = behind_quoted(text, at);
    if (at == text.npos) return true;
  }
  return false;
}

}  // namespace linhui::api::exchange
