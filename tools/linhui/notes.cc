#include "tools/linhui/notes.h"

namespace linhui::cli {
namespace {

constexpr std::size_t kNotesShown = 20;

}  // namespace

std::string notes_text(const Output& out, const std::vector<methodology::Finding>& notes) {
  std::string text;
  for (std::size_t i = 0; i < notes.size() && i < kNotesShown; ++i) {
    const methodology::Finding& note = notes[i];
    text += out.in({"note ", "说明 "}) + note.code +
            (note.stand_id.empty() ? "" : " " + printable(note.stand_id)) + ": " +
            printable(out.language == Language::chinese ? note.chinese : note.english) + "\n";
  }
  if (notes.size() > kNotesShown) {
    text += out.in({"notes: ", "说明共 "}) + std::to_string(notes.size()) +
            out.in({"; --json has all\n", " 条；--json 给出全部\n"});
  }
  return text;
}

Json notes_json(const std::vector<methodology::Finding>& notes, const char* subject) {
  Json array = Json::array();
  for (const methodology::Finding& note : notes) {
    array.push_back({{"code", note.code},
                     {subject, note.stand_id},
                     {"field", note.field},
                     {"value", note.value},
                     {"en", note.english},
                     {"zh", note.chinese}});
  }
  return array;
}

}  // namespace linhui::cli
