// linhui backup, linhui restore: a whole, audited copy of a ledger in one file, and back.
#include "api/app/copies/backup.h"

#include "tools/linhui/child.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

using api::app::BackupSummary;

Outcome<AuditVerdict> told(Session& session, const Outcome<BackupSummary>& outcome,
                           const std::string& file, const std::string& text) {
  Output& out = session.out;
  const BackupSummary summary = LINHUI_API_TRY(outcome);
  out.origin = summary.demonstration ? Output::Origin::demonstration : Output::Origin::production;
  if (out.json) {
    return AuditVerdict{ExitStatus::done,
                        out.document_text({{"ledger", summary.ledger},
                                           {"file", file},
                                           {"records", summary.records},
                                           {"root", summary.root},
                                           {"size_bytes", summary.size_bytes}}),
                        ""};
  }
  return AuditVerdict{ExitStatus::done,
                      out.demonstration_line() + out.in({"Ledger ", "账本 "}) + summary.ledger +
                          out.in({", records: ", "，记录数："}) + std::to_string(summary.records) +
                          out.in({", root: ", "，根："}) + summary.root + "\n" + text,
                      ""};
}

Outcome<AuditVerdict> back_up(Session& session, const std::string& file) {
  const auto ledger = LINHUI_API_TRY(ledger_path(session));
  const auto made = api::app::back_up(ledger, file);
  return told(session, made, file,
              session.out.in({"Copied and audited. The file holds the log's key and the private "
                              "store: keep it safe, and the parties' keys apart from it.\n",
                              "已复制并通过审计。文件含日志私钥与隐私数据，请妥善保管；"
                              "各主体的密钥须另行备份。\n"}));
}

Outcome<AuditVerdict> restore(Session& session, const std::string& file) {
  const auto ledger = LINHUI_API_TRY(ledger_path(session));
  const auto made = api::app::restore(file, ledger);
  return told(
      session, made, file,
      session.out.in(
          {"Restored and audited. What was recorded after the copy is not in it: if a later "
           "checkpoint was published, do not append, or the log forks.\n",
           "已恢复并通过审计。备份之后的记录不在其中：若此后已公布过检查点，请勿继续写入，"
           "否则日志将分叉。\n"}));
}

}  // namespace

void add_backup(const Command& root) {
  const auto file = std::make_shared<std::string>();
  Session& session = root.session();
  const Command command = root.verb(
      "backup", {"copy the ledger, audited, into one file", "将账本审计后备份为一个文件"},
      "linhui backup 2026-03-01.tar --ledger DIR",
      [=, &session] { return in_child(session, [&] { return back_up(session, *file); }); });
  command.option("FILE", *file, {"file to make", "要生成的文件"})->required();
}

void add_restore(const Command& root) {
  const auto file = std::make_shared<std::string>();
  Session& session = root.session();
  const Command command = root.verb(
      "restore", {"make a ledger from a copy that verifies", "由通过核验的备份恢复账本"},
      "linhui restore 2026-03-01.tar --ledger NEW-DIR",
      [=, &session] { return in_child(session, [&] { return restore(session, *file); }); });
  command.option("FILE", *file, {"made by backup", "由 backup 生成的文件"})->required();
}

}  // namespace linhui::cli
