// linhui verify: the audit.
#include "api/app/answers/words.h"
#include "api/app/cases/checks.h"
#include "api/app/packages/against.h"
#include "ledger/audit.h"
#include "tools/linhui/child.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

struct VerifyOptions {
  std::string key, against;
  bool recompute = false;
};

Json findings_json(const ledger::AuditReport& report) {
  Json findings = Json::array();
  for (const auto& finding : report.findings) {
    findings.push_back(
        {{"code", finding.code}, {"where", finding.where}, {"detail", finding.detail}});
  }
  return findings;
}

std::string findings_text(const Output& out, const ledger::AuditReport& report) {
  TextTable table({"code", "where", "detail"});
  for (const auto& finding : report.findings) {
    table.add({finding.code, printable(finding.where), printable(finding.detail)});
  }
  return table.str() + out.in({"findings: ", "发现问题数："}) +
         std::to_string(report.finding_count) + "\n";
}

std::string counts_text(const Output& out, const ledger::AuditReport& report) {
  TextTable table({out.in({"checked", "已检查"}), ""});
  table.add({out.in({"pages of the store", "存储页"}), std::to_string(report.pages)});
  table.add({out.in({"records", "记录"}), std::to_string(report.records)});
  table.add({out.in({"signatures", "签名"}), std::to_string(report.signatures)});
  table.add({out.in({"rows beside the log", "附带数据行"}), std::to_string(report.rows)});
  table.add({out.in({"nodes of the tree", "树节点"}), std::to_string(report.nodes)});
  table.add({out.in({"checkpoints", "检查点"}), std::to_string(report.checkpoints)});
  table.add({out.in({"entries of the state", "状态条目"}), std::to_string(report.entries)});
  table.add({out.in({"credits issued", "已签发减排量"}), std::to_string(report.credits.issued)});
  for (std::size_t i = 0; i < report.credits.by_state.size(); ++i) {
    table.add({out.in({"credits ", "减排量："}) +
                   out.in(api::app::in_words(static_cast<ledger::BlockState>(i))),
               std::to_string(report.credits.by_state[i])});
  }
  table.add({out.in({"root", "根"}), report.root});
  return table.str();
}

Json report_json(const ledger::AuditReport& report) {
  return {{"pages", report.pages},
          {"records", report.records},
          {"signatures", report.signatures},
          {"rows", report.rows},
          {"nodes", report.nodes},
          {"checkpoints", report.checkpoints},
          {"entries", report.entries},
          {"credits", Json(ledger::to_json(report.credits))},
          {"root", report.root},
          {"checkpoint", report.checkpoint},
          {"finding_count", report.finding_count},
          {"findings", findings_json(report)}};
}

// Whether the log's key is the one that the verifier knows.
Outcome<void> check_key(const ledger::LedgerView& view, const std::string& text) {
  const auto expected = LINHUI_API_TRY(ledger::parse_verifier_key(text));
  const auto known = view.log_keys();  // The audit finds out how the one came to follow the other.
  for (const auto& key : known) {
    if (key.name == expected.name && key.key == expected.key) return {};
  }
  const auto& own = known.front();
  return problem_of(Code::log_key_differs, ledger::verifier_key(own.name, own.key));
}

void find(ledger::AuditReport& report, const Problem& problem) {
  ++report.finding_count;
  report.findings.insert(report.findings.begin(), {problem.code, "log", problem.detail});
}

// Adds what older looks at this log say against it: those kept beside the keys, and the file's.
Outcome<void> look_back(const Workspace& opened, const std::string& against,
                        ledger::AuditReport& report) {
  if (opened.gone_back()) find(report, *opened.gone_back());
  if (against.empty()) return {};
  const auto note = LINHUI_API_TRY(api::app::note_shown_by(against));
  const auto shown = api::app::check_against(opened.view(), note, against);
  if (!shown.ok() && shown.problem().code == "log_key_differs") return shown;
  if (!shown.ok()) find(report, shown.problem());
  return {};
}

// Adds the recomputation of every credited estimate; false where a figure differs.
Outcome<bool> recompute(const Output& out, const ledger::LedgerView& view, Json& document,
                        std::string& text) {
  const auto outcome = LINHUI_API_TRY(api::app::recompute_all(view));
  bool equal = true;
  Json reports = Json::array();
  TextTable table({out.in({"recomputed", "重算报告"}), out.in({"project", "项目"}),
                   out.in({"rows", "行数"}), out.in({"result", "结果"})});
  for (const auto& report : outcome) {
    equal = equal && report.equal;
    reports.push_back({{"report", report.report},
                       {"project", report.project},
                       {"rows", report.rows},
                       {"equal", report.equal},
                       {"difference", report.difference}});
    table.add({report.report, report.project, std::to_string(report.rows),
               report.equal ? out.in({"the same", "一致"})
                            : out.in({"differs: ", "不一致："}) + printable(report.difference)});
  }
  document["recomputed"] = reports;
  text += table.str();
  return equal;
}

