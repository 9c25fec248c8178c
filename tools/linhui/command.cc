#include "tools/linhui/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "ledger/base/calendar.h"

namespace linhui::cli {

Command Command::noun(const std::string& name, const Text& what) const {
  CLI::App* app = app_->add_subcommand(name, session_.out.in(what));
  app->group(session_.out.in({"Subcommands", "子命令"}));
  app->require_subcommand(1);
  return {session_, app};
}

Command Command::verb(const std::string& name, const Text& what, const std::string& example,
                      std::function<Ended()> run) const {
  Command command(session_, app_->add_subcommand(name, session_.out.in(what)));
  command.app()->group(session_.out.in({"Subcommands", "子命令"}));
  command.does(example, std::move(run));
  return command;
}

void Command::does(const std::string& example, std::function<Ended()> run) const {
  app_->footer(session_.out.in({"Example:", "示例："}) + "\n  " + example);
  app_->callback([this_app = app_, &session = session_, run = std::move(run)] {
    if (this_app->get_subcommands().empty()) session.action = run;
  });
}

Option* Option::required() {
  option_->required();
  return this;
}

Option* Option::one_of(std::vector<std::string> words) {
  option_->check(CLI::IsMember(std::move(words)));
  return this;
}

Option* Option::between(int least, int most) {
  option_->check(CLI::Range(least, most));
  return this;
}

Option* Option::repeatable() {
  option_->expected(1)->take_all();
  return this;
}

Option* Option::bare_or(const std::string& value_name) {
  option_->expected(0, 1)->type_name(value_name);
  return this;
}

bool Option::given() const { return option_->count() > 0; }

Option* Command::kept(CLI::Option* option) const { return &session_.options.emplace_back(option); }

template <class T>
Option* Command::option(const std::string& name, T& value, const Text& what) const {
  return kept(app_->add_option(name, value, session_.out.in(what)));
}
template Option* Command::option(const std::string&, std::string&, const Text&) const;
template Option* Command::option(const std::string&, std::vector<std::string>&, const Text&) const;
template Option* Command::option(const std::string&, std::vector<std::uint64_t>&,
                                 const Text&) const;
template Option* Command::option(const std::string&, std::optional<int>&, const Text&) const;
template Option* Command::option(const std::string&, std::optional<std::uint64_t>&,
                                 const Text&) const;
template Option* Command::option(const std::string&, int&, const Text&) const;
template Option* Command::option(const std::string&, std::int64_t&, const Text&) const;
template Option* Command::option(const std::string&, std::uint64_t&, const Text&) const;
template Option* Command::option(const std::string&, double&, const Text&) const;

Option* Command::flag(const std::string& name, bool& value, const Text& what) const {
  return kept(app_->add_flag(name, value, session_.out.in(what)));
}

void Command::acts() const {
  option("--as", session_.as,
         {"the party that acts; default: the only key at hand with the role for it",
          "操作主体；默认为本机唯一具有相应角色的密钥"});
}

Outcome<std::string> ledger_path(const Session& session) {
  std::string path = session.ledger;
  if (path.empty()) {
    if (const char* named = std::getenv("LINHUI_LEDGER")) path = named;
  }
  if (path.empty()) {
    return problem_of(Code::ledger_not_named);
  }
  return path;
}

namespace {

ledger::Patience patience_of(const Session& session) {
  const Output& out = session.out;
  return {
      std::chrono::seconds(session.wait_seconds), [&out](const std::string& holder) {
        out.tell(out.in({"linhui: waiting for another writer: ", "linhui：正在等待另一写入者："}) +
                 holder);
      }};
}

Text why_apart(ledger::Apart apart) {
  switch (apart) {
    case ledger::Apart::no_room:
      return {"there is no room for its lock file", "磁盘空间不足，无法建立锁文件"};
    case ledger::Apart::same_number:
      return {"a process in another container has this one's number",
              "另一容器中的进程与本进程编号相同"};
    default:
      return {"its lock file cannot be written", "无权写入其锁文件"};
  }
}

}  // namespace

Outcome<std::unique_ptr<Workspace>> open_ledger(Session& session, Workspace::Mode mode) {
  const auto path = LINHUI_API_TRY(ledger_path(session));
  auto opened = Workspace::open(path, mode, session.keys, patience_of(session));
  if (!opened.ok()) {
    Problem problem = std::move(opened).problem();
    if (problem.detail.empty()) problem.detail = path;
    return problem;
  }
  if (const auto structure = opened.value()->structure(); !structure.whole) {
    const std::string pages =
        std::to_string(structure.pages) + " / " + std::to_string(structure.pages_in_all);
    std::cerr << session.out.in({"The store is large: pages checked on opening ",
                                 "存储较大：打开时已检查页数 "})
              << pages
              << session.out.in(
                     {"; linhui verify checks all of them\n", "；linhui verify 检查全部\n"});
  }
  if (const auto apart = opened.value()->apart(); apart != ledger::Apart::no) {
    session.out.tell(session.out.in({"linhui: reading a private copy of the ledger, as ",
                                     "linhui：正在读取账本的私有副本："}) +
                     session.out.in(why_apart(apart)));
  }
  const bool demonstration = opened.value()->view().demonstration();
  session.out.origin = demonstration ? Output::Origin::demonstration : Output::Origin::production;
  const auto clock = LINHUI_API_TRY(clock_of(session, demonstration));
  if (clock) opened.value()->set_clock(*clock);
  return opened;
}

Outcome<std::optional<std::int64_t>> clock_of(const Session& session, bool demonstration) {
  if (session.at.empty()) return std::optional<std::int64_t>();
  if (!demonstration) {
    return problem_of(Code::clock_not_settable, session.at);
  }
  const bool day = ledger::parse_day(session.at).has_value();
  const auto seconds = ledger::parse_time(day ? session.at + "T01:00:00Z" : session.at);
  if (seconds) return seconds;
  return problem_of(Code::time_malformed, session.at);
}

Outcome<std::string> acting_party(const Session& session, const Workspace& workspace,
                                  ledger::Role role) {
  if (!session.as.empty()) return session.as;
  const auto view = workspace.view();
  std::vector<std::string> fitting;
  for (const std::string& party : workspace.keys().parties()) {
    if (ledger::has_role(view.state(), party, role)) fitting.push_back(party);
  }
  if (fitting.size() == 1) return fitting[0];
  std::string names;
  for (const std::string& party : fitting) names += (names.empty() ? "" : ", ") + party;
  if (fitting.empty()) {
    return problem_of(Code::key_not_at_hand_role, std::string(ledger::word_of(role)) + ", " +
                                                      workspace.keys().folder().string());
  }
  return problem_of(Code::acting_party_unclear, names);
}

void tell_gone_back(const Output& out, const Workspace& workspace) {
  if (!workspace.gone_back()) return;
  const Problem& problem = *workspace.gone_back();
  out.tell(out.in({"CAREFUL: ", "请注意："}) + out.in(problem.sentence) + " [" + problem.code +
           ": " + problem.detail + "]");
}

Ended reading(Session& session, const std::function<Ended(const Workspace&)>& use) {
  const auto opened = LINHUI_API_TRY(open_ledger(session, Workspace::Mode::read));
  tell_gone_back(session.out, *opened);
  return use(*opened);
}

Ended writing(Session& session, const Writes& use) {
  const auto opened = LINHUI_API_TRY(open_ledger(session, Workspace::Mode::write));
  return use(*opened, session.as);
}

Ended writing(Session& session, ledger::Role role, const Writes& use) {
  const auto opened = LINHUI_API_TRY(open_ledger(session, Workspace::Mode::write));
  const auto party = LINHUI_API_TRY(acting_party(session, *opened, role));
  return use(*opened, party);
}

Ended recorded(const Session& session, const Outcome<std::uint64_t>& index, const Json& more,
               const Text& said) {
  const std::uint64_t number = LINHUI_API_TRY(index);
  Json document = {{"index", number}};
  std::string text = session.out.in(said).empty() ? "" : printable(session.out.in(said)) + "\n";
  text +=
      session.out.in({"Recorded as record ", "已记录，日志序号 "}) + std::to_string(number) + "\n";
  if (more.is_object()) {
    for (const auto& [name, value] : more.items()) {
      document[name] = value;
      text += name + ": " + printable(value.is_string() ? value.get<std::string>() : value.dump()) +
              "\n";
    }
  }
  return session.out.done(document, text);
}

Ended record(const Session& session, Workspace& workspace, Outcome<api::app::Prepared> prepared,
             const Json& more) {
  auto ready = LINHUI_API_TRY(std::move(prepared));
  const Text said = ready.summary;
  return recorded(session, workspace.record(std::move(ready)), more, said);
}

}  // namespace linhui::cli
