#include "api/app/demo.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "api/app/benefits.h"
#include "api/app/checks.h"
#include "api/app/exports.h"
#include "api/app/projects.h"
#include "api/app/stand_rows.h"
#include "ledger/audit.h"
#include "ledger/blocks.h"
#include "ledger/calendar.h"
#include "ledger/proof.h"
#include "ledger/report_rows.h"

namespace linhui::api::app {
namespace {

using ledger::get_state;
using ledger::key_of;
using Done = std::optional<Problem>;

constexpr const char* kRegistrar = "bureau";
constexpr const char* kDeveloper = "developer";
constexpr const char* kVerifier = "verifier";
constexpr const char* kBuyer = "buyer";
constexpr const char* kSecondBuyer = "airline";
constexpr const char* kForest = "DEMO-F01";
constexpr const char* kWetland = "DEMO-W01";
constexpr const char* kMechanism = "DEMO-TICKET";
constexpr const char* kMethod = "AR-CM-001-V01";
constexpr const char* kWetlandMethod = "IPCC-2013-WL";
constexpr const char* kReport = "DEMO-F01-2025";
constexpr const char* kSale = "DEMO-S01";
constexpr const char* kScheme = "DEMO-FA01";
constexpr const char* kRun = "DEMO-R01";
constexpr std::int64_t kPriceFen = 6'250;
constexpr std::int64_t kDay = 86'400;

// A document of the story, by its digest: the paper itself is not part of the sample.
std::string paper(const std::string& name) {
  return ledger::hex(ledger::sha256("demonstration document: " + name));
}

std::string number(std::uint64_t value) { return grouped(static_cast<std::int64_t>(value)); }

// "1,234.5678" of 0.0001 t.
std::string tonnes(std::int64_t e4) {
  const std::string text = ledger::e4_text(e4);
  const auto point = text.find('.');
  const std::int64_t whole = e4 / 10'000;
  return (e4 < 0 && whole == 0 ? "-" : "") + grouped(whole) + text.substr(point);
}

class Story {
 public:
  explicit Story(const DemoOptions& options) : options_(options) {}

  Outcome<DemoResult> run() {
    const std::vector<Done (Story::*)()> chapters = {&Story::create_ledger,
                                                     &Story::import_stands,
                                                     &Story::register_projects,
                                                     &Story::look_at_wetlands,
                                                     &Story::file_and_verify,
                                                     &Story::issue,
                                                     &Story::sell,
                                                     &Story::register_rights,
                                                     &Story::distribute,
                                                     &Story::answer_a_farmer,
                                                     &Story::export_package,
                                                     &Story::audit};
    for (const auto chapter : chapters) {
      if (auto problem = (this->*chapter)()) return *problem;
    }
    return result_;
  }

 private:
  void chapter(std::string english, std::string chinese) {
    if (options_.chapter) options_.chapter({std::move(english), std::move(chinese)});
  }
  void tell(std::string english, std::string chinese) {
    if (options_.tell) options_.tell({std::move(english), std::move(chinese)});
  }

  // A use case's outcome: its problem, or nothing after keeping the value.
  template <class T>
  static Done keep(Outcome<T> outcome, T* value = nullptr) {
    if (auto* problem = std::get_if<Problem>(&outcome)) return std::move(*problem);
    if (value) *value = std::move(std::get<T>(outcome));
    return std::nullopt;
  }
  Done submit(Assertion assertion) { return keep(ledger_->submit(assertion)); }
  void wait_days(std::int64_t days) { ledger_->set_clock(ledger_->now() + days * kDay); }
  std::string today() const { return ledger::day_text(ledger::shanghai_day(ledger_->now())); }

  Done create_ledger();
  Done admit_parties();
  Done import_stands();
  Done register_projects();
  Done look_at_wetlands();
  Done file_and_verify();
  Done issue();
  Done sell();
  Done register_rights();
  Done distribute();
  Done approve_and_publish();
  Done pay();
  Done answer_a_farmer();
  Done export_package();
  Done audit();
  Done read_inventory(const char* file, exchange::Inventory& inventory);

