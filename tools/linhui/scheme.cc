// linhui scheme: how the income of a project is shared.
#include "api/app/answers/schemes.h"
#include "api/app/cases/schemes.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct SchemeOptions {
  std::string file, project, resolution, scheme;
};

// --project and --resolution take the place of the file's.
Outcome<api::app::NewScheme> scheme_of(const SchemeOptions& options) {
  const auto bytes = LINHUI_API_TRY(read_file(options.file));
  auto scheme = LINHUI_API_TRY(api::app::read_scheme(bytes, options.file));
  if (!options.project.empty()) scheme.project = options.project;
  if (!options.resolution.empty()) {
    scheme.resolution_sha256 = LINHUI_API_TRY(file_sha256(options.resolution));
  }
  return scheme;
}

Ended adopt(Session& session, const SchemeOptions& options) {
  const auto scheme = LINHUI_API_TRY(scheme_of(options));
  return writing(session, ledger::Role::developer,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_scheme(workspace.desk(), party, scheme));
                 });
}

Ended show_scheme(Session& session, const std::string& scheme) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    if (scheme.empty()) return show_page(session.out, api::app::scheme_list(view));
    const auto page = LINHUI_API_TRY(api::app::scheme_page(view, scheme));
    return show_page(session.out, page);
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
