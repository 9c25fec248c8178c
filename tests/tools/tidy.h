// The rules of the source tree that a compiler does not keep. Each check takes one file's path from
// the root and its text, and says what it found, a line each, as "path:line: what is wrong".
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace linhui::tidy {

constexpr std::size_t kColumnsMax = 100, kLinesMax = 500;

using Faults = std::vector<std::string>;

// Which files a folder's files may include, by the beginning of the path; "api/*" is a file that
// lies in api/ itself. And the libraries that they must not know.
struct Room {
  std::string_view folder;
  std::vector<std::string_view> may_include;
  std::vector<std::string_view> forbidden_libraries;
};

// The first room whose folder fits is a file's room.
inline const std::vector<Room>& rooms() {
  static const std::vector<std::string_view> kOutside = {
      "gdal", "ogr", "cpl_", "lmdb", "httplib", "boost/asio", "boost/beast"};
  static const std::vector<std::string_view> kNotOfLedger = {
      "gdal", "ogr", "cpl_", "httplib", "boost/asio", "boost/beast"};
  static const std::vector<Room> kRooms = {
      // From what knows least to what uses it; methodology/* is the vocabulary.
      {"methodology/numbers/", {"methodology/numbers/"}, kOutside},
      {"methodology/parameters/",
       {"methodology/parameters/", "methodology/numbers/", "methodology/*"},
       kOutside},
      {"methodology/stands/",
       {"methodology/stands/", "methodology/parameters/", "methodology/numbers/", "methodology/*"},
       kOutside},
      {"methodology/columns/",
       {"methodology/columns/", "methodology/numbers/", "methodology/*"},
       kOutside},
      {"methodology/methods/",
       {"methodology/methods/", "methodology/stands/", "methodology/columns/",
        "methodology/parameters/", "methodology/numbers/", "methodology/*"},
       kOutside},
      {"methodology/c/", {"methodology/"}, kOutside},
      {"methodology/results/", {"methodology/"}, kOutside},
      {"methodology/sampling/", {"methodology/"}, kOutside},
      {"methodology/monte_carlo/", {"methodology/"}, kOutside},
      {"methodology/planning/", {"methodology/"}, kOutside},
      {"methodology/", {"methodology/*", "methodology/numbers/"}, kOutside},
      // base < log, store < state < bodies, ground < shares < rules < what lies in ledger/ itself.
      {"ledger/base/", {"ledger/base/"}, kOutside},
      {"ledger/log/", {"ledger/log/", "ledger/base/"}, kOutside},
      {"ledger/store/", {"ledger/store/", "ledger/base/"}, kNotOfLedger},
      {"ledger/state/",
       {"ledger/state/", "ledger/log/", "ledger/store/", "ledger/base/"},
       kOutside},
      {"ledger/bodies/",
       {"ledger/bodies/", "ledger/state/", "ledger/log/", "ledger/base/"},
       kOutside},
      {"ledger/ground/",
       {"ledger/ground/", "ledger/state/", "ledger/log/", "ledger/store/", "ledger/base/"},
       kOutside},
      {"ledger/shares/",
       {"ledger/shares/", "ledger/ground/", "ledger/bodies/", "ledger/state/", "ledger/log/",
        "ledger/store/", "ledger/base/"},
       kOutside},
      {"ledger/rules/",
       {"ledger/rules/", "ledger/shares/", "ledger/ground/", "ledger/bodies/", "ledger/state/",
        "ledger/log/", "ledger/store/", "ledger/base/"},
       kOutside},
      {"ledger/", {"ledger/"}, kNotOfLedger},
      {"api/exchange/", {"api/exchange/", "api/*", "methodology/"}, {}},
      {"api/app/desk/", {"api/app/desk/", "api/*", "methodology/", "ledger/"}, {}},
      {"api/app/", {"api/app/", "api/exchange/", "api/*", "methodology/", "ledger/"}, {}},
      {"api/demo/",
       {"api/demo/", "api/app/", "api/exchange/", "api/*", "methodology/", "ledger/"},
       {}},
      // It serves any answers, and knows of the rest what status a problem has.
      {"api/http/server/", {"api/http/server/", "api/*", "api/app/desk/problems.h"}, {}},
      {"api/http/", {"api/"}, {}},
      {"api/web/", {"api/"}, {}},
      {"api/", {"api/*"}, {}},
      {"tools/audit/", {"tools/audit/"}, {}},  // the second auditor shares no code
      {"tools/", {"tools/", "api/", "ledger/", "methodology/"}, {}},
      {"tests/", {"tests/", "tools/", "api/", "ledger/", "methodology/"}, {}},
  };
  return kRooms;
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline std::string at(std::string_view path, std::size_t line_index) {
  return std::string(path) + ":" + std::to_string(line_index + 1) + ": ";
}

inline bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Where the literal or comment that begins at `begin` ends; `begin` itself if none begins there.
inline std::size_t end_of_silent(std::string_view text, std::size_t begin) {
  const auto past = [&](std::string_view closing, std::size_t from) {
    const std::size_t found = text.find(closing, from);
    return found == text.npos ? text.size() : found + closing.size();
  };
  const std::string_view rest = text.substr(begin);
  if (rest.starts_with("//")) return std::min(text.find('\n', begin), text.size());
  if (rest.starts_with("/*")) return past("*/", begin + 2);
  if (rest.starts_with("R\"") && (begin == 0 || !is_word(text[begin - 1]))) {
    const std::size_t open = std::min(text.find('(', begin), text.size());
    const std::string tag(text.substr(begin + 2, open - begin - 2));
    return past(")" + tag + "\"", open);
  }
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return begin;
  if (rest[0] == '\'') {  // 1'000: the quote of a number opens nothing
    std::size_t word = begin;
    while (word > 0 && (is_word(text[word - 1]) || text[word - 1] == '\'')) --word;
    if (word < begin && std::isdigit(static_cast<unsigned char>(text[word]))) return begin;
  }
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == rest[0] || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

// The text with blanks in place of comments, strings and characters; its lines stay where they are.
inline std::string code_only(std::string_view text) {
  std::string code(text);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = end_of_silent(text, i);
    for (std::size_t k = i; k < end; ++k) {
      if (code[k] != '\n') code[k] = ' ';
    }
    i = end == i ? i + 1 : end;
  }
  return code;
}

inline bool has_word(std::string_view code, std::string_view word) {
  for (std::size_t i = code.find(word); i != code.npos; i = code.find(word, i + 1)) {
    const std::size_t end = i + word.size();
    if ((i == 0 || !is_word(code[i - 1])) && (end == code.size() || !is_word(code[end]))) {
      return true;
    }
  }
  return false;
}

inline bool may_include(const Room& room, std::string_view header) {
  for (const std::string_view allowed : room.may_include) {
    if (allowed.ends_with("/*")) {
      const std::string_view folder = allowed.substr(0, allowed.size() - 1);
      if (header.starts_with(folder) && header.find('/', folder.size()) == header.npos) return true;
    } else if (header.starts_with(allowed)) {
      return true;
    }
  }
  return false;
}

// What is wrong with this room's including `header`; empty if nothing is.
inline std::string include_fault(const Room& room, std::string_view header, bool quoted) {
  static constexpr std::array<std::string_view, 5> kOurs = {"methodology/", "ledger/", "api/",
                                                            "tools/", "tests/"};
  for (const std::string_view ours : kOurs) {
    if (!header.starts_with(ours)) continue;
    return may_include(room, header) && header.find("..") == header.npos
               ? ""
               : std::string(room.folder) + " must not include " + std::string(header);
  }
  if (quoted) return "include \"" + std::string(header) + "\" by its path from the root";
  for (const std::string_view library : room.forbidden_libraries) {
    if (header.starts_with(library)) {
      return std::string(room.folder) + " must not know <" + std::string(header) + ">";
    }
  }
  return "";
}

struct Include {
  std::size_t line_index = 0;
  std::string header;
  bool quoted = false;
};

inline std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> includes;
  const std::vector<std::string> lines = lines_of(text), code = lines_of(code_only(text));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t hash = code[i].find_first_not_of(' ');
    if (hash == code[i].npos || code[i][hash] != '#') continue;
    const std::size_t word = code[i].find_first_not_of(' ', hash + 1);
    if (word == code[i].npos || !code[i].substr(word).starts_with("include")) continue;
    const std::size_t open = lines[i].find_first_of("\"<", word);
    if (open == lines[i].npos) continue;
    const bool quoted = lines[i][open] == '"';
    const std::size_t close = lines[i].find(quoted ? '"' : '>', open + 1);
    includes.push_back({i, lines[i].substr(open + 1, close - open - 1), quoted});
  }
  return includes;
}

