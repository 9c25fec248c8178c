// The chapters from the inventory to the retired credit.
#include "api/app/answers/credits.h"

#include <algorithm>
#include <set>

#include "api/app/cases/credits.h"
#include "api/app/cases/inventories.h"
#include "api/app/cases/methods.h"
#include "api/app/cases/parties.h"
#include "api/app/cases/projects.h"
#include "api/app/cases/reports.h"
#include "api/app/cases/sales.h"
#include "api/demo/story.h"

namespace linhui::api::demo {

Done Story::read_inventory(const char* file, exchange::Inventory& inventory) {
  inventory = LINHUI_API_TRY(app::read_stands({(options_.sample / file).string(), {}}));
  return {};
}

Done Story::admit_parties() {
  std::set<std::pair<std::string, std::string>> villages;
  for (const auto& stand : forest_.stands) villages.insert({stand.township, stand.village});
  std::vector<app::NewParty> parties = {
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
  for (const app::NewParty& party : parties) {
    LINHUI_API_TRY(admit_party(*ledger_, kRegistrar, party));
  }
  tell(number(parties.size()) +
           " parties are admitted, each with a key of its own: developer, "
           "verifier, two buyers and " +
           number(collectives_.size()) + " village collectives.",
       "登记主体 " + number(parties.size()) +
           " 个，各持自己的密钥：项目业主、核查机构、两家买方和 " + number(collectives_.size()) +
           " 个村集体经济组织。");
  return {};
}

Done Story::import_stands() {
  chapter("The inventory comes in as the bureau hands it over", "按林业局交付的原样导入清查数据");
  LINHUI_API_TRY(read_inventory("forest_stands.shp", forest_));
  LINHUI_API_TRY(read_inventory("wetlands.gpkg", wetland_));
  LINHUI_API_TRY(admit_parties());
  for (const auto& [project, inventory] :
       {std::pair{kForest, &forest_}, std::pair{kWetland, &wetland_}}) {
    LINHUI_API_TRY(record(prepare_inventory(desk(), kDeveloper, project, *inventory)));
  }
  tell(forest_.file + ": " + number(forest_.stands.size()) + " forest stands, " +
           mu_text(forest_.area_m2()) + " mu (GBK text, Gauss-Krüger), and " + wetland_.file +
           ": " + number(wetland_.stands.size()) + " wetlands, " + mu_text(wetland_.area_m2()) +
           " mu. No fault was found.",
       forest_.file + "：森林小班 " + number(forest_.stands.size()) + " 个，" +
           mu_text(forest_.area_m2()) + " 亩（GBK 编码、高斯-克吕格投影）；" + wetland_.file +
           "：湿地 " + number(wetland_.stands.size()) + " 处，" + mu_text(wetland_.area_m2()) +
           " 亩。未发现错误。");
  return {};
}

Done Story::register_projects() {
  chapter("Methods, a mechanism, two projects", "方法学、机制与两个项目");
  for (const char* method : {kMethod, kWetlandMethod}) {
    LINHUI_API_TRY(record(prepare_publication(
        desk(), kRegistrar,
        {method, "recalled", "demonstration: not compared with the publisher's document",
         "demonstration", today()})));
  }
  tell(
      "Both methods' parameter tables are published as RECALLED: good enough to show, never to "
      "mint on in production. A production ledger refuses this step.",
      "两种方法学的参数表以“未核对原文”公布：可供演示，正式账本会拒绝此步骤。");
  LINHUI_API_TRY(record(prepare_mechanism(desk(), kRegistrar,
                                          {kMechanism,
                                           "示例碳票（演示）",
                                           10,
                                           100,
                                           false,
                                           {kMethod},
                                           "demonstration: no such mechanism exists"})));
  LINHUI_API_TRY(record(
      prepare_project(desk(), kDeveloper,
                      {kForest, "示例区造林碳汇项目（演示）", kMethod, kMechanism, 2020, 2039})));
  LINHUI_API_TRY(record(prepare_project(
      desk(), kDeveloper,
      {kWetland, "示例区小微湿地本底调查（演示）", kWetlandMethod, "", 2020, 2039})));
  wait_days(20);
  for (const char* project : {kForest, kWetland}) {
    LINHUI_API_TRY(record(prepare_validation(desk(), kVerifier, project, paper("validation"))));
    LINHUI_API_TRY(record(prepare_approval(desk(), kRegistrar, project)));
  }
  tell(std::string(kForest) + " claims its " + number(forest_.stands.size()) +
           " stands for 2020–2039, by number and by ground: nobody else can claim them. Filed, "
           "validated and approved by three different parties.",
       std::string(kForest) + " 占用其 " + number(forest_.stands.size()) +
           " 个小班（2020–2039 "
           "年），按编号也按地块，他人不得再占用。申报、审定、批准由三个不同主体完成。");
  return {};
}

Done Story::look_at_wetlands() {
  chapter("The wetlands, honestly", "如实核算湿地");
  app::ReportRequest request;
  request.report = kWetlandReport;
  request.project = kWetland;
  request.statement = "baseline survey; assessment only";
  request.from_year = 2020;
  request.to_year = 2025;
  auto report = LINHUI_API_TRY(prepare_report(desk(), kDeveloper, request));
  LINHUI_API_TRY(record(std::move(report.prepared)));
  const auto recomputed = LINHUI_API_TRY(app::recompute_report(ledger_->view(), kWetlandReport));
  const auto& summary = recomputed.estimate.summary;
  tell("Under " + std::string(kWetlandMethod) + " the soils changed by " +
           tonnes_text(summary.change.ten_thousandths()) +
           " t CO2e in 2021–2025, and methane and other "
           "gases made " +
           tonnes_text(summary.project_emissions.ten_thousandths()) + " t CO2e: net " +
           tonnes_text(summary.net.ten_thousandths()) + ". " +
           (summary.net_source ? "The wetlands are a net SOURCE, and the report says so. " : "") +
           "Assessed, never issued.",
       "按 " + std::string(kWetlandMethod) + " 核算，2021–2025 年土壤碳变化 " +
           tonnes_text(summary.change.ten_thousandths()) + " t CO2e，甲烷等排放 " +
           tonnes_text(summary.project_emissions.ten_thousandths()) + " t CO2e，净值 " +
           tonnes_text(summary.net.ten_thousandths()) + "。" +
           (summary.net_source ? "这些湿地是净排放源，报告如实写明。" : "") + "仅作评估，不签发。");
  return {};
}

Done Story::file_and_verify() {
  chapter("A monitoring report is filed and recomputed", "提交监测报告并由核查机构重算");
  app::ReportRequest request;
  request.report = kReport;
  request.project = kForest;
  request.statement =
      "no pre-project woody vegetation and no displacement declared (demonstration)";
  request.from_year = 2020;
  request.to_year = 2025;
  auto report = LINHUI_API_TRY(prepare_report(desk(), kDeveloper, request));
  const std::size_t rows = report.prepared.rows.size();
  LINHUI_API_TRY(record(std::move(report.prepared)));
  for (const ledger::VintageTerms& vintage : report.vintages) {
    const std::string year = std::to_string(vintage.vintage), net = tonnes_text(vintage.net_e4);
    tell(year + ": " + net + " t CO2e net", year + " 年：净 " + net + " t CO2e");
  }
  wait_days(12);
  LINHUI_API_TRY(record(prepare_verification(desk(), kVerifier, kReport,
                                             "recomputed from the recorded stands; equal")));
  tell("The verifier recomputed all " + number(rows) +
           " figures (stand × year × pool) from the "
           "recorded stands: equal to the last digit, signed.",
       "核查机构由账本中的小班记录重算全部 " + number(rows) +
           " 个数值（小班×年份×碳库），逐位一致，并签名。");
  return {};
}

Done Story::issue() {
  chapter("Credits are issued", "签发减排量");
  wait_days(5);
  const auto index = LINHUI_API_TRY(record(prepare_issue(desk(), kRegistrar, kReport)));
  const auto view = ledger_->view();
  const auto issued = LINHUI_API_TRY(app::issued_by(view, index));
  for (const ledger::SerialBlock& block : issued.vintages) {
    const std::string serials = ledger::to_string(block, view.id());
    tell(serials, serials);
  }
  tell(grouped(issued.issued) + " whole tonnes, of which " + grouped(issued.buffer) +
           " are withheld as buffer; the fraction left over is carried to the next report.",
       "签发整吨 " + grouped(issued.issued) + " t，其中 " + grouped(issued.buffer) +
           " t 计入风险储备；不足一吨的余数结转下期。");
  return {};
}

namespace {

// What nobody has bound of a project, oldest vintage first.
std::vector<ledger::SerialBlock> free_blocks(const ledger::View& state, const char* project) {
  std::vector<ledger::SerialBlock> blocks;
  ledger::scan_blocks(state, project, [&](const ledger::HeldBlock& block) {
    if (block.state == ledger::BlockState::held) blocks.push_back(block.serials);
    return true;
  });
  return blocks;
}

// The first `credits` of a block, or all of it.
ledger::SerialBlock first_of(ledger::SerialBlock block, std::int64_t credits) {
  block.last = std::min(block.last, block.first + credits - 1);
  return block;
}

}  // namespace

Done Story::sell() {
  chapter("A sale, a transfer, a retirement", "成交、转让与注销");
  app::NewSale sale{kSale,     kDeveloper,   kBuyer,         free_blocks(desk().state(), kForest),
                    kPriceFen, "negotiated", "演示合同第1号"};
  std::int64_t sold = 0;
  for (const ledger::SerialBlock& block : sale.blocks) sold += block.credits();
  LINHUI_API_TRY(record(prepare_sale(desk(), kDeveloper, sale)));
  wait_days(7);
  LINHUI_API_TRY(
      record(prepare_settlement(desk(), kDeveloper, kSale, {}, today(), paper("bank advice"))));
  const std::string sum =
      grouped(sold) + " t × ¥" + yuan_text(kPriceFen) + " = ¥" + yuan_text(sold * kPriceFen);
  tell(sum + ", signed by both sides; credits against money in one record.",
       sum + "，买卖双方签名；交割与收款记于同一条记录。");
  return hand_on(sale.blocks.back());
}

Done Story::hand_on(const ledger::SerialBlock& newest) {
  const auto piece = first_of(newest, 100), used = first_of(piece, 20);
  LINHUI_API_TRY(record(prepare_offer(desk(), kBuyer, piece, {kOffer, kSecondBuyer, "", ""})));
  LINHUI_API_TRY(record(prepare_answer(desk(), kSecondBuyer, kOffer, app::OfferAnswer::accept)));
  LINHUI_API_TRY(record(
      prepare_retirement(desk(), kSecondBuyer, used, "示例航空公司（演示）", "演示航班抵消")));
  tell(grouped(piece.credits()) + " t are offered to another company, which accepts and retires " +
           grouped(used.credits()) + " of them for good.",
       "其中 " + grouped(piece.credits()) + " t 要约转让给另一公司，对方接受后永久注销 " +
           grouped(used.credits()) + " t。");
  return {};
}

}  // namespace linhui::api::demo
