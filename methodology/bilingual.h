// Words in both languages. Every sentence that a person reads leaves the room in both; which one is
// shown is the caller's choice.
#pragma once

#include <string>

namespace linhui::methodology {

// Two texts that say the same. Neither is translated from the other at run time.
struct Bilingual {
  std::string english, chinese;
};

// The same in both: names of documents and tables, symbols, numbers.
inline Bilingual in_both(const std::string& text) { return {text, text}; }

// One text behind the other, language by language. A plain string stands in both.
inline Bilingual operator+(const Bilingual& begin, const Bilingual& end) {
  return {begin.english + end.english, begin.chinese + end.chinese};
}
inline Bilingual operator+(const Bilingual& begin, const std::string& end) {
  return begin + in_both(end);
}
inline Bilingual operator+(const std::string& begin, const Bilingual& end) {
  return in_both(begin) + end;
}
inline Bilingual& operator+=(Bilingual& text, const Bilingual& end) { return text = text + end; }

}  // namespace linhui::methodology
