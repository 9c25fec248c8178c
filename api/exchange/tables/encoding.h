// Text in files from Chinese bureaux: UTF-8 or one of the GB encodings. Internal to api/exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linhui::api::exchange {

// What may stand at the end of a text: a DBF cell has a fixed width in bytes, and writers cut a
// character in two to fit it. The half character is dropped.
enum class Ending { whole, may_be_cut };

// Well-formed UTF-8 without NUL (RFC 3629: no surrogates, no overlong forms, up to U+10FFFF).
bool is_utf8(std::string_view text);

// `bytes` in `encoding` (any name that a .cpg file or a person writes: UTF-8, 65001, GBK, GB2312,
// 936 …) as UTF-8. Nothing where they are not text in that encoding, or the name is unknown.
// GBK, GB2312 and code page 936 are read as their superset GB18030.
std::optional<std::string> to_utf8(std::string_view bytes, std::string_view encoding,
                                   Ending ending = Ending::whole);

// The encoding of texts that do not say it: "UTF-8" where all are ASCII or all are well-formed
// UTF-8 and hold nothing below U+2000 but ASCII (GBK that happens to be well-formed UTF-8 reads as
// Latin, Greek or Arabic letters); else "GB18030" where all are; else nothing.
std::optional<std::string> find_encoding(const std::vector<std::string_view>& texts, Ending ending);

}  // namespace linhui::api::exchange
