// `linhui`: parses the line, calls one use case, prints what came of it. No rule lives here.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>

#include "api/app/desk/problems.h"
#include "ledger/store/store.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

// --lang anywhere on the line, else the locale. Before the parser, whose texts depend on it.
Language chosen_language(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    if (word == "--lang" && i + 1 < argc) {
      return std::string_view(argv[i + 1]) == "zh" ? Language::chinese : Language::english;
    }
    if (word.starts_with("--lang=")) {
      return word.substr(7) == "zh" ? Language::chinese : Language::english;
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    return std::string_view(value).starts_with("zh") ? Language::chinese : Language::english;
  }
  return Language::english;
}

// Whether --json stands on the line: a line that cannot be read is answered in that form too.
bool wants_json(int argc, char** argv) {
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    if (std::string_view(argv[i]) == "--json") return true;
  }
  return false;
}

void use_chinese_labels(CLI::App& app) {
  const auto formatter = app.get_formatter();
  const std::pair<const char*, const char*> kLabels[] = {
      {"Usage", "用法"},        {"Options", "选项"},      {"Subcommands", "子命令"},
      {"Subcommand", "子命令"}, {"SUBCOMMAND", "子命令"}, {"SUBCOMMANDS", "子命令"},
      {"Positionals", "参数"},  {"OPTIONS", "选项"},      {"REQUIRED", "必需"},
      {"TEXT", "文本"},         {"INT", "整数"},          {"UINT", "整数"},
      {"Env", "环境变量"},      {"Needs", "需要"},        {"Excludes", "不可与之同用"}};
  for (const auto& [english, chinese] : kLabels) formatter->label(english, chinese);
}

void add_globals(CLI::App& app, Session& session, std::string& language) {
  const Output& out = session.out;
  app.add_option(
      "--ledger", session.ledger,
      out.in({"the ledger's folder; default: LINHUI_LEDGER", "账本文件夹；默认取 LINHUI_LEDGER"}));
  app.add_option("--keys", session.keys,
                 out.in({"folder of the keys at hand; default: LEDGER.keys",
                         "本机密钥文件夹；默认为 账本.keys"}));
  app.add_option("--at", session.at,
                 out.in({"demonstration ledgers: the day or time that the record bears",
                         "演示账本：记录所载的日期或时间"}));
  app.add_option("--wait", session.wait_seconds,
                 out.in({"seconds to wait for another writer; default: 30",
                         "等待另一写入者的秒数，默认 30"}))
      ->check(CLI::Range(0, 3600));
  app.add_flag("--json", session.out.json,
               out.in({"one JSON document on stdout", "标准输出为一个 JSON 文档"}));
  app.add_option("--lang", language,
                 out.in({"zh or en; default from LANG", "zh 或 en；默认取自 LANG"}))
      ->check(CLI::IsMember({"zh", "en"}));
}

void add_commands(const Command& root) {
  for (const auto add :
       {add_demo,    add_init,     add_key,      add_party,  add_mechanism,    add_stands,
        add_method,  add_estimate, add_forecast, add_plots,  add_project,      add_report,
        add_credit,  add_buffer,   add_sale,     add_right,  add_scheme,       add_distribute,
        add_share,   add_export,   add_log,      add_verify, add_verify_proof, add_backup,
        add_restore, add_serve}) {
    add(root);
  }
}

ExitStatus wrong_usage(const Output& out, const CLI::ParseError& error) {
  Code code = Code::wrong_usage;
  if (error.get_name() == "RequiredError") code = Code::wrong_usage_required;
  if (error.get_name() == "ExtrasError") code = Code::wrong_usage_extras;
  return out.refuse(problem_of(code, error.what()));
}

ExitStatus run_main(int argc, char** argv) {
  Session session;
  session.out.language = chosen_language(argc, argv);
  session.out.json = wants_json(argc, argv);
  const Output& out = session.out;
  CLI::App app(
      out.in({"Forestry carbon accounting and a trading ledger", "林汇：林业碳汇核算与交易账本"}),
      "linhui");
  if (out.language == Language::chinese) use_chinese_labels(app);
  app.option_defaults()->group(out.in({"Options", "选项"}));
  app.set_help_flag("-h,--help", out.in({"print this help", "显示本帮助"}));
  app.set_version_flag("--version", "linhui " LINHUI_VERSION,
                       out.in({"print the version", "显示版本"}));
  app.fallthrough();
  app.require_subcommand(1);
  app.footer(out.in({"Example:", "示例："}) + "\n  linhui demo");
  std::string language;
  add_globals(app, session, language);
  add_commands({session, &app});
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answered) {  // --help, --version
    app.exit(answered);
    return ExitStatus::done;
  } catch (const CLI::ParseError& error) {
    return wrong_usage(out, error);
  }
  if (!session.action) return wrong_usage(out, CLI::RequiredError("a subcommand"));
  try {
    const Ended ended = session.action();
    return ended.ok() ? ended.value() : out.refuse(ended.problem());
  } catch (const ledger::ReadFailure& failure) {  // the ledger could not be read on
    return out.refuse(api::to_problem(failure.error()));
  }
}

}  // namespace
}  // namespace linhui::cli

int main(int argc, char** argv) {
  // A file-size limit or a closed pipe is an error to report, not the end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return static_cast<int>(linhui::cli::run_main(argc, argv));
  } catch (const std::exception& failure) {
    // Out of memory, a broken stream: the machine's failure, never a crash.
    std::cerr << "linhui: " << failure.what() << "\n";
    return static_cast<int>(linhui::api::ExitStatus::machine_failed);
  }
}
