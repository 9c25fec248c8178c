// What left for exchanges and registries.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

// Under its number (sequence_id()), from 1 without a gap, so that a receiver sees that one is
// missing. Written by export.record; the file itself is not in the ledger.
struct Exported {
  static constexpr std::string_view kFamily = "export";
  std::string format, project;
  std::uint64_t log_size = 0;  // of the log that it shows
  Hash sha256{};               // of its bytes
  std::uint64_t index = 0;     // of export.record

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("format", self.format);
    f.id("project", self.project);
    f.count("log_size", self.log_size);
    f.hash("sha256", self.sha256);
    f.count("index", self.index);
  }
};

// An export's number in keys.
inline std::string sequence_id(std::int64_t sequence) { return padded(sequence, 8); }

// The number of the last export; 0 before the first. One look-up.
inline std::int64_t newest_sequence(const View& view) {
  const auto last = last_not_above<Exported>(view, "~");  // above every digit
  return last ? std::stoll(last->first) : 0;
}

}  // namespace linhui::ledger
