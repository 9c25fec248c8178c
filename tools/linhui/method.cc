// linhui method: what the methods are, and which tables a ledger has of them.
#include "methodology/method.h"

#include "api/app/answers/methods.h"
#include "api/app/cases/methods.h"
#include "tools/linhui/method_verbs.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"
#include "tools/linhui/plots.h"

namespace linhui::cli {
namespace {

using methodology::Bilingual;

struct MethodOptions {
  std::string id;
  api::app::Publication publication;
};

std::string in(const Output& out, const Bilingual& text) {
  return out.language == Language::chinese ? text.chinese : text.english;
}

Json both(const Bilingual& text) { return {{"en", text.english}, {"zh", text.chinese}}; }

Json both(const std::vector<Bilingual>& texts) {
  Json array = Json::array();
  for (const Bilingual& text : texts) array.push_back(both(text));
  return array;
}

Json settings_json(const methodology::MethodDeclaration& method) {
  Json settings = Json::array();
  for (const auto& setting : method.settings) {
    settings.push_back(
        {{"name", setting.name},
         {"values", setting.values.empty() ? Json("decimal") : Json(setting.values)},
         {"default", setting.otherwise.empty() ? Json(nullptr) : Json(setting.otherwise)},
         {"required", setting.otherwise.empty() && !setting.is_optional},
         {"meaning", both(setting.meaning)}});
  }
  return settings;
}

// "zone=a|b (must be given): ecological zone".
std::vector<std::string> setting_lines(const Output& out,
                                       const methodology::MethodDeclaration& method) {
  std::vector<std::string> lines;
  for (const auto& setting : method.settings) {
    std::string values;
    for (const auto& value : setting.values) values += (values.empty() ? "" : "|") + value;
    if (values.empty()) values = out.in({"DECIMAL", "小数"});
    std::string otherwise = out.in({"default ", "默认 "}) + setting.otherwise;
    if (setting.otherwise.empty()) {
      otherwise = setting.is_optional ? out.in({"optional", "可不给"})
                                      : out.in({"must be given", "必须给出"});
    }
    lines.push_back(setting.name + "=" + values + " (" + otherwise +
                    "): " + in(out, setting.meaning));
  }
  return lines;
}

Json declaration_json(const methodology::MethodDeclaration& method) {
  Json pools = Json::array();
  for (const auto pool : method.pools) pools.push_back(methodology::name_of(pool));
  return {{"method", method.id},
          {"version", method.version},
          {"title", both(method.title)},
          {"applies_to", both(method.applies_to)},
          {"deduction", both(method.deduction)},
          {"crediting", method.crediting},
          {"ready", method.missing.empty()},
          {"pools", pools},
          {"inputs", method.inputs},
          {"settings", settings_json(method)},
          {"equations", both(method.equations)},
          {"refuses", both(method.refuses)},
          {"tables", method.tables},
          {"missing", method.missing}};
}

Ended list_method(const Output& out) {
  Json methods = Json::array();
  TextTable table({out.in({"method", "方法学"}), out.in({"version", "版本"}),
                   out.in({"for", "用途"}), out.in({"state", "状态"}), out.in({"title", "名称"})});
  for (const auto& method : methodology::methods()) {
    const auto& d = method->declaration();
    methods.push_back(declaration_json(d));
    table.add(
        {d.id, d.version,
         d.crediting ? out.in({"crediting", "签发"}) : out.in({"assessment", "评估"}),
         d.missing.empty() ? out.in({"ready", "可用"}) : out.in({"parameters missing", "参数不全"}),
         in(out, d.title)});
  }
  return out.done({{"methods", methods}}, table.str());
}

std::string list_text(const std::string& title, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string text = title + "\n";
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

Ended show_method(const Output& out, const std::string& id) {
  const auto* method = methodology::find_method(id);
  if (!method) {
    return problem_of(Code::method_unknown, id);
  }
  const auto& d = method->declaration();
  const auto lines = [&](const std::vector<Bilingual>& texts) {
    std::vector<std::string> result;
    for (const Bilingual& text : texts) result.push_back(in(out, text));
    return result;
  };
  std::vector<std::string> pools;
  for (const auto pool : d.pools) pools.push_back(methodology::name_of(pool));
  std::string text = d.id + " " + d.version + "\n" + in(out, d.title) + "\n";
  text += list_text(out.in({"Applies to", "适用范围"}), {in(out, d.applies_to)});
  text += list_text(out.in({"Deduction", "扣减"}), {in(out, d.deduction)});
  text += list_text(out.in({"For", "用途"}), {d.crediting ? out.in({"crediting", "签发"})
                                                          : out.in({"assessment only", "仅评估"})});
  text += list_text(out.in({"Pools", "碳库"}), pools);
  text += list_text(out.in({"Inputs", "输入字段"}), d.inputs);
  text += list_text(out.in({"Settings (--set)", "设置项（--set）"}), setting_lines(out, d));
  text += list_text(out.in({"Equations", "公式"}), lines(d.equations));
  text += list_text(out.in({"Refuses", "拒绝情形"}), lines(d.refuses));
  text += list_text(out.in({"Tables", "参数表"}), d.tables);
  text += list_text(out.in({"Missing, so that it does not run", "缺失(因此不能运行)"}), d.missing);
  return out.done(declaration_json(d), text);
}

Ended publish(Session& session, const api::app::Publication& publication) {
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(
                       session, workspace,
                       api::app::prepare_publication(workspace.desk(), party, publication));
                 });
}

Ended list_published(Session& session) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out, api::app::published_method_list(workspace.view()));
  });
}

}  // namespace