// Adds the areas against the shapes; false where one that was taken from a shape is not its.
Outcome<bool> measure(const Output& out, const ledger::LedgerView& view, Json& document,
                      std::string& text) {
  const auto areas = LINHUI_API_TRY(api::app::check_areas(view));
  Json findings = Json::array();
  TextTable table({"code", out.in({"stand", "小班"}), out.in({"recorded", "所记"}),
                   out.in({"measured", "量得"})});
  for (const auto& finding : areas.findings) {
    findings.push_back({{"code", finding.code},
                        {"inventory", finding.inventory},
                        {"stand_id", finding.stand},
                        {"recorded", finding.recorded},
                        {"measured", finding.measured}});
    table.add(
        {finding.code, printable(finding.stand), printable(finding.recorded), finding.measured});
  }
  document["areas"] = {{"stands", areas.stands},       {"from_shape", areas.from_shape},
                       {"stated", areas.stated},       {"damaged", areas.damaged},
                       {"differing", areas.differing}, {"findings", findings}};
  const auto number = [](std::uint64_t count) { return std::to_string(count); };
  text += out.in({"areas: ", "面积："}) + number(areas.stands) +
          out.in({" stands; taken from the shape ", " 个小班；取自图形 "}) +
          number(areas.from_shape) + out.in({", not as it measures ", "，与图形不符 "}) +
          number(areas.damaged) + out.in({"; stated beside a shape ", "；另行填报 "}) +
          number(areas.stated) + out.in({", off by more than 1 % ", "，相差超过 1% 者 "}) +
          number(areas.differing) + "\n";
  if (!areas.findings.empty()) text += table.str();
  return areas.damaged == 0;
}

Outcome<AuditVerdict> audited(Session& session, const VerifyOptions& options) {
  const auto opened = LINHUI_API_TRY(open_ledger(session, Workspace::Mode::inspect));
  const Output& out = session.out;
  const auto view = opened->view();
  if (!options.key.empty()) {
    LINHUI_API_TRY(check_key(view, options.key));
  }
  ledger::AuditReport report = ledger::audit(view, progress_bar("verify"));
  const bool damaged = !report.sound();
  LINHUI_API_TRY(look_back(*opened, options.against, report));
  bool sound = report.sound();
  Json document = {{"ledger", view.id()}, {"sound", sound}};
  document.update(report_json(report));
  std::string text = out.demonstration_line() + counts_text(out, report);
  if (!sound) text += findings_text(out, report);
  if (sound && options.recompute) {
    const auto equal = LINHUI_API_TRY(recompute(out, view, document, text));
    const auto measured = LINHUI_API_TRY(measure(out, view, document, text));
    sound = equal && measured;
    document["sound"] = sound;
  }
  text += sound ? out.in({"The ledger is sound: everything stored is what its log gives.\n",
                          "账本完好：所存内容与日志重放结果完全一致。\n"})
          : damaged || report.sound()
              ? out.in({"DAMAGE FOUND: what is stored is not what the log gives.\n",
                        "发现损坏：所存内容与日志不符。\n"})
              : out.in({"GONE BACK: the ledger is sound in itself, but it does not go on from what "
                        "was seen of it before.\n",
                        "账本倒退：账本自身完好，但与此前所见的内容不相衔接。\n"});
  return AuditVerdict{sound ? ExitStatus::done : ExitStatus::damaged,
                      out.json ? out.document_text(document) : text, ""};
}

}  // namespace

void add_verify(const Command& root) {
  const auto options = std::make_shared<VerifyOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "verify", {"audit the whole ledger, offline", "离线审计整个账本"},
      "linhui verify --recompute --key 'linhui/4f0c…+5d1e…+AZ…' --ledger DIR",
      [=, &session] { return in_child(session, [&] { return audited(session, *options); }); });
  command.flag("--recompute", options->recompute,
               {"make every credited estimate again from the ledger, and measure every stand",
                "重算全部已签发的估算，并按图形复核面积"});
  command.option("--key", options->key, {"the log's key as you know it", "您所知的日志公钥"});
  command.option("--against", options->against,
                 {"a checkpoint, proof, export or backup kept from before: the ledger must go on "
                  "from it",
                  "此前保存的检查点、证明、导出或备份：账本须与之衔接"});
}

}  // namespace linhui::cli
