#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/app/desk/problems.h"
#include "ledger/base/error.h"
#include "tests/scratch_folder.h"

namespace linhui::ledger {
namespace {

namespace fs = std::filesystem;

constexpr ErrorCode kCodes[] = {
#define LINHUI_ERROR(name, number, en, zh) ErrorCode::name,
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
};

// One entry of api/errors.def as it stands there.
struct Entry {
  std::string name, code, exit, http, english, chinese;  // exit: "fault" for a fault
};
const std::vector<Entry> kEntries = {
#define LINHUI_FAULT(name, code, en, zh) {#name, code, "fault", "", en, zh},
#define LINHUI_PROBLEM(name, code, exit, http, en, zh) \
  {#name, code, std::to_string(static_cast<int>(api::ExitStatus::exit)), #http, en, zh},
#include "api/errors.def"
#undef LINHUI_PROBLEM
#undef LINHUI_FAULT
};

std::string page() { return file_bytes(LINHUI_SOURCE_DIR "/docs/errors.md"); }

// The part of the page under a heading of the first rank.
std::string part_of_page(const std::string& heading) {
  const std::string all = page();
  const auto begin = all.find("\n# " + heading + "\n");
  EXPECT_NE(begin, all.npos) << heading;
  return all.substr(begin, all.find("\n# ", begin + 1) - begin);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<std::string> rows_of(const std::string& text, const std::string& begin) {
  std::vector<std::string> rows;
  for (std::string& line : lines_of(text)) {
    if (line.starts_with(begin)) rows.push_back(std::move(line));
  }
  return rows;
}

// Sources below a folder, by their paths from the top.
std::map<std::string, std::string> sources_below(const std::string& folder) {
  std::map<std::string, std::string> sources;
  for (const auto& entry :
       fs::recursive_directory_iterator(std::string(LINHUI_SOURCE_DIR) + "/" + folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".cc" && extension != ".h") continue;
    sources[fs::relative(entry.path(), LINHUI_SOURCE_DIR).string()] = file_bytes(entry.path());
  }
  return sources;
}

// What stands in quotation marks at `at`, white space skipped; "" where there is none.
std::string quoted_at(const std::string& text, std::size_t at) {
  at = text.find_first_not_of(" \n", at);
  if (at == text.npos || text[at] != '"') return "";
  return text.substr(at + 1, text.find('"', at + 1) - at - 1);
}

bool is_code(const std::string& text) {
  return text.find('_') != text.npos &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == text.npos;
}

// The codes of a source's findings: `return {"code", ...`, and those that are made of a field.
void find_codes(const std::string& source, std::set<std::string>& codes) {
  for (const std::string start : {"return {", "Finding{"}) {
    for (auto at = source.find(start); at != source.npos; at = source.find(start, at + 1)) {
      const std::string code = quoted_at(source, at + start.size());
      if (is_code(code)) codes.insert(code);
    }
  }
  for (const std::string ending : {"_missing", "_unknown"}) {
    const std::string call = "field" + ending + "(";
    for (auto at = source.find(call); at != source.npos; at = source.find(call, at + 1)) {
      const auto comma = source.find(',', at);
      const std::string field = comma == source.npos ? "" : quoted_at(source, comma + 1);
      if (!field.empty()) codes.insert(field + ending);
    }
  }
}

std::string row_of(ErrorCode code) {
  return "| " + std::to_string(static_cast<int>(code)) + " | `" + std::string(name_of(code)) +
         "` | " + std::string(sentence_of(code, false)) + " | " +
         std::string(sentence_of(code, true)) + " |";
}

// Whoever meets an error looks it up there; the order tells which of several is reported.
TEST(ErrorDocs, HasEveryErrorInItsOrderWithItsSentences) {
  std::vector<std::string> rows;
  for (const std::string& line : lines_of(page())) {
    if (line.size() > 2 && line.starts_with("| ") && std::isdigit(line[2])) rows.push_back(line);
  }
  std::vector<std::string> expected;
  for (const ErrorCode code : kCodes) expected.push_back(row_of(code));
  EXPECT_EQ(rows, expected) << "run tools/write_error_docs";
}

TEST(ErrorDocs, HasTheStatusesOfTheLedgersCodes) {
  std::set<std::string> expected;
  for (const ErrorCode code : kCodes) {
    const api::Problem problem = api::to_problem({code});
    const int exit = static_cast<int>(problem.exit), http = api::http_status_of(problem);
    if (exit == 1 && http == 422) continue;
    expected.insert("| `" + problem.code + "` | " + std::to_string(exit) + " | " +
                    std::to_string(http) + " |");
  }
  const auto rows = rows_of(part_of_page("The ledger"), "| `");
  EXPECT_EQ(std::set<std::string>(rows.begin(), rows.end()), expected)
      << "run tools/write_error_docs";
}

TEST(ErrorDocs, HasEveryRefusalOfTheCommandAndTheServer) {
  std::vector<std::string> expected;
  for (const Entry& entry : kEntries) {
    expected.push_back("| `" + entry.code + "` | " + entry.exit + " | " + entry.http +
                       (entry.http.empty() ? "| " : " | ") + entry.english + " | " + entry.chinese +
                       " |");
  }
  EXPECT_EQ(rows_of(part_of_page("The command and the server"), "| `"), expected)
      << "run tools/write_error_docs";
}

// A code with several sentences keeps its statuses, and its entries' names begin with it.
TEST(ErrorDocs, HasOneStatusForACode) {
  std::map<std::string, std::string> statuses;
  for (const Entry& entry : kEntries) {
    EXPECT_TRUE(entry.name == entry.code || entry.name.starts_with(entry.code + "_"))
        << entry.name << " " << entry.code;
    if (entry.exit == "fault") continue;
    const std::string status = entry.exit + " " + entry.http;
    EXPECT_EQ(statuses.emplace(entry.code, status).first->second, status) << entry.name;
  }
}

// Nothing refuses with a code that is not in the list, and the list has nothing that none makes.
TEST(ErrorDocs, HasTheCodesOfTheSourcesAndNoOther) {
  std::string all;
  for (const char* folder : {"api", "tools/linhui"}) {
    for (const auto& [path, source] : sources_below(folder)) {
      all += source;
      for (const char* made : {"Problem{\"", "Fault{\"", ".code = \""}) {
        if (path == "api/app/cases/checks.cc") continue;  // what an audit finds: docs/cli.md
        EXPECT_EQ(source.find(made), source.npos) << path << ": " << made;
      }
    }
  }
  for (const Entry& entry : kEntries) {
    bool used = false;
    for (auto at = all.find(entry.name); at != all.npos && !used;
         at = all.find(entry.name, at + 1)) {
      const bool fault = entry.exit == "fault";
      const std::string before = fault ? "FaultCode::" : "Code::";
      if (at < before.size() + 5 || all.compare(at - before.size(), before.size(), before) != 0) {
        continue;
      }
      if (!fault && all.compare(at - before.size() - 5, 5, "Fault") == 0) continue;
      const char after = all[at + entry.name.size()];
      used = !std::isalnum(static_cast<unsigned char>(after)) && after != '_';
    }
    EXPECT_TRUE(used) << entry.name << " is made nowhere";
  }
}

// A finding's sentence has the figures of its case; the page says what it means.
TEST(ErrorDocs, HasEveryFindingOfAMethod) {
  std::set<std::string> codes;
  for (const char* folder : {"methodology", "api/exchange"}) {
    for (const auto& [path, source] : sources_below(folder)) {
      if (path.ends_with("_explanation.cc")) continue;  // names of steps
      find_codes(source, codes);
    }
  }
  EXPECT_GT(codes.size(), 100u);
  const std::string findings = part_of_page("What a method finds");
  for (const std::string& code : codes) {
    EXPECT_NE(findings.find("`" + code + "`"), findings.npos) << code << " is on no page";
  }
}

// A person reads them, and a table's cell has to hold them.
TEST(ErrorDocs, HasWholeSentencesInBothLanguages) {
  for (const ErrorCode code : kCodes) {
    EXPECT_TRUE(sentence_of(code, false).ends_with(".")) << name_of(code);
    EXPECT_TRUE(sentence_of(code, true).ends_with("。")) << name_of(code);
    for (const bool chinese : {false, true}) {
      EXPECT_EQ(sentence_of(code, chinese).find_first_of("|\n"), std::string_view::npos);
    }
  }
  for (const Entry& entry : kEntries) {
    EXPECT_FALSE(entry.english.empty() || entry.chinese.empty()) << entry.name;
    EXPECT_EQ((entry.english + entry.chinese).find_first_of("|\n"), std::string::npos);
  }
}

}  // namespace
}  // namespace linhui::ledger
