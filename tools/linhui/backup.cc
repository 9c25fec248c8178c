// linhui backup, linhui restore: a whole, audited copy of a ledger in one file, and back.
#include "api/app/copies/backup.h"

#include "api/app/packages/against.h"
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
    return AuditVerdict{
        ExitStatus::done,
        out.document_text(
            {{"ledger", summary.ledger},
             {"file", file},
             {"records", summary.records},
             {"root", summary.root},
             {"size_bytes", summary.size_bytes},
             {"log_key", summary.log_key},
             {"gone_back", summary.gone_back ? Json(summary.gone_back->code) : Json()}}),
        ""};
  }
  return AuditVerdict{ExitStatus::done,
                      out.demonstration_line() + out.in({"Ledger ", "账本 "}) + summary.ledger +
                          out.in({", records: ", "，记录数："}) + std::to_string(summary.records) +
                          out.in({", root: ", "，根："}) + summary.root + "\n" + text,
                      ""};
}

struct BackupOptions {
  std::string file;
  bool with_log_key = false;
};

struct RestoreOptions {
  std::string file, against;
  bool none_kept = false;
};

api::app::Keyring keyring_of(const Session& session, const std::string& ledger) {
  return api::app::Keyring(session.keys.empty() ? api::app::keys_beside(ledger)
                                                : std::filesystem::path(session.keys));
}

Outcome<AuditVerdict> back_up(Session& session, const BackupOptions& options) {
  const auto ledger = LINHUI_API_TRY(ledger_path(session));
  const auto made =
      api::app::back_up(ledger, options.file, keyring_of(session, ledger), options.with_log_key);
  return told(session, made, options.file,
              options.with_log_key
                  ? session.out.in({"Copied and audited. The file holds the log's key and the "
                                    "private store: keep it safe, and the parties' keys apart from "
                                    "it.\n",
                                    "已复制并通过审计。文件含日志私钥与隐私数据，请妥善保管；"
                                    "各主体的密钥须另行备份。\n"})
                  : session.out.in({"Copied and audited. The file holds the private store: keep it "
                                    "safe. The keys are not in it, nor is the log's, without which "
                                    "nothing can be recorded: keep a copy of them apart.\n",
                                    "已复制并通过审计。文件含隐私数据，请妥善保管。密钥不在其中，"
                                    "日志私钥亦不在其中（缺此则不能再作记录），请另行备份。\n"}));
}

Outcome<AuditVerdict> restore(Session& session, const RestoreOptions& options) {
  if (options.against.empty() != options.none_kept) {
    return problem_of(Code::restore_against_missing);
  }
  const auto ledger = LINHUI_API_TRY(ledger_path(session));
  std::optional<api::app::KeptNote> against;
  if (!options.against.empty()) {
    const auto note = LINHUI_API_TRY(api::app::note_shown_by(options.against));
    against = api::app::KeptNote{note, options.against};
  }
  const auto made = api::app::restore(options.file, ledger, keyring_of(session, ledger), against);
  const Output& out = session.out;
  std::string said =
      out.in({"Restored and audited. What was recorded after the copy is not in it.\n",
              "已恢复并通过审计。备份之后的记录不在其中。\n"});
  if (made.ok() && made.value().gone_back) {
    said += out.in(made.value().gone_back->sentence) + " [" + made.value().gone_back->code + ": " +
            made.value().gone_back->detail + "]\n";
  }
  return told(session, made, options.file, said);
}

}  // namespace

void add_backup(const Command& root) {
  const auto options = std::make_shared<BackupOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "backup", {"copy the ledger, audited, into one file", "将账本审计后备份为一个文件"},
      "linhui backup 2026-03-01.tar --ledger DIR",
      [=, &session] { return in_child(session, [&] { return back_up(session, *options); }); });
  command.option("FILE", options->file, {"file to make", "要生成的文件"})->required();
  command.flag("--with-log-key", options->with_log_key,
               {"put the key that signs the log into the file too", "将签署日志的密钥也放入文件"});
}

void add_restore(const Command& root) {
  const auto options = std::make_shared<RestoreOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "restore", {"make a ledger from a copy that verifies", "由通过核验的备份恢复账本"},
      "linhui restore 2026-03-01.tar --against newest-checkpoint.txt --ledger NEW-DIR",
      [=, &session] { return in_child(session, [&] { return restore(session, *options); }); });
  command.option("FILE", options->file, {"made by backup", "由 backup 生成的文件"})->required();
  command.option("--against", options->against,
                 {"the newest checkpoint, proof, export or backup at hand",
                  "手头最新的检查点、证明、导出或备份"});
  command.flag("--none-kept", options->none_kept,
               {"there is nothing newer to compare with", "没有可供比对的更新内容"});
}

}  // namespace linhui::cli
