// The register of rights.
#include "api/exchange/registers/rights.h"

#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::exchange {
namespace {

const std::string kRightsHeader =
    "林权证号,小班号,权利类型,户号,户主姓名,权利人类型,村,乡镇,面积_亩,份额,起始日期,终止日期,依据,"
    "电话,"
    "身份证号,银行账号\n";

RightsFile read_rights_text(const std::string& text) {
  const ScratchFolder folder;
  RightsFile rights = read_rights(folder.write("rights.csv", text));
  expect_whole(rights.faults);
  return rights;
}

Fault only_rights_fault(const std::string& row, const std::string& code) {
  const RightsFile rights = read_rights_text(kRightsHeader + row + "\n");
  EXPECT_EQ(rights.faults.size(), 1u) << row << "\n" << listed(rights.faults);
  const auto found = of_code(rights.faults, code);
  EXPECT_EQ(found.size(), 1u) << code << "\n" << listed(rights.faults);
  return found.empty() ? Fault{} : found[0];
}

TEST(Rights, ReadsARowAsWritten) {
  const RightsFile rights =
      read_rights_text(kRightsHeader +
                       "证1,A-1,碳汇收益权,H1,演示户甲,农户,示例村,示例镇,1,60%,"
                       "2010/1/1,2050年1月1日,合同第六条,1,2,3\n");
  ASSERT_TRUE(rights.usable()) << listed(rights.faults);
  const RightRow& row = rights.rows.at(0);
  EXPECT_EQ(row.certificate_no, "证1");
  EXPECT_EQ(row.stand_id, "A-1");
  EXPECT_EQ(row.type, "carbon_income");
  EXPECT_EQ(row.holder_code, "H1");
  EXPECT_EQ(row.holder_kind, "household");
  EXPECT_EQ(row.village, "示例村");
  EXPECT_EQ(row.township, "示例镇");
  EXPECT_EQ(row.area_m2, 667);
  EXPECT_EQ(row.area_stated, "1");
  EXPECT_EQ(row.area_unit, "亩");
  EXPECT_EQ(row.percent_num, 60);
  EXPECT_EQ(row.percent_den, 100);
  EXPECT_EQ(row.from, "2010-01-01");
  EXPECT_EQ(row.to, "2050-01-01");
  EXPECT_EQ(row.basis, "合同第六条");
  EXPECT_EQ(row.phone, "1");
  EXPECT_EQ(row.id_no, "2");
  EXPECT_EQ(row.bank_account, "3");
  EXPECT_EQ(row.row, 2);
}

TEST(Rights, KnowsEnglishHeaders) {
  const RightsFile rights = read_rights_text(
      "certificate_no,stand_id,type,holder_name,holder_kind,area_ha,from\n"
      "C1,A,contract,Demo,company,1.5,20100101\n");
  ASSERT_TRUE(rights.usable()) << listed(rights.faults);
  EXPECT_EQ(rights.rows.at(0).area_m2, 15000);
  EXPECT_EQ(rights.rows.at(0).area_unit, "ha");
  EXPECT_EQ(rights.rows.at(0).from, "2010-01-01");
  EXPECT_EQ(rights.rows.at(0).to, "");
  EXPECT_EQ(rights.rows.at(0).percent_num, 100);
}

// Shares are integers: a third is 1/3, and 33.33 % is 3333/10000.
TEST(Rights, ReadsSharesExactly) {
  const RightsFile rights =
      read_rights_text(kRightsHeader +
                       "证1,A,承包权,H1,甲,农户,村,镇,3,1/3,2010-01-01,长期,,,,\n"
                       "证1,A,承包权,H2,乙,农户,村,镇,3,33.33,2010.1.1,,,,,\n");
  ASSERT_TRUE(rights.usable()) << listed(rights.faults);
  EXPECT_EQ(rights.rows.at(0).percent_num, 1);
  EXPECT_EQ(rights.rows.at(0).percent_den, 3);
  EXPECT_EQ(rights.rows.at(1).percent_num, 3333);
  EXPECT_EQ(rights.rows.at(1).percent_den, 10000);
}

TEST(Rights, RefusesSharesOutsideTheWhole) {
  for (const char* share : {"0", "-5", "100.1", "4/3", "0%"}) {
    only_rights_fault(std::string("证1,A,承包权,H1,甲,农户,村,镇,3,") + share + ",2010-01-01,,,,,",
                      "percent_out_of_range");
  }
  for (const char* share : {"half", "1/x", "%", "1.5/2", "0.123456789"}) {
    only_rights_fault(std::string("证1,A,承包权,H1,甲,农户,村,镇,3,") + share + ",2010-01-01,,,,,",
                      "percent_malformed");
  }
}

// Somebody may mean 60 % by 0.6: it is read as written, and said.
TEST(Rights, WarnsOfAShareBelowOnePercent) {
  EXPECT_EQ(
      only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,3,0.6,2010-01-01,,,,,", "percent_small")
          .severity,
      Severity::warning);
}

TEST(Rights, RefusesATypeThatItDoesNotKnow) {
  EXPECT_EQ(
      only_rights_fault("证1,A,使用权,H1,甲,农户,村,镇,3,,2010-01-01,,,,,", "right_type_unknown")
          .value,
      "使用权");
  only_rights_fault("证1,A,承包权,H1,甲,神仙,村,镇,3,,2010-01-01,,,,,", "holder_kind_unknown");
}

TEST(Rights, RefusesDaysThatAreNotInTheCalendar) {
  for (const char* day : {"2010-02-30", "2010-13-01", "10-1-1", "yesterday", "2010-1", "40179",
                          "2010-01-01x", "3010-01-01"}) {
    EXPECT_EQ(only_rights_fault(std::string("证1,A,承包权,H1,甲,农户,村,镇,3,,") + day + ",,,,,",
                                "date_malformed")
                  .value,
              day);
  }
}

TEST(Rights, RefusesARightThatEndsBeforeItBegins) {
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,3,,2010-01-01,2010-01-01,,,,", "dates_reversed");
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,3,,2010-01-01,2009-12-31,,,,", "dates_reversed");
}

TEST(Rights, RefusesARightOverNoArea) {
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,0,,2010-01-01,,,,,", "area_not_positive");
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,,,2010-01-01,,,,,", "area_not_positive");
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,-2,,2010-01-01,,,,,", "number_negative");
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,x,,2010-01-01,,,,,", "number_malformed");
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,1e20,,2010-01-01,,,,,", "number_absurd");
}

TEST(Rights, AsksForWhatMustBeFilledIn) {
  only_rights_fault(",A,承包权,H1,甲,农户,村,镇,3,,2010-01-01,,,,,", "field_missing");
  only_rights_fault("证1,,承包权,H1,甲,农户,村,镇,3,,2010-01-01,,,,,", "field_missing");
  only_rights_fault("证1,A,,H1,甲,农户,村,镇,3,,2010-01-01,,,,,", "field_missing");
  only_rights_fault("证1,A,承包权,H1,,农户,村,镇,3,,2010-01-01,,,,,", "field_missing");
  only_rights_fault("证1,A,承包权,H1,甲,农户,村,镇,3,,,,,,,", "field_missing");
  only_rights_fault("证1,A,承包权,,甲,,村,镇,3,,2010-01-01,,,,,", "field_missing");
}

// Who receives the carbon income is never guessed.
TEST(Rights, AsksForTheBasisOfCarbonIncome) {
  only_rights_fault("证1,A,碳汇收益权,H1,甲,农户,村,镇,3,,2010-01-01,,,,,", "basis_missing");
}

TEST(Rights, FindsTheSameRightTwice) {
  const std::string row = "证1,A,承包权,H1,甲,农户,村,镇,3,,2010-01-01,,,,,\n";
  const RightsFile rights = read_rights_text(kRightsHeader + row + row);
  ASSERT_EQ(rights.faults.size(), 1u) << listed(rights.faults);
  EXPECT_EQ(rights.faults[0].code, "right_duplicate");
  EXPECT_EQ(rights.faults[0].row, 3);
}

// Names and numbers of people stay out of messages, which end in logs and tickets.
TEST(Rights, KeepsPeopleOutOfItsMessages) {
  const std::string row =
      "证1,A,承包权,,秘密姓名,农户,村,镇,3,,2010-01-01,2009-01-01,,13800000000,500000200001010000,"
      "6222\n";
  const RightsFile rights = read_rights_text(kRightsHeader + row + row);
  ASSERT_FALSE(rights.faults.empty());
  for (const Fault& fault : rights.faults) {
    const std::string all = fault.sentence.english + fault.sentence.chinese + fault.value +
                            fault.expected + fault.field;
    for (const char* secret : {"秘密姓名", "13800000000", "500000200001010000", "6222"}) {
      EXPECT_EQ(all.find(secret), std::string::npos) << fault.code;
    }
  }
}

TEST(Rights, AsksForMissingColumnsOnce) {
  const RightsFile rights = read_rights_text("林权证号,小班号\n1,2\n3,4\n");
  EXPECT_EQ(of_code(rights.faults, "column_missing").size(), 4u) << listed(rights.faults);
  EXPECT_EQ(rights.faults.size(), 4u);
}

TEST(Rights, RefusesOtherFiles) {
  const ScratchFolder folder;
  EXPECT_EQ(read_rights(folder.file("none.xlsx")).faults.at(0).code, "file_not_found");
  EXPECT_EQ(read_rights(folder.write("a.geojson", "{}")).faults.at(0).code, "format_unknown");
  EXPECT_EQ(read_rights(folder.write("a.xlsx", "PK\x03\x04junk")).faults.at(0).code,
            "file_unreadable");
  EXPECT_EQ(read_rights(folder.write("b.csv", kRightsHeader)).faults.at(0).code, "file_empty");
}

}  // namespace
}  // namespace linhui::api::exchange