void add_method(const Command& root) {
  const Command noun = root.noun("method", {"methods and their tables", "方法学及参数表"});
  const auto options = std::make_shared<MethodOptions>();
  Session& session = root.session();
  noun.verb("list", {"the methods of this program", "本程序的方法学"}, "linhui method list",
            [&session] { return list_method(session.out); });
  noun.verb("show", {"what it covers, inputs, pools, equations", "适用范围、输入、碳库、公式"},
            "linhui method show AR-CM-001-V01",
            [=, &session] { return show_method(session.out, options->id); })
      .option("ID", options->id, {"method id", "方法学编号"})
      ->required();
  add_method_check(noun);
  add_method_diff(noun);
  add_method_export(noun);
  add_plot_plan(noun, "plots", "linhui method plots strata.csv --precision 10 --plot-area 667");
  const Command published = noun.verb(
      "publish", {"publish its tables in a ledger", "在账本中公布其参数表"},
      "linhui method publish AR-CM-001-V01 --basis read_back --compared-with \"official text\" "
      "--compared-by \"Li Lei\" --compared-on 2026-03-01 --ledger DIR",
      [=, &session] { return publish(session, options->publication); });
  auto& publication = options->publication;
  published.option("ID", publication.method, {"method id", "方法学编号"})->required();
  published
      .option("--basis", publication.basis,
              {"read_back: compared with the publisher's document; recalled: not (only in a "
               "demonstration ledger)",
               "read_back:已与原文核对；recalled:未核对(仅限演示账本)"})
      ->required()
      ->one_of({"read_back", "recalled"});
  published
      .option("--compared-with", publication.compared_with,
              {"the document, with its page or clause", "所核对的文件及页码、条款"})
      ->required();
  published.option("--compared-by", publication.compared_by, {"who compared", "核对人"})
      ->required();
  published
      .option("--compared-on", publication.compared_on, {"day, 2026-03-01", "日期，如 2026-03-01"})
      ->required();
  published.acts();
  noun.verb("published", {"the methods that a ledger has published", "账本中已公布的方法学"},
            "linhui method published --ledger DIR", [&session] { return list_published(session); });
}

}  // namespace linhui::cli
