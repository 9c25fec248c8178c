// linhui project: registered, validated, approved.
#include "api/app/answers/projects.h"
#include "api/app/cases/projects.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct ProjectOptions {
  api::app::NewProject project;
  std::string statement;
};

Ended enter(Session& session, const api::app::NewProject& project) {
  return writing(session, ledger::Role::developer,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_project(workspace.desk(), party, project));
                 });
}

Ended validate(Session& session, const ProjectOptions& options) {
  const auto digest = LINHUI_API_TRY(file_sha256(options.statement));
  return writing(session, ledger::Role::verifier,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_validation(workspace.desk(), party,
                                                              options.project.project, digest));
                 });
}

Ended approve(Session& session, const std::string& project) {
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_approval(workspace.desk(), party, project));
                 });
}

Ended list_project(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::project_list(workspace.view()));
  });
}

Ended show_project(Session& session, const std::string& project) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto page = LINHUI_API_TRY(api::app::project_page(workspace.view(), project));
    return show_page(session.out, page);
  });
}

void add_register(const Command& noun, const std::shared_ptr<ProjectOptions>& options) {
  Session& session = noun.session();
  const Command entered = noun.verb(
      "register", {"register a project over its newest inventory", "以最新清查数据登记项目"},
      "linhui project register QJ-01 --name \"Qianjiang 1\" --method AR-CM-001-V01 "
      "--mechanism district --from 2021 --to 2040 --ledger DIR",
      [=, &session] { return enter(session, options->project); });
  auto& project = options->project;
  entered.option("ID", project.project, {"project id", "项目编号"})->required();
  entered.option("--name", project.name, {"its name", "名称"})->required();
  entered.option("--method", project.method, {"a published method", "已公布的方法学"})->required();
  entered.option("--mechanism", project.mechanism, {"none: for assessment only", "不填则仅作评估"});
  entered
      .option("--from", project.from_year, {"first year of the crediting period", "计入期起始年"})
      ->required();
  entered.option("--to", project.to_year, {"last year, inclusive", "计入期终止年(含)"})->required();
  entered.acts();
}

}  // namespace

void add_project(const Command& root) {
  const Command noun = root.noun("project", {"projects", "项目"});
  const auto options = std::make_shared<ProjectOptions>();
  Session& session = root.session();
  auto& id = options->project.project;
  add_register(noun, options);
  const Command validated =
      noun.verb("validate", {"the verifier's validation", "审定"},
                "linhui project validate QJ-01 --statement validation.pdf --ledger DIR",
                [=, &session] { return validate(session, *options); });
  validated.option("ID", id, {"project id", "项目编号"})->required();
  validated
      .option("--statement", options->statement,
              {"file; its SHA-256 is recorded", "审定声明文件，记录其 SHA-256"})
      ->required();
  validated.acts();
  const Command approved = noun.verb("approve", {"the registrar's approval", "登记机构批准"},
                                     "linhui project approve QJ-01 --ledger DIR", [=, &session] {
                                       return approve(session, options->project.project);
                                     });
  approved.option("ID", id, {"project id", "项目编号"})->required();
  approved.acts();
  noun.verb("list", {"all projects", "全部项目"}, "linhui project list --ledger DIR",
            [&session] { return list_project(session); });
  noun.verb("show", {"one project", "查看项目"}, "linhui project show QJ-01 --ledger DIR",
            [=, &session] { return show_project(session, options->project.project); })
      .option("ID", id, {"project id", "项目编号"})
      ->required();
}

}  // namespace linhui::cli
