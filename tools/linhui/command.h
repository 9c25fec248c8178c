// What every command is built on: the global options, its place in the parser, and the ledger.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/workspace.h"
#include "tools/linhui/output.h"

namespace linhui::cli {

// The options of one run, and the action that was chosen.
struct Session {
  Output out;
  std::string ledger, keys, as;
  std::function<ExitStatus()> action;
};

// A command's place in the parser: adds its options in both languages.
class Command {
 public:
  Command(Session& session, CLI::App* app) : session_(session), app_(app) {}

  // A noun, under which verbs stand.
  Command noun(const std::string& name, const Text& what) const;
  // A verb with its example; `run` is called once the whole line has been read.
  Command verb(const std::string& name, const Text& what, const std::string& example,
               std::function<ExitStatus()> run) const;
  // The same for a noun that does something by itself.
  void does(const std::string& example, std::function<ExitStatus()> run) const;

  template <class T>
  CLI::Option* option(const std::string& name, T& value, const Text& what) const {
    return app_->add_option(name, value, session_.out.in(what));
  }
  CLI::Option* flag(const std::string& name, bool& value, const Text& what) const;
  // --as: the acting party.
  void acts() const;

  Session& session() const { return session_; }
  Output& out() const { return session_.out; }
  CLI::App* app() const { return app_; }

 private:
  Session& session_;
  CLI::App* app_;
};

using api::app::Workspace;

// The ledger of --ledger or LINHUI_LEDGER. Errors: ledger_not_named (usage), and the ledger's.
Outcome<std::unique_ptr<Workspace>> open_ledger(Session& session, Workspace::Mode mode);

// The party of --as, or the only one at hand that has the role. Errors: acting_party_unclear.
Outcome<std::string> acting_party(const Session& session, const Workspace& workspace,
                                  const std::string& role);

// Opens the ledger for reading and runs `use` with it; prints what went wrong.
ExitStatus reading(Session& session, const std::function<ExitStatus(const Workspace&)>& use);
// Opens it for writing and acts as the party of --as or of the role ("" leaves it to `use`).
ExitStatus writing(Session& session, const std::string& role,
                   const std::function<ExitStatus(Workspace&, const std::string& party)>& use);

// Ends a command that recorded something: the index, with what else is worth saying.
ExitStatus recorded(const Session& session, const Outcome<std::uint64_t>& index, Json more = {});

Problem usage(std::string code, Text sentence, std::string detail = {});

}  // namespace linhui::cli
