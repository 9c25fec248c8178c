// linhui log: the append-only log itself.
#include "api/app/answers/records.h"
#include "api/app/cases/parties.h"
#include "ledger/proof.h"
#include "ledger/store/log_keys.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct LogOptions {
  std::uint64_t from = 0, to = UINT64_MAX, index = 0;
  std::string out, folder;
  bool rows = false;
};

Ended show_log(Session& session, const LogOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    const auto page = LINHUI_API_TRY(api::app::record_list(view, options.from, options.to));
    return show_page(session.out, page);
  });
}

Ended checkpoint(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    if (session.out.json) return session.out.done({{"checkpoint", view.checkpoint()}}, "");
    std::cout << view.checkpoint() << std::flush;  // exactly the signed note
    return session.out.flushed();
  });
}

Ended key(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto named = workspace.view().log_key();
    const std::string verifier = ledger::verifier_key(named.name, named.key);
    if (session.out.json) return session.out.done({{"verifier_key", verifier}}, "");
    std::cout << verifier << "\n" << std::flush;
    return session.out.flushed();
  });
}

Ended rotate_key(Session& session) {
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   const auto made = LINHUI_API_TRY(api::app::change_log_key(workspace, party));
                   const auto named = workspace.view().log_key();
                   return recorded(session, made.index,
                                   {{"key", made.key},
                                    {"verifier_key", ledger::verifier_key(named.name, named.key)}});
                 });
}

Ended prove(Session& session, const LogOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    const auto proof = LINHUI_API_TRY(
        ledger::build_proof(view, {options.index}, {}, ledger::Json{{"record", options.index}}));
    LINHUI_API_TRY(write_file(options.out, proof.dump(1) + "\n"));
    return session.out.done(
        {{"index", options.index}, {"out", options.out}},
        session.out.in({"Proof written to ", "证明已写入 "}) + options.out + "\n");
  });
}

Outcome<std::uint64_t> write_tiles(const ledger::LedgerView& view,
                                   const std::filesystem::path& folder) {
  const auto paths = ledger::tiles_of(view.size());
  const auto progress = progress_bar("tiles");
  std::uint64_t written = 0;
  for (const auto& path : paths) {
    const auto bytes = LINHUI_API_TRY(view.tile(path));
    const auto file = folder / ledger::to_string(path);
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    LINHUI_API_TRY(write_file(file, bytes));
    if (progress) progress(++written, paths.size());
  }
  // Last, so that no checkpoint stands there whose tiles do not.
  LINHUI_API_TRY(write_file(folder / "checkpoint", view.checkpoint()));
  return static_cast<std::uint64_t>(paths.size());
}

// The rows beside every record, as rows/<root>: a row a line (docs/audit.md). Gives how many.
Outcome<std::uint64_t> write_rows(const ledger::LedgerView& view,
                                  const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::uint64_t written = 0;
  for (std::uint64_t index = 0; index < view.size(); ++index) {
    const auto record = LINHUI_API_TRY(view.record(index));
    const auto named = LINHUI_API_TRY(ledger::rows_named_by(record));
    if (!named) continue;
    bool complete = false;
    LINHUI_API_TRY(write_file(folder / ledger::hex(named->root), [&](std::ostream& out) {
      complete = ledger::scan_rows(view.state(), named->root, named->count,
                                   [&](auto, std::string_view row) {
                                     out << row << '\n';
                                     ++written;
                                     return out.good();
                                   });
    }));
    if (!complete) {
      return api::app::to_problem({ledger::ErrorCode::rows_missing, ledger::hex(named->root)});
    }
  }
  return written;
}

Ended tiles(Session& session, const LogOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    const std::filesystem::path folder = options.folder;
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    Json document = {{"folder", options.folder}, {"size", view.size()}};
    std::string text;
    if (options.rows) {
      const auto count = LINHUI_API_TRY(write_rows(view, folder / "rows"));
      document["rows"] = count;
      text = session.out.in({"Rows written: ", "已写入数据行数："}) + std::to_string(count) + "\n";
    }
    const auto count = LINHUI_API_TRY(write_tiles(view, folder));
    document["tiles"] = count;
    return session.out.done(document, session.out.in({"Tiles written: ", "已写入瓦片数："}) +
                                          std::to_string(count) + "\n" + text);
  });
}

}  // namespace

void add_log(const Command& root) {
  const Command noun = root.noun("log", {"the append-only log", "只增日志"});
  const auto options = std::make_shared<LogOptions>();
  Session& session = root.session();
  const Command shown = noun.verb(
      "show", {"records in order; --json has their bodies", "按序列出记录，--json 含其内容"},
      "linhui log show --from 10 --to 20 --ledger DIR",
      [=, &session] { return show_log(session, *options); });
  shown.option("--from", options->from, {"first index; default 0", "起始序号，默认 0"});
  shown.option("--to", options->to,
               {"the index after the last; default: the end", "终止序号(不含)，默认到末尾"});
  noun.verb("checkpoint", {"the newest signed note (C2SP tlog-checkpoint)", "最新签名检查点"},
            "linhui log checkpoint --ledger DIR", [&session] { return checkpoint(session); });
  noun.verb("key", {"the log's key, as C2SP tools take it", "日志公钥(C2SP 格式)"},
            "linhui log key --ledger DIR", [&session] { return key(session); });
  noun.verb("rotate-key",
            {"sign the log with a new key from now on; the old one signs that it follows",
             "以新密钥签署日志，由旧密钥签名确认接替"},
            "linhui log rotate-key --as reg --ledger DIR",
            [&session] { return rotate_key(session); })
      .acts();
  const Command proved = noun.verb("prove", {"a proof file of one record", "生成一条记录的证明"},
                                   "linhui log prove 17 --out proof.json --ledger DIR",
                                   [=, &session] { return prove(session, *options); });
  proved.option("INDEX", options->index, {"of the record", "记录序号"})->required();
  proved.option("--out", options->out, {"file to write", "写入的文件"})->required();
  const Command tiled = noun.verb(
      "tiles", {"the log as static files (C2SP tlog-tiles)", "把日志写为静态文件"},
      "linhui log tiles public --ledger DIR", [=, &session] { return tiles(session, *options); });
  tiled.option("DIR", options->folder, {"folder to write into", "写入的文件夹"})->required();
  tiled.flag("--rows", options->rows,
             {"also the rows beside the records: for an auditor, not for the public",
              "同时写出记录所附数据行：供审计人使用，不宜公开"});
}

}  // namespace linhui::cli
