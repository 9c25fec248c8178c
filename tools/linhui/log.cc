// linhui log: the append-only log itself.
#include "api/app/answers/records.h"
#include "ledger/proof.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct LogOptions {
  std::uint64_t from = 0, to = UINT64_MAX, index = 0;
  std::string out, folder;
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

Ended tiles(Session& session, const std::string& folder) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    const auto count = LINHUI_API_TRY(write_tiles(view, folder));
    return session.out.done(
        {{"folder", folder}, {"size", view.size()}, {"tiles", count}},
        session.out.in({"Tiles written: ", "已写入瓦片数："}) + std::to_string(count) + "\n");
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
  const Command proved = noun.verb("prove", {"a proof file of one record", "生成一条记录的证明"},
                                   "linhui log prove 17 --out proof.json --ledger DIR",
                                   [=, &session] { return prove(session, *options); });
  proved.option("INDEX", options->index, {"of the record", "记录序号"})->required();
  proved.option("--out", options->out, {"file to write", "写入的文件"})->required();
  noun.verb("tiles", {"the log as static files (C2SP tlog-tiles)", "把日志写为静态文件"},
            "linhui log tiles public --ledger DIR",
            [=, &session] { return tiles(session, options->folder); })
      .option("DIR", options->folder, {"folder to write into", "写入的文件夹"})
      ->required();
}

}  // namespace linhui::cli
