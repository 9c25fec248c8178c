// Projects: listed → validated → registered.
//
//   project.register   listed; under a mechanism its stands are claimed (inventory.h)
//   project.validate   validated, by a verifier
//   project.approve    registered, by a registrar: reports may be filed
//
// Developer, validator and who approves are three parties.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class ProjectState { listed, validated, registered };
constexpr auto words_of(ProjectState) {
  return std::to_array<std::string_view>({"listed", "validated", "registered"});
}

// Written by project.register; the records above move `state` on, and credit.issue the two sums.
struct Project {
  static constexpr std::string_view kFamily = "project";
  static constexpr ErrorCode kMissing = ErrorCode::project_not_found;
  std::string name, developer, method;
  std::string mechanism;           // empty: assessed only, never credited
  Hash inventory{};                // the root of the inventory that it is registered with, for good
  std::uint64_t stands = 0;        // rows of that inventory
  int from_year = 0, to_year = 0;  // crediting years, both inclusive
  ProjectState state = ProjectState::listed;
  std::string validator;      // empty while listed
  std::int64_t net_e4 = 0;    // of every report issued on, 0.0001 t CO2e; may be negative
  std::int64_t credited = 0;  // whole tonnes issued on it, the buffer's among them
  std::uint64_t index = 0;    // of project.register

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("name", self.name);
    f.id("developer", self.developer);
    f.id("method", self.method);
    f.text_or_empty("mechanism", self.mechanism);
    f.hash("inventory", self.inventory);
    f.count("stands", self.stands);
    f.count("from_year", self.from_year);
    f.count("to_year", self.to_year);
    f.word("state", self.state);
    f.optional_id("validator", self.validator);
    f.whole("net_e4", self.net_e4, -kMaxInteger, kMaxInteger);
    f.count("credited", self.credited);
    f.count("index", self.index);
  }
};

}  // namespace linhui::ledger