// Layers point one way. A file outside the rooms is not looked at.
inline Faults include_faults(std::string_view path, std::string_view text) {
  const Room* room = nullptr;
  for (const Room& candidate : rooms()) {
    if (room == nullptr && path.starts_with(candidate.folder)) room = &candidate;
  }
  Faults faults;
  if (room == nullptr) return faults;
  for (const Include& include : includes_of(text)) {
    const std::string fault = include_fault(*room, include.header, include.quoted);
    if (!fault.empty()) faults.push_back(at(path, include.line_index) + fault);
  }
  return faults;
}

// The ledger counts; it does not estimate.
inline Faults floating_point_faults(std::string_view path, std::string_view text) {
  Faults faults;
  if (!path.starts_with("ledger/")) return faults;
  const std::vector<std::string> code = lines_of(code_only(text));
  for (std::size_t i = 0; i < code.size(); ++i) {
    for (const std::string_view word : {"double", "float"}) {
      if (has_word(code[i], word)) faults.push_back(at(path, i) + std::string(word));
    }
  }
  return faults;
}

// What only some places may name, by the beginning of their paths. Tests may name all of it.
struct Door {
  std::string_view word;
  std::vector<std::string_view> open_to;
  std::string_view why;
};

inline const std::vector<Door>& doors() {
  static const std::vector<Door> kDoors = {
      {"make_record(",
       {"ledger/", "api/app/cases/", "api/app/desk/", "api/app/packages/", "tools/bench/"},
       "records are made by cases"},
      {".submit(",
       {"api/app/cases/", "api/app/desk/", "api/app/packages/"},
       "records are submitted by cases"},
      {"\"ledger/bodies/",
       {"ledger/", "api/app/cases/", "api/app/desk/", "api/app/packages/", "api/app/answers/",
        "tools/bench/"},
       "bodies are written by cases and read by answers"},
      {"get_state(", {}, "the state is read through its structs"},
      {"Table::state",
       {"ledger/state/", "ledger/store/", "ledger/audit.cc", "ledger/ground/claims.cc",
        "api/app/desk/private_store.cc"},
       "the state is read through its structs"},
  };
  return kDoors;
}

