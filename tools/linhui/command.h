// What every command is built on: the global options, its place in the parser, and the ledger.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/desk/workspace.h"
#include "tools/linhui/output.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace linhui::cli {

// One option of a command. The parser's own header takes seconds to compile, so only command.cc
// and main.cc see it.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  // Each gives the option back, so that they can stand in a row.
  Option* required();
  Option* one_of(std::vector<std::string> words);
  Option* between(int least, int most);  // inclusive
  Option* repeatable();                  // given as often as one likes, one value each time
  Option* bare_or(const std::string& value_name);  // with a value or without
  bool given() const;                              // once the line has been read

 private:
  CLI::Option* option_;
};

// The options of one run, and the action that was chosen. Lives from the first line of main() to
// the last: commands and options point into it.
struct Session {
  Output out;
  std::string ledger, keys, as;  // --ledger, --keys, --as; empty where not given
  std::string at;                // the clock of a demonstration ledger; empty: the machine's
  int wait_seconds = 30;         // for another writer
  std::function<Ended()> action;
  std::deque<Option> options;  // a deque: a pointer to one stays good
};

// A command's place in the parser: adds its options in both languages.
class Command {
 public:
  Command(Session& session, CLI::App* app) : session_(session), app_(app) {}

  // A noun, under which verbs stand.
  Command noun(const std::string& name, const Text& what) const;
  // A verb with its example; `run` is called once the whole line has been read.
  Command verb(const std::string& name, const Text& what, const std::string& example,
               std::function<Ended()> run) const;
  // The same for a noun that does something by itself.
  void does(const std::string& example, std::function<Ended()> run) const;

  // The name says the form: "--from", or "FILE" for what stands by its place. For the types that
  // command.cc lists. `value` keeps its default where it is not given, and outlives the run; the
  // option lives as long as the session.
  template <class T>
  Option* option(const std::string& name, T& value, const Text& what) const;
  Option* flag(const std::string& name, bool& value, const Text& what) const;
  // --as: the acting party.
  void acts() const;

  Session& session() const { return session_; }
  Output& out() const { return session_.out; }
  CLI::App* app() const { return app_; }

 private:
  Option* kept(CLI::Option* option) const;

  Session& session_;
  CLI::App* app_;
};

using api::app::Workspace;

// Where --ledger or LINHUI_LEDGER says. Errors: ledger_not_named (usage).
Outcome<std::string> ledger_path(const Session& session);
// The ledger of --ledger or LINHUI_LEDGER, with the clock of --at; from then on the output says
// whether it is a demonstration's. Errors: ledger_not_named (usage), clock_of()'s, and the
// ledger's.
Outcome<std::unique_ptr<Workspace>> open_ledger(Session& session, Workspace::Mode mode);

// The seconds that --at names: a day (09:00 in Shanghai) or a time in UTC; nothing where it is not
// given. Errors: clock_not_settable where the ledger is no demonstration; time_malformed (usage).
Outcome<std::optional<std::int64_t>> clock_of(const Session& session, bool demonstration);

// The party of --as, or the only one at hand that has the role. Errors: key_not_at_hand (none has),
// acting_party_unclear (several have).
Outcome<std::string> acting_party(const Session& session, const Workspace& workspace,
                                  ledger::Role role);

// Says on one line of stderr that the ledger has gone back behind a checkpoint that is kept.
void tell_gone_back(const Output& out, const Workspace& workspace);

// Opens the ledger for reading and runs `use` with it. Errors of these three: open_ledger()'s,
// acting_party()'s where a role is asked for, and those of `use`.
Ended reading(Session& session, const std::function<Ended(const Workspace&)>& use);
// Opens it for writing. `party` is that of --as; empty where it is not given: the case says then
// who acts.
using Writes = std::function<Ended(Workspace&, const std::string& party)>;
Ended writing(Session& session, const Writes& use);
// The same for those who have a role: the party of --as, or the only one at hand that has it.
Ended writing(Session& session, ledger::Role role, const Writes& use);

// Ends a command that recorded something: the index, with what else is worth saying. `said` comes
// first in text: what the record says.
Ended recorded(const Session& session, const Outcome<std::uint64_t>& index, const Json& more = {},
               const Text& said = {});
// Records what was prepared, with the keys at hand, and ends with it.
Ended record(const Session& session, Workspace& workspace, Outcome<api::app::Prepared> prepared,
             const Json& more = {});

}  // namespace linhui::cli
