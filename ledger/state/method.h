// What credits may be issued by: mechanisms, and the methods whose tables are published.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

// 机制: under whose rules credits are issued. Written by mechanism.define, for good.
struct Mechanism {
  static constexpr std::string_view kFamily = "mechanism";
  static constexpr ErrorCode kMissing = ErrorCode::mechanism_not_found;
  std::string name;
  std::int64_t buffer_num = 0, buffer_den = 1;  // the share of credits withheld, below 1
  bool natural_persons = false;                 // whether households may hold credits
  std::vector<std::string> methods;             // ids that it accepts; need not be published yet

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("name", self.name);
    f.count("buffer_num", self.buffer_num);
    f.count("buffer_den", self.buffer_den);
    f.flag("natural_persons", self.natural_persons);
    f.ids("methods", self.methods);
  }
};

// How a table's figures came here: compared with the publisher's document, or not yet.
enum class Basis { read_back, recalled };
constexpr auto words_of(Basis) {
  return std::to_array<std::string_view>({"read_back", "recalled"});
}

// A method as it was last published. Written by each method.publish of it.
struct Method {
  static constexpr std::string_view kFamily = "method";
  static constexpr ErrorCode kMissing = ErrorCode::method_not_published;
  std::string version;
  bool crediting = false;  // whether credits can be issued under it
  Basis basis = Basis::recalled;
  std::vector<Hash> tables;     // SHA-256 of each, in the record's order
  std::uint64_t index = 0;      // of method.publish
  Hash root{};                  // of the tables' lines beside that record
  std::uint64_t row_count = 0;  // how many lines

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("version", self.version);
    f.flag("crediting", self.crediting);
    f.word("basis", self.basis);
    f.hashes("tables", self.tables);
    f.count("index", self.index);
    f.hash("root", self.root);
    f.count("count", self.row_count);
  }
};

// A table that some method was published with, by its digest. Written by method.publish and never
// taken away: credit.issue asks whether each table of a report stands here. In a production ledger
// that means read back, as nothing else can be published there.
struct PublishedTable {
  static constexpr std::string_view kFamily = "table";
  std::string name;
  Basis basis = Basis::recalled;  // of the newest publication of these bytes

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("name", self.name);
    f.word("basis", self.basis);
  }
};

}  // namespace linhui::ledger