// Records, their bodies and the state are touched where they belong and nowhere else.
inline Faults door_faults(std::string_view path, std::string_view text) {
  Faults faults;
  if (path.starts_with("tests/")) return faults;
  const std::vector<std::string> code = lines_of(code_only(text)), lines = lines_of(text);
  for (const Door& door : doors()) {
    const auto opens = [&](std::string_view place) { return path.starts_with(place); };
    if (std::any_of(door.open_to.begin(), door.open_to.end(), opens)) continue;
    const bool header = door.word.starts_with('"');  // stands in a string, which code_only() blanks
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool found = header ? lines[i].starts_with("#include " + std::string(door.word))
                                : code[i].find(door.word) != std::string::npos;
      if (found) {
        faults.push_back(at(path, i) + std::string(door.word) + ": " + std::string(door.why));
      }
    }
  }
  return faults;
}

// Tests run side by side: their files are made in folders of their own, by ScratchFolder.
inline Faults scratch_faults(std::string_view path, std::string_view text) {
  Faults faults;
  if (!path.starts_with("tests/") || path == "tests/scratch_folder.h") return faults;
  const std::vector<std::string> code = lines_of(code_only(text));
  for (std::size_t i = 0; i < code.size(); ++i) {
    for (const std::string_view word :
         {"TempDir", "mkdtemp", "mkstemp", "tmpnam", "temp_directory_path"}) {
      if (has_word(code[i], word)) {
        faults.push_back(at(path, i) + std::string(word) +
                         ": a test's files lie in a ScratchFolder");
      }
    }
  }
  return faults;
}

// Columns on a screen: East Asian wide characters take two. Bytes that are not UTF-8 take one.
inline std::size_t columns_of(std::string_view line) {
  static constexpr std::array<std::array<char32_t, 2>, 9> kWide = {{{0x1100, 0x115f},
                                                                    {0x2e80, 0x303e},
                                                                    {0x3041, 0xa4cf},
                                                                    {0xac00, 0xd7a3},
                                                                    {0xf900, 0xfaff},
                                                                    {0xfe30, 0xfe6f},
                                                                    {0xff00, 0xff60},
                                                                    {0xffe0, 0xffe6},
                                                                    {0x20000, 0x3fffd}}};
  std::size_t columns = 0;
  for (std::size_t i = 0; i < line.size();) {
    const auto lead = static_cast<unsigned char>(line[i]);
    const std::size_t size = lead < 0xc0 || lead >= 0xf8 ? 1
                             : lead >= 0xf0              ? 4
                             : lead >= 0xe0              ? 3
                                                         : 2;
    char32_t point = size == 1 ? lead : lead & (0xff >> (size + 1));
    for (std::size_t k = 1; k < size && i + k < line.size(); ++k) {
      point = (point << 6) | (static_cast<unsigned char>(line[i + k]) & 0x3f);
    }
    bool wide = false;
    for (const auto& [first, last] : kWide) wide = wide || (first <= point && point <= last);
    columns += wide ? 2 : 1;
    i += size;
  }
  return columns;
}

inline Faults layout_faults(std::string_view path, std::string_view text) {
  Faults faults;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find('\t') != std::string::npos) faults.push_back(at(path, i) + "tab");
    const std::size_t columns = columns_of(lines[i]);
    if (columns > kColumnsMax) {
      faults.push_back(at(path, i) + std::to_string(columns) + " columns");
    }
  }
  const bool of_the_program = !path.starts_with("tests/") && !path.starts_with("tools/");
  if (of_the_program && lines.size() > kLinesMax) {
    faults.push_back(at(path, kLinesMax) + std::to_string(lines.size()) + " lines; split it");
  }
  return faults;
}

// The project speaks of itself alone, not of the machine that it was written on.
inline Faults machine_path_faults(std::string_view path, std::string_view text) {
  static const std::array<std::string, 3> kForeign = {
      "/wo"
      "rk/",
      "/tm"
      "p/h/",
      "shar"
      "ed/"};
  Faults faults;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::string& foreign : kForeign) {
      const std::size_t found = lines[i].find(foreign);
      if (found == std::string::npos) continue;
      if (found > 0 && is_word(lines[i][found - 1])) continue;  // of a longer name
      if (found > 1 && lines[i][found - 1] == '/' && is_word(lines[i][found - 2])) continue;
      faults.push_back(at(path, i) + foreign);
    }
  }
  return faults;
}

}  // namespace linhui::tidy
