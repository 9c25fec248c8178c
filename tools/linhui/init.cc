// linhui init: a new ledger.
#include "api/app/cases/parties.h"
#include "ledger/log/checkpoint.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

struct InitOptions {
  std::string path, purpose;
  api::app::NewLedger ledger;
};

Ended run_init(Session& session, const InitOptions& options) {
  Output& out = session.out;
  api::app::NewLedger ledger = options.ledger;
  ledger.demonstration = options.purpose == "demonstration";
  const auto clock = LINHUI_API_TRY(clock_of(session, ledger.demonstration));
  const auto made =
      LINHUI_API_TRY(api::app::create_ledger(options.path, ledger, session.keys, clock));
  const Workspace& workspace = *made;
  const auto key = workspace.view().log_key();
  const std::string verifier = ledger::verifier_key(key.name, key.key);
  out.origin = ledger.demonstration ? Output::Origin::demonstration : Output::Origin::production;
  return out.done(
      {{"ledger", workspace.view().id()},
       {"path", options.path},
       {"verifier_key", verifier},
       {"keys", workspace.keys().folder().string()}},
      out.in({"Made ledger ", "已建立账本 "}) + workspace.view().id() +
          out.in({" at ", "，位于 "}) + options.path + "\n" +
          out.in({"Log key, for whoever verifies:\n  ", "日志公钥，供验证者使用：\n  "}) +
          verifier + "\n" + out.in({"Keys, to be kept safe: ", "密钥(请妥善保管):"}) +
          workspace.keys().folder().string() + "\n");
}

}  // namespace

void add_init(const Command& root) {
  const auto options = std::make_shared<InitOptions>();
  Session& session = root.session();
  const Command command =
      root.verb("init", {"make a ledger", "新建账本"},
                "linhui init ledger --name \"Qianjiang\" --purpose production --registrar reg "
                "--registrar-name \"District registry\"",
                [=, &session] { return run_init(session, *options); });
  command.option("PATH", options->path, {"folder to make", "要建立的文件夹"})->required();
  command.option("--name", options->ledger.name, {"its name, for people", "账本名称"})->required();
  command
      .option("--purpose", options->purpose,
              {"production or demonstration; for good",
               "production(正式)或 demonstration(演示)，不可更改"})
      ->required()
      ->one_of({"production", "demonstration"});
  command
      .option("--registrar", options->ledger.registrar,
              {"party id of the registrar", "登记机构的主体编号"})
      ->required();
  command.option("--registrar-name", options->ledger.registrar_name, {"its name", "登记机构名称"})
      ->required();
}

}  // namespace linhui::cli
