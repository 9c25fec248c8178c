// linhui export: signed packages for exchanges and registries.
#include "api/app/answers/records.h"
#include "api/app/packages/exports.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct ExportOptions {
  std::string format, project, out;
  std::uint64_t again = 0;
};

// One file goes to --out itself; several into a folder of that name.
Outcome<std::vector<std::string>> write_files(const api::app::Export& made,
                                              const std::string& out) {
  std::vector<std::string> written;
  if (made.files.size() > 1) {
    std::error_code failed;
    std::filesystem::create_directories(out, failed);
  }
  for (const auto& file : made.files) {
    const std::filesystem::path path = made.files.size() == 1
                                           ? std::filesystem::path(out)
                                           : std::filesystem::path(out) / file.name;
    LINHUI_API_TRY(write_file(path, file.bytes));
    written.push_back(path.string());
  }
  return written;
}

Ended write_export(const Output& out, const api::app::Export& made, const std::string& target) {
  const auto names = LINHUI_API_TRY(write_files(made, target));
  std::string text =
      out.in({"Export ", "导出第 "}) + std::to_string(made.sequence) + out.in({":\n", " 号：\n"});
  for (const std::string& name : names) text += "  " + name + "\n";
  return out.done({{"sequence", made.sequence}, {"files", names}}, text);
}

// The next export, recorded before it leaves.
Outcome<api::app::Export> next_export(Workspace& workspace, const std::string& party,
                                      const ExportOptions& options) {
  auto next = LINHUI_API_TRY(api::app::prepare_export(workspace.desk(), workspace.keys(), party,
                                                      options.format, options.project));
  LINHUI_API_TRY(workspace.record(std::move(next.prepared)));
  return std::move(next.made);
}

Ended run_export(Session& session, const ExportOptions& options) {
  const bool fresh = !options.format.empty() && !options.project.empty();
  if (options.out.empty() || (options.again == 0 && !fresh)) {
    return problem_of(Code::wrong_usage_export);
  }
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   const auto made = LINHUI_API_TRY(
                       options.again ? api::app::export_again(workspace.desk(), workspace.keys(),
                                                              party, options.again)
                                     : next_export(workspace, party, options));
                   return write_export(session.out, made, options.out);
                 });
}

Ended list_export(Session& session) {
  const Output& out = session.out;
  const auto formats = api::app::export_formats();
  std::string text;
  for (const std::string& format : formats) text += format + "\n";
  if (session.ledger.empty() && !std::getenv("LINHUI_LEDGER")) {
    return out.done({{"formats", formats}, {"exports", Json::array()}}, text);
  }
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto made = api::app::export_list(workspace.view());
    Json document = {{"formats", formats}};
    document.update(api::app::to_json(made));
    return out.done(document, text + "\n" + page_text(out, made));
  });
}

}  // namespace

void add_export(const Command& root) {
  const auto options = std::make_shared<ExportOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "export", {"a signed package of a project", "导出项目的签名数据包"},
      "linhui export --format project-json --project QJ-01 --out package.json --ledger DIR",
      [=, &session] { return run_export(session, *options); });
  command.option("--format", options->format,
                 {"see `linhui export list`", "见 linhui export list"});
  command.option("--project", options->project, {"project id", "项目编号"});
  command.option(
      "--out", options->out,
      {"file to write; a folder where the format has several", "写入的文件；多文件格式为文件夹"});
  command.option("--again", options->again,
                 {"make export N again, byte for byte", "重新生成第 N 号导出，逐字节相同"});
  command.acts();
  command.verb("list", {"the formats, and the exports made", "格式及已有导出"},
               "linhui export list --ledger DIR", [&session] { return list_export(session); });
}

}  // namespace linhui::cli
