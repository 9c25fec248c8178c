// linhui mechanism: under which rules credits are issued and held.
#include "api/app/answers/methods.h"
#include "api/app/cases/methods.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct MechanismOptions {
  api::app::NewMechanism mechanism;
  std::string buffer;
};

Ended define(Session& session, const MechanismOptions& options) {
  const auto slash = options.buffer.find('/');
  const auto num = parse_scaled(options.buffer.substr(0, slash), 0);
  const auto den =
      slash == std::string::npos ? std::nullopt : parse_scaled(options.buffer.substr(slash + 1), 0);
  if (!num || !den) {
    return problem_of(Code::buffer_malformed, options.buffer);
  }
  api::app::NewMechanism mechanism = options.mechanism;
  mechanism.buffer_num = *num;
  mechanism.buffer_den = *den;
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_mechanism(workspace.desk(), party, mechanism));
                 });
}

Ended list_mechanism(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::mechanism_list(workspace.view()));
  });
}

}  // namespace

void add_mechanism(const Command& root) {
  const Command noun = root.noun("mechanism", {"mechanisms and their rules", "机制及其规则"});
  const auto options = std::make_shared<MechanismOptions>();
  Session& session = root.session();
  const Command defined =
      noun.verb("define", {"define a mechanism", "定义机制"},
                "linhui mechanism define district --name \"District scheme\" --buffer 20/100 "
                "--method AR-CM-001-V01 --basis \"district decree 12\" --ledger DIR",
                [=, &session] { return define(session, *options); });
  defined.option("ID", options->mechanism.mechanism, {"its id", "机制编号"})->required();
  defined.option("--name", options->mechanism.name, {"its name", "名称"})->required();
  defined
      .option("--buffer", options->buffer,
              {"share of credits set aside, as 20/100", "缓冲比例，如 20/100"})
      ->required();
  defined
      .option("--method", options->mechanism.methods,
              {"accepted method; repeatable", "所接受的方法学，可重复"})
      ->required()
      ->repeatable();
  defined.flag("--natural-persons", options->mechanism.natural_persons,
               {"households may hold credits", "允许农户持有减排量"});
  defined.option("--basis", options->mechanism.basis, {"the rule that says so", "依据"})
      ->required();
  defined.acts();
  noun.verb("list", {"all mechanisms", "全部机制"}, "linhui mechanism list --ledger DIR",
            [&session] { return list_mechanism(session); });
}

}  // namespace linhui::cli
