#include "api/app/cases/schemes.h"

#include "ledger/base/outside_json.h"
#include "ledger/bodies/right.h"

namespace linhui::api::app {
namespace {

constexpr std::size_t kMaxSchemeBytes = 1'000'000;  // a leaf of the log has 65,535

struct SchemeFile {
  NewScheme scheme;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    auto& scheme = self.scheme;
    f.text("scheme", scheme.scheme);
    f.optional_text("project", scheme.project);
    f.text("basis", scheme.basis);
    f.optional_whole("notice_days", scheme.notice_days, 1, 365);
    f.optional_whole("quorum_num", scheme.quorum_num, 1, 1000);
    f.optional_whole("quorum_den", scheme.quorum_den, 1, 1000);
    f.optional_hash("resolution_file_sha256", scheme.resolution_sha256);
    f.list("steps", scheme.steps);
    f.ids("adopters", scheme.adopters);
  }
};

}  // namespace

Prepared prepare_scheme(const Desk& desk, const std::string& developer, const NewScheme& scheme) {
  ledger::SchemeAdoptBody body;
  body.scheme = scheme.scheme;
  body.project = scheme.project;
  body.basis = scheme.basis;
  body.resolution_sha256 = scheme.resolution_sha256;
  body.notice_days = scheme.notice_days;
  body.quorum_num = scheme.quorum_num;
  body.quorum_den = scheme.quorum_den;
  body.steps = scheme.steps;
  body.adopters = scheme.adopters;
  const std::string villages = std::to_string(scheme.adopters.size());
  return desk.prepare(developer, body,
                      {"Scheme " + scheme.scheme + " shares the income of " + scheme.project +
                           "; adopted by " + villages + " collectives.",
                       "项目 " + scheme.project + " 的收益按方案 " + scheme.scheme + " 分配，由 " +
                           villages + " 个集体通过。"},
                      {}, scheme.adopters);
}

Outcome<NewScheme> read_scheme(const std::string& text, const std::string& file) {
  const auto document = ledger::parse_outside(text, kMaxSchemeBytes);
  if (!document.ok()) {
    return problem_of(Code::scheme_file_malformed, file + ": " + document.error().detail);
  }
  auto read = ledger::from_json<SchemeFile>(document.value(), "");
  if (!read.ok()) {
    return problem_of(Code::scheme_file_malformed, file + ": " + read.error().detail);
  }
  return std::move(read).value().scheme;
}

}  // namespace linhui::api::app
