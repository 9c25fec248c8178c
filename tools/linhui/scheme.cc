// linhui scheme: how the income of a project is shared.
#include "api/app/answers/benefits.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

struct SchemeOptions {
  std::string file, project, resolution, scheme;
};

// {"scheme","project","basis","notice_days","quorum_num","quorum_den","steps","adopters",
// "resolution_file_sha256"}; --project and --resolution take the place of the file's.
Outcome<api::app::NewScheme> read_scheme(const SchemeOptions& options) {
  const auto bytes = LINHUI_API_TRY(read_file(options.file));
  const auto file = ledger::Json::parse(bytes, nullptr, false);
  api::app::NewScheme scheme;
  try {
    scheme.scheme = file.at("scheme");
    scheme.project = options.project.empty() ? file.value("project", "") : options.project;
    scheme.basis = file.at("basis");
    scheme.notice_days = file.value("notice_days", scheme.notice_days);
    scheme.quorum_num = file.value("quorum_num", scheme.quorum_num);
    scheme.quorum_den = file.value("quorum_den", scheme.quorum_den);
    scheme.steps = file.at("steps");
    scheme.adopters = file.at("adopters").get<std::vector<std::string>>();
    scheme.resolution_file_sha256 = file.value("resolution_file_sha256", "");
  } catch (const ledger::Json::exception& fault) {
    return api::app::simple_problem(
        "scheme_file_malformed",
        {"The file must be a JSON object with scheme, basis, steps and adopters.",
         "文件应为 JSON 对象，含 scheme、basis、steps、adopters。"},
        options.file + ": " + fault.what());
  }
  if (!options.resolution.empty()) {
    const auto digest = LINHUI_API_TRY(file_sha256(options.resolution));
    scheme.resolution_file_sha256 = digest;
  }
  return scheme;
}

Ended adopt(Session& session, const SchemeOptions& options) {
  const auto scheme = LINHUI_API_TRY(read_scheme(options));
  return writing(session, "developer",
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return recorded(session, api::app::adopt_scheme(workspace, party, scheme));
                 });
}

Ended show_scheme(Session& session, const std::string& scheme) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    if (!scheme.empty()) {
      return show_entry(session.out, view.state(), "scheme/", "scheme", scheme,
                        ledger::ErrorCode::scheme_not_found);
    }
    return list_entries(session.out, "schemes", entries_under(view.state(), "scheme/", "scheme"),
                        {"scheme", "project", "notice_days", "adopters", "index"});
  });
}

}  // namespace

void add_scheme(const Command& root) {
  const Command noun = root.noun("scheme", {"schemes of sharing", "收益分配方案"});
  const auto options = std::make_shared<SchemeOptions>();
  Session& session = root.session();
  const Command adopted = noun.verb(
      "adopt", {"adopt a scheme; every collective in it signs", "通过方案，各集体签名"},
      "linhui scheme adopt scheme.json --project QJ-01 --resolution minutes.pdf --ledger DIR",
      [=, &session] { return adopt(session, *options); });
  adopted.option("FILE", options->file, {"the scheme, JSON; see docs/cli.md", "方案 JSON 文件"})
      ->required();
  adopted.option("--project", options->project,
                 {"project id; default: the file's", "项目编号，默认取自文件"});
  adopted.option("--resolution", options->resolution,
                 {"file; its SHA-256 is recorded", "决议文件，记录其 SHA-256"});
  adopted.acts();
  noun.verb("show", {"one scheme, or all", "查看方案"}, "linhui scheme show --ledger DIR",
            [=, &session] { return show_scheme(session, options->scheme); })
      .option("ID", options->scheme, {"scheme id", "方案编号"});
}

}  // namespace linhui::cli
