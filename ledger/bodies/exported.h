// Body of export.record.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

// A registrar says what left for an exchange: under which number, of which state of the log, with
// which digest.
struct ExportRecordBody {
  static constexpr std::string_view kType = "export.record";
  std::int64_t sequence = 0;  // one more than the last export's
  std::string format, project;
  std::int64_t log_size = 0;  // records in the log that it shows; not above this one's index
  Hash sha256{};              // of the file's bytes

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.whole("sequence", self.sequence, 1, 1'000'000'000);
    f.id("format", self.format);
    f.id("project", self.project);
    f.whole("log_size", self.log_size, 1, kMaxInteger);
    f.hash("sha256", self.sha256);
  }
};

}  // namespace linhui::ledger
