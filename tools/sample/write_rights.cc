#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <map>
#include <stdexcept>

#include "tools/sample/random.h"
#include "tools/sample/writers.h"

namespace linhui::sample {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20260102;
constexpr const char* kFrom = "2010-01-01";
constexpr const char* kTo = "2050-01-01";
constexpr const char* kHandedOver = "2023-07-01";
constexpr long long kAreaStepM2 = 20;                      // 0.03 mu: exact in both units
constexpr const char* kNoIdNumber = "000000000000000000";  // not a number that can be issued
constexpr const char* kOperator = "演示林业碳汇运营公司";
constexpr int kCollectiveEvery = 11;  // stands run by the village itself

constexpr const char* kColumns[] = {
    "林权证号", "小班号", "权利类型", "户号",     "户主姓名", "权利人类型", "村",       "乡镇",
    "面积(亩)", "份额",   "起始日期", "终止日期", "依据",     "电话",       "身份证号", "银行账号"};

struct Holder {
  std::string code, name, kind, village, township;
};

struct Row {
  std::string certificate, stand_id, type;
  Holder holder;
  long long area_m2 = 0;
  std::string percent, from, to, basis;
};

std::string numbered(const std::string& before, std::size_t number, const std::string& after) {
  std::string digits = std::to_string(number);
  while (digits.size() < 6) digits.insert(digits.begin(), '0');
  return before + digits + after;
}

// Whole hundredths: 20 m² are 0.03 mu.
std::string mu_text(long long area_m2) {
  const long long hundredths = area_m2 / kAreaStepM2 * 3;
  const std::string cents = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

class RightsBook {
 public:
  explicit RightsBook(const District& district) : random_(kSeed) {
    for (const Household& household : district.households) {
      households_[household.village].push_back(&household);
    }
    std::size_t index = 0;
    for (const ForestStand& stand : district.stands) {
      if (index++ % kCollectiveEvery == 5) {
        add_collective(stand);
      } else {
        add_contracts(stand);
      }
    }
  }

  const std::vector<Row>& rows() const { return rows_; }

 private:
  void add(const std::string& certificate, const ForestStand& stand, const std::string& type,
           const Holder& holder, long long area_m2, const std::string& basis,
           const std::string& percent = "100", const std::string& from = kFrom,
           const std::string& to = kTo) {
    rows_.push_back({certificate, stand.id(), type, holder, area_m2, percent, from, to, basis});
  }

  void add_collective(const ForestStand& stand) {
    const Holder collective = {"JT-" + stand.village, stand.village + "集体经济组织", "集体",
                               stand.village, stand.township};
    const std::string certificate = numbered("示例集林证字第", ++collectives_, "号");
    add(certificate, stand, "所有权", collective, stand.area_m2, "集体统一经营");
    add(certificate, stand, "碳汇收益权", collective, stand.area_m2,
        numbered("示例村民代表会议决议第", collectives_, "号:集体统一经营,收益归集体"));
  }

  // Between one and four households; each part a multiple of 20 m², together the whole stand.
  void add_contracts(const ForestStand& stand) {
    static constexpr int kHouseholdsAStand[] = {2, 3, 1, 4, 2};
    const long long steps = stand.area_m2 / kAreaStepM2;
    const int count = kHouseholdsAStand[contracted_stands_++ % 5];
    long long left = steps;
    for (int i = 0; i < count; ++i) {
      const long long even = steps / count;
      const long long part =
          i + 1 == count ? left : even + random_.between(-even / 4, even / 4) * (count > 1);
      left -= part;
      add_contract(stand, next_household(stand), part * kAreaStepM2);
    }
  }

  Holder next_household(const ForestStand& stand) {
    const auto& village = households_.at(stand.village);
    const Household& household = *village[turn_[stand.village]++ % village.size()];
    return {household.code, household.name, "农户", household.village, household.township};
  }

  // Every 97th contract has no right to carbon income: nobody has said who receives it. Every 71st
  // shares it with an operator. One changes hands.
  void add_contract(const ForestStand& stand, const Holder& holder, long long area_m2) {
    const std::size_t number = ++contracts_;
    const std::string certificate = numbered("示例林证字(2010)第", number, "号");
    const std::string contract = numbered("示例承包合同(2010)第", number, "号");
    const std::string clause = contract + "第六条:碳汇收益归承包户";
    if (number == 150) {
      const Holder heir = next_household(stand);
      const std::string deed = numbered("示例流转合同(2023)第", 1, "号第三条");
      add(certificate, stand, "承包权", holder, area_m2, contract, "100", kFrom, kHandedOver);
      add(certificate, stand, "碳汇收益权", holder, area_m2, clause, "100", kFrom, kHandedOver);
      add(certificate, stand, "承包权", heir, area_m2, deed, "100", kHandedOver, kTo);
      add(certificate, stand, "碳汇收益权", heir, area_m2, deed + ":碳汇收益一并转让", "100",
          kHandedOver, kTo);
      return;
    }
    add(certificate, stand, "承包权", holder, area_m2, contract);
    if (number % 97 == 40) return;
    if (number % 71 != 30) return add(certificate, stand, "碳汇收益权", holder, area_m2, clause);
    const Holder company = {"QY-01", kOperator, "企业", stand.village, stand.township};
    const std::string split = contract + "第六条:碳汇收益农户六成、运营公司四成";
    add(certificate, stand, "碳汇收益权", holder, area_m2, split, "60");
    add(certificate, stand, "碳汇收益权", company, area_m2, split, "40");
  }

  Random random_;
  std::map<std::string, std::vector<const Household*>> households_;
  std::map<std::string, std::size_t> turn_;
  std::size_t contracts_ = 0, collectives_ = 0, contracted_stands_ = 0;
  std::vector<Row> rows_;
};

}  // namespace

void write_rights(const District& district, const std::string& folder) {
  const std::string path = (fs::path(folder) / "rights.xlsx").string();
  fs::remove(path);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("XLSX");
  if (!driver) throw std::runtime_error("GDAL lacks the driver XLSX");
  const GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRLayer* layer =
      dataset ? dataset->CreateLayer("林权登记(合成演示数据)", nullptr, wkbNone, nullptr) : nullptr;
  if (!layer) throw std::runtime_error("cannot create " + path);
  for (const char* column : kColumns) {
    OGRFieldDefn field(column, OFTString);
    if (layer->CreateField(&field) != OGRERR_NONE) throw std::runtime_error("cannot add a column");
  }
  const RightsBook book(district);
  for (const Row& row : book.rows()) {
    const std::string id_number = row.holder.kind == "农户" ? kNoIdNumber : "";
    const std::string cells[] = {row.certificate,
                                 row.stand_id,
                                 row.type,
                                 row.holder.code,
                                 row.holder.name,
                                 row.holder.kind,
                                 row.holder.village,
                                 row.holder.township,
                                 mu_text(row.area_m2),
                                 row.percent,
                                 row.from,
                                 row.to,
                                 row.basis,
                                 "",
                                 id_number,
                                 ""};
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    int column = 0;
    for (const std::string& cell : cells) {
      if (!cell.empty()) feature->SetField(column, cell.c_str());
      ++column;
    }
    if (layer->CreateFeature(feature.get()) != OGRERR_NONE) {
      throw std::runtime_error("cannot add a right");
    }
  }
}

}  // namespace linhui::sample
