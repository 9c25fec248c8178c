#include "api/exchange/tables/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

namespace linhui::api::exchange {
namespace {

// Bytes of the character that starts at `at`; 0 where it is malformed; -1 where the text ends
// inside a character that is well-formed so far.
int utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  int length = 0;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (length == 0) return 0;
  for (int i = 1; i < length; ++i) {
    if (at + i >= text.size()) return -1;
    const unsigned next = byte(at + i);
    if ((next & 0xC0) != 0x80) return 0;
    if (i == 1 && ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) ||
                   (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F))) {
      return 0;
    }
  }
  return length;
}

// The well-formed part of `text`: all of it, or all but a cut last character; else nothing.
std::optional<std::string_view> utf8_part(std::string_view text, Ending ending) {
  for (std::size_t at = 0; at < text.size();) {
    const int length = utf8_length(text, at);
    if (length == -1 && ending == Ending::may_be_cut) return text.substr(0, at);
    if (length <= 0) return std::nullopt;
    at += length;
  }
  return text;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Two-byte sequences are U+0080 to U+07FF; E0 and E1 lead U+0800 to U+1FFF.
bool has_letters_below_u2000(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC2 && byte <= 0xE1;
  });
}

std::string iconv_name(std::string_view encoding) {
  std::string name;
  for (const char c : encoding) {
    if (std::isalnum(static_cast<unsigned char>(c))) {
      name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  static constexpr std::array kUtf8 = {"UTF8", "65001", "CP65001"};
  static constexpr std::array kGb = {"GBK",     "GB2312", "GB18030", "CP936", "936",
                                     "ANSI936", "MS936",  "EUCCN",   "GB",    "WINDOWS936"};
  if (std::find(kUtf8.begin(), kUtf8.end(), name) != kUtf8.end()) return "UTF-8";
  if (std::find(kGb.begin(), kGb.end(), name) != kGb.end()) return "GB18030";
  return std::string(encoding);
}

// One open converter a thread: a file is read in one encoding, cell by cell.
class Converter {
 public:
  Converter() = default;
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { close(); }

  bool open(const std::string& from) {
    if (is_open() && from == from_) return true;
    close();
    from_ = from;
    handle_ = iconv_open("UTF-8", from.c_str());
    return is_open();
  }
  std::optional<std::string> convert(std::string_view bytes, Ending ending) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);  // back to the initial state
    std::string text(bytes.size() * 4 + 16, '\0');
    char* in = const_cast<char*>(bytes.data());  // POSIX: iconv does not write there
    std::size_t in_left = bytes.size();
    char* out = text.data();
    std::size_t out_left = text.size();
    if (iconv(handle_, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
      const bool cut = errno == EINVAL;
      if (!cut || ending == Ending::whole) return std::nullopt;
    }
    text.resize(text.size() - out_left);
    return is_utf8(text) ? std::optional(std::move(text)) : std::nullopt;
  }

 private:
  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  void close() {
    if (is_open()) iconv_close(handle_);
  }
  std::string from_;
  iconv_t handle_ = reinterpret_cast<iconv_t>(-1);
};

std::optional<std::string> convert(std::string_view bytes, const std::string& from, Ending ending) {
  thread_local Converter converter;
  if (!converter.open(from)) return std::nullopt;
  return converter.convert(bytes, ending);
}

}  // namespace

bool is_utf8(std::string_view text) { return utf8_part(text, Ending::whole).has_value(); }

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view encoding,
                                   Ending ending) {
  const std::string name = iconv_name(encoding);
  const bool ascii_superset = name == "UTF-8" || name == "GB18030";
  if (ascii_superset && is_ascii(bytes)) {
    return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
  }
  if (name != "UTF-8") return convert(bytes, name, ending);
  const auto part = utf8_part(bytes, ending);
  return part ? std::optional(std::string(*part)) : std::nullopt;
}

std::optional<std::string> find_encoding(const std::vector<std::string_view>& texts,
                                         Ending ending) {
  const auto all = [&](auto holds) { return std::all_of(texts.begin(), texts.end(), holds); };
  const bool utf8 = all([&](std::string_view text) {
    const auto part = utf8_part(text, ending);
    return part && !has_letters_below_u2000(*part);
  });
  if (utf8) return "UTF-8";
  if (all([&](std::string_view text) { return to_utf8(text, "GB18030", ending).has_value(); })) {
    return "GB18030";
  }
  // Latin letters in well-formed UTF-8, and not GB18030.
  if (all([&](std::string_view text) { return utf8_part(text, ending).has_value(); })) {
    return "UTF-8";
  }
  return std::nullopt;
}

}  // namespace linhui::api::exchange