  const DemoOptions& options_;
  std::unique_ptr<Workspace> ledger_;
  exchange::Inventory forest_, wetland_;
  std::vector<std::string> collectives_;
  std::vector<Card> cards_;
  std::string paid_party_;
  DemoResult result_;
};

Done Story::create_ledger() {
  chapter("A ledger is opened", "开立账本");
  std::error_code failed;
  if (std::filesystem::exists(options_.folder)) {
    return simple_problem("folder_exists",
                          {"There is something in this folder already; it was left as it is.",
                           "该文件夹已存在，未作改动。"},
                          options_.folder.string());
  }
  std::filesystem::create_directories(options_.folder, failed);
  if (failed) {
    return to_problem({ledger::ErrorCode::permission_denied, options_.folder.string()});
  }
  result_.ledger = options_.folder / "ledger";
  const std::int64_t begin = *ledger::parse_time("2026-01-05T01:00:00Z");
  if (auto problem = keep(Workspace::create(result_.ledger,
                                            {"示例区林业碳汇账本 (demonstration)", kRegistrar,
                                             "示例区林业局（演示）", true},
                                            {}, begin),
                          &ledger_)) {
    return problem;
  }
  const auto view = ledger_->view();
  const auto key = view.log_key();
  result_.verifier_key = ledger::verifier_key(key.name, key.key);
  tell("Ledger " + view.id() +
           " is open, for DEMONSTRATION. Everything that it prints or exports "
           "says so.",
       "账本 " + view.id() + " 已开立，用途：演示。其打印与导出的一切内容均注明“演示”。");
  tell("Whoever holds this key can check all that follows without us: " + result_.verifier_key,
       "凭此公钥，任何人无需信任我们即可核验以下一切：" + result_.verifier_key);
  return std::nullopt;
}

Done Story::read_inventory(const char* file, exchange::Inventory& inventory) {
  const auto path = options_.sample / file;
  inventory = exchange::read_inventory(path.string(), {});
  if (inventory.usable()) return std::nullopt;
  return faults_problem("inventory_refused",
                        {"The sample's inventory has faults.", "示例清查数据有错误。"},
                        inventory.faults);
}

Done Story::admit_parties() {
  std::set<std::pair<std::string, std::string>> villages;
  for (const auto& stand : forest_.stands) {
    villages.insert({stand.stand.township, stand.stand.village});
  }
  std::vector<NewParty> parties = {
      {kDeveloper, "company", "示例林业碳汇开发有限公司（演示）", "", "", {"developer"}},
      {kVerifier, "verifier", "示例审定与核查机构（演示）", "", "", {"verifier"}},
      {kBuyer, "company", "示例绿色能源公司（演示）", "", "", {"buyer"}},
      {kSecondBuyer, "company", "示例航空公司（演示）", "", "", {"buyer"}}};
  for (const auto& [township, village] : villages) {
    const std::string party = "collective-" + std::to_string(collectives_.size() + 1);
    collectives_.push_back(party);
    parties.push_back(
        {party, "collective", village + "集体经济组织（演示）", township, village, {"collective"}});
  }
  for (const NewParty& party : parties) {
    if (auto problem = keep(admit_party(*ledger_, kRegistrar, party))) return problem;
  }
  tell(number(parties.size()) +
           " parties are admitted, each with a key of its own: developer, "
           "verifier, two buyers and " +
           number(collectives_.size()) + " village collectives.",
       "登记主体 " + number(parties.size()) +
           " 个，各持自己的密钥：项目业主、核查机构、两家买方和 " + number(collectives_.size()) +
           " 个村集体经济组织。");
  return std::nullopt;
}

Done Story::import_stands() {
  chapter("The inventory comes in as the bureau hands it over", "按林业局交付的原样导入清查数据");
  if (auto problem = read_inventory("forest_stands.shp", forest_)) return problem;
  if (auto problem = read_inventory("wetlands.gpkg", wetland_)) return problem;
  if (auto problem = admit_parties()) return problem;
  std::int64_t area_m2 = 0, wetland_m2 = 0;
  for (const auto& stand : forest_.stands) area_m2 += stand.area_m2;
  for (const auto& stand : wetland_.stands) wetland_m2 += stand.area_m2;
  for (const auto& [project, inventory] :
       {std::pair{kForest, &forest_}, std::pair{kWetland, &wetland_}}) {
    if (auto problem = keep(import_inventory(*ledger_, kDeveloper, project, *inventory))) {
      return problem;
    }
  }
  tell(forest_.file + ": " + number(forest_.stands.size()) + " forest stands, " + mu_text(area_m2) +
           " mu (GBK text, Gauss-Krüger), and " + wetland_.file + ": " +
           number(wetland_.stands.size()) + " wetlands, " + mu_text(wetland_m2) +
           " mu. No fault was found.",
       forest_.file + "：森林小班 " + number(forest_.stands.size()) + " 个，" + mu_text(area_m2) +
           " 亩（GBK 编码、高斯-克吕格投影）；" + wetland_.file + "：湿地 " +
           number(wetland_.stands.size()) + " 处，" + mu_text(wetland_m2) + " 亩。未发现错误。");
  return std::nullopt;
}

Done Story::register_projects() {
  chapter("Methods, a mechanism, two projects", "方法学、机制与两个项目");
  for (const char* method : {kMethod, kWetlandMethod}) {
    if (auto problem = keep(publish_method(
            *ledger_, kRegistrar,
            {method, "recalled", "demonstration: not compared with the publisher's document",
             "demonstration", today()}))) {
      return problem;
    }
  }
  tell(
      "Both methods' parameter tables are published as RECALLED: good enough to show, never to "
      "mint on in production. A production ledger refuses this step.",
      "两种方法学的参数表以“未核对原文”公布：可供演示，正式账本会拒绝此步骤。");
  if (auto problem = submit({"mechanism.define",
                             kRegistrar,
                             {{"mechanism", kMechanism},
                              {"name", "示例碳票（演示）"},
                              {"buffer_num", 10},
                              {"buffer_den", 100},
                              {"natural_persons", false},
                              {"methods", {kMethod}},
                              {"basis", "demonstration: no such mechanism exists"}}})) {
    return problem;
  }
  if (auto problem = keep(register_project(
          *ledger_, kDeveloper,
          {kForest, "示例区造林碳汇项目（演示）", kMethod, kMechanism, 2020, 2039}))) {
    return problem;
  }
  if (auto problem = keep(register_project(
          *ledger_, kDeveloper,
          {kWetland, "示例区小微湿地本底调查（演示）", kWetlandMethod, "", 2020, 2039}))) {
    return problem;
  }
  wait_days(20);
  for (const char* project : {kForest, kWetland}) {
    if (auto problem =
            submit({"project.validate",
                    kVerifier,
                    {{"project", project}, {"statement_sha256", paper("validation")}}})) {
      return problem;
    }
    if (auto problem = submit({"project.approve", kRegistrar, {{"project", project}}})) {
      return problem;
    }
  }
  tell(std::string(kForest) + " claims its " + number(forest_.stands.size()) +
           " stands for 2020–2039, by number and by ground: nobody else can claim them. Filed, "
           "validated and approved by three different parties.",
       std::string(kForest) + " 占用其 " + number(forest_.stands.size()) +
           " 个小班（2020–2039 "
           "年），按编号也按地块，他人不得再占用。申报、审定、批准由三个不同主体完成。");
  return std::nullopt;
}

Done Story::look_at_wetlands() {
  chapter("The wetlands, honestly", "如实核算湿地");
  const std::string report = "DEMO-W01-2025";
  ReportRequest request;
  request.report = report;
  request.project = kWetland;
  request.statement = "baseline survey; assessment only";
  request.from_year = 2020;
  request.to_year = 2025;
  if (auto problem = keep(file_report(*ledger_, kDeveloper, request))) return problem;
  Recomputation recomputed;
  if (auto problem = keep(recompute_report(ledger_->view(), report), &recomputed)) return problem;
  const auto& summary = recomputed.estimate.summary;
  tell("Under " + std::string(kWetlandMethod) + " the soils changed by " +
           tonnes(summary.change.ten_thousandths()) +
           " t CO2e in 2021–2025, and methane and other "
           "gases made " +
           tonnes(summary.project_emissions.ten_thousandths()) + " t CO2e: net " +
           tonnes(summary.net.ten_thousandths()) + ". " +
           (summary.net_source ? "The wetlands are a net SOURCE, and the report says so. " : "") +
           "Assessed, never issued.",
       "按 " + std::string(kWetlandMethod) + " 核算，2021–2025 年土壤碳变化 " +
           tonnes(summary.change.ten_thousandths()) + " t CO2e，甲烷等排放 " +
           tonnes(summary.project_emissions.ten_thousandths()) + " t CO2e，净值 " +
           tonnes(summary.net.ten_thousandths()) + "。" +
           (summary.net_source ? "这些湿地是净排放源，报告如实写明。" : "") + "仅作评估，不签发。");
  return std::nullopt;
}

Done Story::file_and_verify() {
  chapter("A monitoring report is filed and recomputed", "提交监测报告并由核查机构重算");
  ReportRequest request;
  request.report = kReport;
  request.project = kForest;
  request.statement =
      "no pre-project woody vegetation and no displacement declared (demonstration)";
  request.from_year = 2020;
  request.to_year = 2025;
  std::uint64_t index = 0;
  if (auto problem = keep(file_report(*ledger_, kDeveloper, request), &index)) return problem;
  const auto view = ledger_->view();
  const auto record = view.record(index);
  for (const Json& vintage : record.value().body().at("vintages")) {
    tell(std::to_string(vintage.at("vintage").get<int>()) + ": " +
             tonnes(vintage.at("net_e4").get<std::int64_t>()) + " t CO2e net",
         std::to_string(vintage.at("vintage").get<int>()) + " 年：净 " +
             tonnes(vintage.at("net_e4").get<std::int64_t>()) + " t CO2e");
  }
  wait_days(12);
  if (auto problem = keep(verify_report(*ledger_, kVerifier, kReport,
                                        "recomputed from the recorded stands; equal"))) {
    return problem;
  }
  const auto rows = record.value().body().at("rows").at("count").get<std::uint64_t>();
  tell("The verifier recomputed all " + number(rows) +
           " figures (stand × year × pool) from the "
           "recorded stands: equal to the last digit, signed.",
       "核查机构由账本中的小班记录重算全部 " + number(rows) +
           " 个数值（小班×年份×碳库），逐位一致，并签名。");
  return std::nullopt;
}

Done Story::issue() {
  chapter("Credits are issued", "签发减排量");
  wait_days(5);
  std::uint64_t index = 0;
  if (auto problem = keep(issue_credits(*ledger_, kRegistrar, kReport), &index)) return problem;
  const auto view = ledger_->view();
  const auto record = view.record(index);
  std::int64_t issued = 0, buffer = 0;
  for (const Json& vintage : record.value().body().at("vintages")) {
    const ledger::SerialBlock block{kForest, vintage.at("vintage").get<int>(),
                                    vintage.at("first").get<std::int64_t>(),
                                    vintage.at("last").get<std::int64_t>()};
    issued += block.credits();
    buffer += vintage.at("buffer").get<std::int64_t>();
    tell(ledger::to_string(block, view.id()), ledger::to_string(block, view.id()));
  }
  tell(grouped(issued) + " whole tonnes, of which " + grouped(buffer) +
           " are withheld as buffer; the fraction left over is carried to the next report.",
       "签发整吨 " + grouped(issued) + " t，其中 " + grouped(buffer) +
           " t 计入风险储备；不足一吨的余数结转下期。");
  return std::nullopt;
}

Done Story::sell() {
  chapter("A sale, a transfer, a retirement", "成交、转让与注销");
  Json blocks = Json::array();
  std::int64_t sold = 0;
  ledger::SerialBlock newest;
  const auto view = ledger_->view();
  ledger::scan_blocks(view.state(), key_of("block", std::string(kForest)) + "/",
                      [&](const ledger::HeldBlock& block) {
                        if (block.state != ledger::BlockState::held) return true;
                        blocks.push_back(ledger::serials_json(block.serials));
                        sold += block.serials.credits();
                        newest = block.serials;
                        return true;
                      });
  if (auto problem = submit({"sale.match",
                             kDeveloper,
                             {{"sale", kSale},
                              {"seller", kDeveloper},
                              {"buyer", kBuyer},
                              {"blocks", blocks},
                              {"tonnes", sold},
                              {"price_fen_per_tonne", kPriceFen},
                              {"amount_fen", sold * kPriceFen},
                              {"mode", "negotiated"},
                              {"contract", "演示合同第1号"}},
                             {},
                             {kBuyer}})) {
    return problem;
  }
  wait_days(7);
  if (auto problem = submit({"sale.settle",
                             kDeveloper,
                             {{"sale", kSale},
                              {"received_fen", sold * kPriceFen},
                              {"received_on", today()},
                              {"evidence_sha256", paper("bank advice")}},
                             {},
                             {kBuyer}})) {
    return problem;
  }
  tell(grouped(sold) + " t × ¥" + yuan_text(kPriceFen) + " = ¥" + yuan_text(sold * kPriceFen) +
           ", signed by both sides; credits against money in one record.",
       grouped(sold) + " t × ¥" + yuan_text(kPriceFen) + " = ¥" + yuan_text(sold * kPriceFen) +
           "，买卖双方签名；交割与收款记于同一条记录。");
  ledger::SerialBlock piece = newest;
  piece.last = std::min(newest.last, newest.first + 99);
  if (auto problem = submit({"credit.offer",
                             kBuyer,
                             {{"offer", "DEMO-O01"},
                              {"to", kSecondBuyer},
                              {"serials", ledger::serials_json(piece)}}})) {
    return problem;
  }
  if (auto problem = submit({"credit.accept", kSecondBuyer, {{"offer", "DEMO-O01"}}})) {
    return problem;
  }
  ledger::SerialBlock used = piece;
  used.last = std::min(piece.last, piece.first + 19);
  if (auto problem = submit({"credit.retire",
                             kSecondBuyer,
                             {{"serials", ledger::serials_json(used)},
                              {"beneficiary", "示例航空公司（演示）"},
                              {"purpose", "演示航班抵消"}}})) {
    return problem;
  }
  tell(grouped(piece.credits()) + " t are offered to another company, which accepts and retires " +
           grouped(used.credits()) + " of them for good.",
       "其中 " + grouped(piece.credits()) + " t 要约转让给另一公司，对方接受后永久注销 " +
           grouped(used.credits()) + " t。");
  return std::nullopt;
}

Done Story::register_rights() {
  chapter("Who holds what", "谁拥有什么");
  const auto file = exchange::read_rights((options_.sample / "rights.xlsx").string());
  RightsImport imported;
  if (auto problem = keep(import_rights(*ledger_, kRegistrar, file, true), &imported)) {
    return problem;
  }
  cards_ = imported.cards;
  result_.cards = options_.folder / "cards.csv";
  std::ofstream cards(result_.cards);
  cards << "household_no,pin,name,township,village\n";
  for (const Card& card : cards_) {
    cards << card.household_no << ',' << card.pin << ',' << card.masked_name << ',' << card.township
          << ',' << card.village << '\n';
  }
  cards.close();
  std::filesystem::permissions(
      result_.cards, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  tell(file.file + ": " + number(imported.rights) + " rights of " + number(imported.households) +
           " households, the collectives and an operator. In the log stand salted commitments "
           "only; names and certificates lie beside it, encrypted.",
       file.file + "：" + number(imported.households) + " 户农户、村集体与一家运营公司的权利共 " +
           number(imported.rights) + " 项。日志中只有加盐承诺值，姓名与权证号另行加密保存。");
  return std::nullopt;
}

Json scheme_steps() {
  return Json::array({{{"step", "s1"},
                       {"kind", "cost"},
                       {"payee", kVerifier},
                       {"amount_fen", 3'800'000},
                       {"label_en", "Verification, by invoice"},
                       {"label_zh", "核查费用（凭发票）"},
                       {"basis", "演示合同第1号第四条：核查费据实列支"}},
                      {{"step", "s2"},
                       {"kind", "percent"},
                       {"payee", kRegistrar},
                       {"num", 10},
                       {"den", 100},
                       {"of", "remaining"},
                       {"label_en", "Risk reserve"},
                       {"label_zh", "风险储备金"},
                       {"basis", "演示合同第1号第五条：提取余额百分之十"}},
                      {{"step", "s3"},
                       {"kind", "percent"},
                       {"payee", kDeveloper},
                       {"num", 30},
                       {"den", 100},
                       {"of", "remaining"},
                       {"label_en", "Developer"},
                       {"label_zh", "项目业主"},
                       {"basis", "演示合同第1号第六条：余额百分之三十"}},
                      {{"step", "s4"},
                       {"kind", "collective"},
                       {"num", 10},
                       {"den", 100},
                       {"label_en", "Village collective, for its service"},
                       {"label_zh", "村集体服务费"},
                       {"basis", "演示承包合同第七条：各承包户签字同意"}},
                      {{"step", "s5"},
                       {"kind", "holders"},
                       {"by", "area_days"},
                       {"label_en", "Your part, by contracted area and days"},
                       {"label_zh", "您的份额（按承包面积与天数）"},
                       {"basis", "演示承包合同第六条"}}});
}

Done Story::distribute() {
  chapter("The income is shared", "收益分配");
  NewScheme scheme;
  scheme.scheme = kScheme;
  scheme.project = kForest;
  scheme.basis = "演示：各村成员代表会议决议";
  scheme.resolution_file_sha256 = paper("resolution");
  scheme.steps = scheme_steps();
  scheme.adopters = collectives_;
  if (auto problem = keep(adopt_scheme(*ledger_, kDeveloper, scheme))) return problem;
  std::uint64_t index = 0;
  if (auto problem = keep(
          calculate_run(*ledger_, kDeveloper, kRun, kScheme, kSale, "2021-01-01", "2026-01-01"),
          &index)) {
    return problem;
  }
  const auto view = ledger_->view();
  const auto body = view.record(index).value().body();
  for (const Json& step : body.at("steps")) {
    const auto& steps = scheme.steps;
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Json& entry) {
      return entry.at("step") == step.at("step");
    });
    const std::string figures = "¥" + yuan_text(step.at("amount_fen").get<std::int64_t>()) +
                                " → ¥" + yuan_text(step.at("left_fen").get<std::int64_t>());
    tell(found->at("label_en").get<std::string>() + ": " + figures,
         found->at("label_zh").get<std::string>() + "：" + figures);
  }
  std::int64_t sum = 0, held = 0, lines = 0, held_lines = 0;
  const auto rows = view.rows(*ledger::hash_from_hex(body.at("rows").at("root").get<std::string>()),
                              body.at("rows").at("count").get<std::uint64_t>());
  for (const std::string& bytes : rows.value()) {
    const Json row = Json::parse(bytes);
    const auto amount = row.at("amount_fen").get<std::int64_t>();
    sum += amount;
    ++lines;
    if (row.at("held").get<bool>()) {
      held += amount;
      ++held_lines;
    }
  }
  tell(grouped(lines) + " shares add up to ¥" + yuan_text(sum) + ", to the fen. " +
           grouped(held_lines) + " of them (¥" + yuan_text(held) +
           ") are held: no document says who receives that carbon income yet.",
       grouped(lines) + " 笔份额合计 ¥" + yuan_text(sum) + "，分毫不差。其中 " +
           grouped(held_lines) + " 笔（¥" + yuan_text(held) +
           "）暂存：尚无书面依据载明该碳汇收益归谁。");
  if (auto problem = approve_and_publish()) return problem;
  return pay();
}

Done Story::approve_and_publish() {
  wait_days(2);
  for (const std::string& collective : collectives_) {
    if (auto problem = submit({"run.approve",
                               collective,
                               {{"run", kRun},
                                {"resolution_sha256", paper("approval " + collective)},
                                {"held_on", today()},
                                {"entitled", 45},
                                {"present", 38},
                                {"in_favour", 36},
                                {"against", 2}}})) {
      return problem;
    }
  }
  if (auto problem = submit(
          {"run.publish", kDeveloper, {{"run", kRun}, {"notice_sha256", paper("notice")}}})) {
    return problem;
  }
  const std::string published = today();
  wait_days(4);
  const auto early = ledger_->submit({"run.finalise", kDeveloper, {{"run", kRun}}});
  const auto* refused = std::get_if<Problem>(&early);
  if (!refused || refused->code != "notice_too_short") {
    return simple_problem("demo_failed",
                          {"The early finalisation was not refused.", "提前确定分配未被拒绝。"});
  }
  wait_days(7);
  if (auto problem = submit({"run.finalise", kDeveloper, {{"run", kRun}}})) return problem;
  tell("Approved by all " + number(collectives_.size()) + " collectives, on the board from " +
           published + ". After four days the ledger refused to close it (" + refused->code +
           "); after ten it is final.",
       "经 " + number(collectives_.size()) + " 个村集体表决通过，" + published +
           " 起公示。第四天试图确定，账本拒绝（" + refused->code + "）；满十日后确定。");
  return std::nullopt;
}

Done Story::pay() {
  const auto view = ledger_->view();
  const auto run = get_state(view.state(), key_of("run", std::string(kRun)));
  const auto rows = view.rows(*ledger::hash_from_hex(run->at("root").get<std::string>()),
                              run->at("count").get<std::uint64_t>());
  const Json last = Json::parse(rows.value().back());
  std::vector<std::uint64_t> lines;
  std::int64_t paid = 0;
  for (const std::string& bytes : rows.value()) {
    const Json row = Json::parse(bytes);
    const bool open = !row.at("held").get<bool>() && row.at("amount_fen") != 0;
    if (!open || row.at("village") == last.at("village")) continue;
    lines.push_back(row.at("line").get<std::uint64_t>());
    paid += row.at("amount_fen").get<std::int64_t>();
  }
  wait_days(3);
  if (auto problem = keep(pay_run(*ledger_, kDeveloper, kRun, today(), lines))) return problem;
  const std::string village = last.at("village");
  tell("The bank has paid " + number(lines.size()) + " lines, ¥" + yuan_text(paid) +
           ". The batch of " + village + " is still to come, and its households can see that.",
       "银行已支付 " + number(lines.size()) + " 笔，共 ¥" + yuan_text(paid) + "。" + village +
           " 的批次待付，该村农户可如实查到。");
  return std::nullopt;
}

Done Story::answer_a_farmer() {
  chapter("A farmer asks", "农户查询");
  PrivateStore store(ledger_->private_folder());
  const auto view = ledger_->view();
  std::set<ShareAnswer::Status> shown;
  FarmerAnswer told;
  for (const Card& card : cards_) {
    const auto entry = store.get("number/" + card.household_no);
    const std::string party = entry->value("party", "");
    FarmerAnswer answer;
    if (auto problem = keep(answer_for(view, store, party), &answer)) return problem;
    for (const ShareAnswer& share : answer.shares) {
      if (!shown.insert(share.status).second) continue;
      result_.show_cards.push_back(card);
      if (share.status != ShareAnswer::Status::paid) continue;
      paid_party_ = party;
      told = answer;
    }
    if (shown.size() == 3) break;
  }
  if (told.shares.empty()) {
    return simple_problem("demo_failed", {"No household was paid.", "没有农户得到支付。"});
  }
  const ShareAnswer& share = told.shares.front();
  tell("Household " + told.household_no + " (" + told.masked_name + ", " + told.village +
           ") holds " + number(told.land.size()) + " rights. Its share, step by step:",
       "户号 " + told.household_no + "（" + told.masked_name + "，" + told.village + "）持有权利 " +
           number(told.land.size()) + " 项。其份额逐步如下：");
  for (const WaterfallStep& step : share.steps) {
    tell("  " + step.label.english + ": " + step.arithmetic + " = ¥" + step.amount_yuan,
         "  " + step.label.chinese + "：" + step.arithmetic + " = ¥" + step.amount_yuan);
  }
  tell(
      "¥" + share.amount_yuan + " (" + share.amount_capital + "), paid on " + share.paid_on + ".",
      "¥" + share.amount_yuan + "（" + share.amount_capital + "），" + share.paid_on + " 已支付。");

  Json proof;
  if (auto problem = keep(prove_share(view, store, paid_party_, kRun), &proof)) return problem;
  result_.proof = options_.folder / "proof.json";
  std::ofstream(result_.proof) << proof.dump(1) << "\n";
  const auto key = ledger::parse_verifier_key(result_.verifier_key);
  const auto verified = ledger::verify_proof(proof, key.value());
  if (!verified.ok()) return to_problem(verified.error());
  tell("The proof is in " + result_.proof.string() + ": " +
           number(verified.value().records.size()) + " records and " +
           number(verified.value().rows.size()) + " rows, checked with nothing but the public key.",
       "证明文件：" + result_.proof.string() + "，含 " + number(verified.value().records.size()) +
           " 条记录、" + number(verified.value().rows.size()) + " 行数据，仅凭公钥即核验通过。");
  return std::nullopt;
}

Done Story::export_package() {
  chapter("A package for the exchange", "交付交易机构的数据包");
  const auto folder = options_.folder / "export";
  const auto key = ledger::parse_verifier_key(result_.verifier_key);
  for (const std::string& format : export_formats()) {
    Export made;
    if (auto problem = keep(export_project(*ledger_, kRegistrar, format, kForest), &made)) {
      return problem;
    }
    const auto place = folder / format;
    std::filesystem::create_directories(place);
    for (const ExportFile& file : made.files) {
      std::ofstream(place / file.name, std::ios::binary) << file.bytes;
    }
    const Json document = Json::parse(made.files.back().bytes);
    VerifiedExport verified;
    if (auto problem = keep(verify_export(document, place, key.value()), &verified)) return problem;
    result_.export_file = folder / "project-json" / (std::string(kForest) + ".json");
    tell(format + ", number " + number(made.sequence) + ": " + number(verified.records) +
             " proven records, " + grouped(verified.issued_tonnes) + " t issued, " +
             grouped(verified.retired_tonnes) + " t retired, signed; checked again from the file.",
         format + " 第 " + number(made.sequence) + " 号：含 " + number(verified.records) +
             " 条可证明的记录，签发 " + grouped(verified.issued_tonnes) + " t，注销 " +
             grouped(verified.retired_tonnes) + " t，已签名，并由文件重新核验。");
  }
  return std::nullopt;
}

Done Story::audit() {
  chapter("An offline audit of everything", "对全部内容离线审计");
  const auto view = ledger_->view();
  const auto report = ledger::audit(view);
  std::vector<RecomputedReport> recomputed;
  if (auto problem = keep(recompute_all(view), &recomputed)) return problem;
  const bool equal = std::all_of(recomputed.begin(), recomputed.end(),
                                 [](const RecomputedReport& one) { return one.equal; });
  if (!report.sound() || !equal) {
    return simple_problem("audit_failed", {"The audit found damage.", "审计发现损坏。"},
                          report.findings.empty() ? "" : report.findings[0].where,
                          ExitStatus::damaged);
  }
  const auto credits = [&](const char* name) {
    return grouped(report.credits.value(name, std::int64_t{0}));
  };
  tell(number(report.records) + " records replayed, " + number(report.signatures) +
           " signatures, " + number(report.rows) + " rows, " + number(report.entries) +
           " index entries, " + number(report.checkpoints) + " checkpoints: all as the log says.",
       "重放记录 " + number(report.records) + " 条，核验签名 " + number(report.signatures) +
           " 个、数据行 " + number(report.rows) + " 行、索引 " + number(report.entries) +
           " 项、检查点 " + number(report.checkpoints) + " 个，全部与日志一致。");
  tell("Issued " + credits("issued") + " = held " + credits("held") + " + locked " +
           credits("locked") + " + buffer " + credits("buffer") + " + retired " +
           credits("retired") + " + cancelled " + credits("cancelled") + " t.",
       "签发 " + credits("issued") + " = 持有 " + credits("held") + " + 锁定 " + credits("locked") +
           " + 储备 " + credits("buffer") + " + 注销 " + credits("retired") + " + 核销 " +
           credits("cancelled") + " t。");
  for (const RecomputedReport& one : recomputed) {
    tell("Report " + one.report + ": " + number(one.rows) +
             " figures made again from recorded stands and published tables, equal to the last "
             "digit.",
         "报告 " + one.report + "：由记录的小班与公布的参数重算 " + number(one.rows) +
             " 个数值，逐位一致。");
  }
  return std::nullopt;
}

}  // namespace

Outcome<DemoResult> run_demo(const DemoOptions& options) { return Story(options).run(); }

}  // namespace linhui::api::app
