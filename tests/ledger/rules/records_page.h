// docs/records.md as tests read it: what a record type's section says.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/error.h"
#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {

class RecordsPage {
 public:
  RecordsPage()
      : text_(file_bytes(std::filesystem::path(LINHUI_SOURCE_DIR) / "docs" / "records.md")) {}

  std::set<std::string> sections() const {
    std::set<std::string> names;
    for (std::size_t at = text_.find("\n### "); at != text_.npos;
         at = text_.find("\n### ", at + 1)) {
      names.insert(text_.substr(at + 5, text_.find('\n', at + 1) - at - 5));
    }
    return names;
  }
  // The paragraph of a type's section that begins with this word in bold: "Body", "Refused".
  std::string paragraph(const std::string& type, const std::string& word) const {
    return line_after("\n### " + type + "\n", "\n**" + word + ":** ");
  }
  // What holds for every type: the paragraph that says which refusal is told.
  std::string before_all() const {
    const std::string line = line_after("\n## Which refusal is told\n", "\n\n");
    return line.substr(0, line.find("Then what its type lists"));
  }

  // A refusal as a list has it: the code, and what is said of it.
  struct Refusal {
    std::string code, said;
  };
  static std::vector<Refusal> refusals_in(const std::string& list) {
    std::vector<Refusal> refusals;
    std::size_t said = 0;
    for (std::size_t at = list.find('`'); at != list.npos; at = list.find('`', at + 1)) {
      const std::size_t end = list.find('`', at + 1);
      const std::string word = list.substr(at + 1, end - at - 1);
      at = end;
      if (!is_code(word)) continue;
      if (!refusals.empty()) refusals.back().said = list.substr(said, end - word.size() - 1 - said);
      refusals.push_back({word, {}});
      said = end + 1;
    }
    if (!refusals.empty()) refusals.back().said = list.substr(said);
    return refusals;
  }

 private:
  static bool is_code(const std::string& word) {
    static const std::set<std::string> codes = {
#define LINHUI_ERROR(name, number, en, zh) #name,
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
    };
    return codes.contains(word);
  }
  std::string line_after(const std::string& heading, const std::string& start) const {
    const std::size_t section = text_.find(heading);
    const std::size_t at = section == text_.npos ? section : text_.find(start, section);
    if (at == text_.npos) return {};
    const std::size_t begin = at + start.size();
    return text_.substr(begin, text_.find('\n', begin) - begin);
  }

  std::string text_;
};

}  // namespace linhui::ledger
