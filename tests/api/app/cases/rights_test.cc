// Registers of rights: what goes into the log, what beside it, and what is refused.
#include "api/app/cases/rights.h"

#include "ledger/bodies/right.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

using exchange::RightsFile;

// A right of a household of village V1 on stand A, as a file gives it.
exchange::RightRow file_row(long long row, const std::string& type,
                            const std::string& holder_code = "1") {
  exchange::RightRow right;
  right.certificate_no = "C" + holder_code;
  right.stand_id = "A";
  right.type = type;
  right.holder_code = holder_code;
  right.holder_name = "户主" + holder_code;
  right.holder_kind = "household";
  right.township = "T";
  right.village = "V1";
  right.area_m2 = 1'000;
  right.area_stated = "0.1";
  right.area_unit = "ha";
  right.from = "2010-01-01";
  right.basis = "contract";
  right.row = row;
  return right;
}

RightsFile file_of(std::vector<exchange::RightRow> rows) {
  return {"rights.csv", std::string(64, 'a'), std::move(rows), {}};
}

class RightsImports : public testing::Test {
 protected:
  Outcome<PreparedRights> prepared(const RightsFile& file) {
    return prepare_rights(book_.desk(), store(), "bureau", file);
  }
  PrivateStore store() const { return PrivateStore(book_.workspace().private_folder()); }
  static std::vector<ledger::RightRow> rows_in(const Prepared& prepared) {
    std::vector<ledger::RightRow> rows;
    for (const std::string& bytes : prepared.rows) {
      rows.push_back(ledger::row_of<ledger::RightRow>(bytes).value());
    }
    return rows;
  }
  // "code:row" of each fault of a refusal, behind its own code.
  static std::string told(const Outcome<PreparedRights>& outcome) {
    std::string text = code_of(outcome);
    if (outcome.ok()) return text;
    for (const Fault& fault : outcome.problem().faults) {
      EXPECT_EQ(fault.file, "rights.csv");
      text += " " + fault.code + ":" + std::to_string(fault.row) + ":" + fault.value;
    }
    return text;
  }

  Book book_{Book::registered};
};

}  // namespace

TEST_F(RightsImports, PutRightsIntoTheLogAndPeopleBesideIt) {
  const PreparedRights ready =
      value_of(prepared(file_of({file_row(2, "contract"), file_row(3, "carbon_income")})));
  expect_whole(ready.prepared);
  EXPECT_EQ(ready.prepared.signers, Signers{"bureau"});
  EXPECT_EQ(ready.rights, 2u);
  EXPECT_EQ(ready.holders, 1u);
  EXPECT_EQ(ready.households, 1u);
  EXPECT_EQ(body_in<ledger::RightRegisterBody>(ready.prepared).file, "rights.csv");
  for (const std::string& bytes : ready.prepared.rows) {
    EXPECT_EQ(bytes.find("户主"), std::string::npos);
    EXPECT_EQ(bytes.find("\"C1\""), std::string::npos);
  }
  ASSERT_EQ(ready.cards.size(), 1u);
  EXPECT_EQ(ready.cards[0].masked_name, "户*1");
  EXPECT_EQ(ready.cards[0].village, "V1");
  EXPECT_EQ(ready.cards[0].pin.size(), 6u);
}

// Whoever is shown the salt and the details can find them in the log.
TEST_F(RightsImports, KeepWhatOpensTheirCommitments) {
  const auto made =
      value_of(import_rights(book_.workspace(), "bureau", file_of({file_row(2, "contract")})));
  EXPECT_EQ(made.index, book_.size() - 1);
  const auto record = book_.workspace().view().record(made.index).value();
  const auto body = ledger::body_of<ledger::RightRegisterBody>(record).value();
  const auto rows = book_.workspace().view().rows(body.rows.root, body.rows.count).value();
  const auto row = ledger::row_of<ledger::RightRow>(rows.at(0)).value();
  const auto right = store().read<KeptRight>(row.right);
  ASSERT_TRUE(right);
  EXPECT_EQ(commitment(right->salt, RightDetails{"C1", "contract", "0.1", "ha"}), row.commitment);
  const auto holder = store().read<KeptHolder>(row.holder);
  ASSERT_TRUE(holder);
  EXPECT_EQ(commitment(holder->salt, HolderDetails{"户主1", "household"}), row.holder_commitment);
  EXPECT_EQ(store().read<KeptNumber>(holder->household_no)->party, row.holder);
  const auto card = store().read<KeptCard>(holder->household_no);
  ASSERT_TRUE(card);
  EXPECT_TRUE(card->must_change);
  EXPECT_EQ(card->hash.find(made.cards.at(0).pin), std::string::npos);
}

TEST_F(RightsImports, LetCarbonIncomeRestOnTheContractOfItsDay) {
  auto early = file_row(3, "contract"), late = file_row(4, "ownership");
  early.to = late.from = "2020-01-01";
  auto income = file_row(2, "carbon_income");  // before both of them in the sheet
  const auto parent_on = [&](const char* day) {
    income.from = day;
    const auto rows = rows_in(value_of(prepared(file_of({income, early, late}))).prepared);
    EXPECT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows.back().type, ledger::RightType::carbon_income);
    return rows.back().parent == rows[0].right ? rows[0].type : rows[1].type;
  };
  EXPECT_EQ(parent_on("2010-01-01"), ledger::RightType::contract);
  EXPECT_EQ(parent_on("2019-12-31"), ledger::RightType::contract);
  EXPECT_EQ(parent_on("2020-01-01"), ledger::RightType::ownership) << "the day it ends is not its";
}

TEST_F(RightsImports, KnowAHouseholdAndAContractAgain) {
  const auto first =
      value_of(import_rights(book_.workspace(), "bureau", file_of({file_row(2, "contract")})));
  EXPECT_EQ(first.households, 1u);
  auto income = file_row(2, "carbon_income");
  income.from = "2011-01-01";
  const PreparedRights second = value_of(prepared(file_of({income, file_row(3, "contract", "2")})));
  EXPECT_EQ(second.holders, 2u);
  EXPECT_EQ(second.households, 1u) << "only the other one is new";
  ASSERT_EQ(second.cards.size(), 1u);
  EXPECT_EQ(second.cards[0].masked_name, "户*2");
  const auto kept = store().scan<KeptHolder>();
  ASSERT_EQ(kept.size(), 1u);
  const auto rows = rows_in(second.prepared);
  EXPECT_EQ(rows.back().holder, kept[0].first);
  EXPECT_EQ(rows.back().parent, store().scan<KeptRight>().at(0).first);
}

// The same number in another village is another household; an organisation's is its own anywhere.
TEST_F(RightsImports, TellHoldersApartByVillageAndNumber) {
  auto there = file_row(3, "contract");
  there.village = "V2";
  there.stand_id = "B";
  auto company = file_row(4, "contract"), branch = company;
  company.holder_kind = branch.holder_kind = "company";
  branch.village = "V2";
  const PreparedRights ready =
      value_of(prepared(file_of({file_row(2, "contract"), there, company, branch})));
  const auto rows = rows_in(ready.prepared);
  EXPECT_NE(rows[0].holder, rows[1].holder);
  EXPECT_EQ(rows[2].holder, rows[3].holder);
  EXPECT_EQ(ready.holders, 3u);
  EXPECT_EQ(ready.households, 2u) << "a company needs no card";
}

TEST_F(RightsImports, AreOfCollectivesThatWereAdmitted) {
  auto own = file_row(2, "ownership");
  own.holder_kind = "collective";
  EXPECT_EQ(rows_in(value_of(prepared(file_of({own}))).prepared).at(0).holder, "village-1");
  own.village = "V9";
  EXPECT_EQ(told(prepared(file_of({own}))), "rights_refused collective_unknown:2:V9");
}

TEST_F(RightsImports, AreRefusedWithEveryFaultOfTheFile) {
  auto thirds = file_row(2, "contract"), half_points = file_row(3, "contract", "3");
  thirds.percent_num = 1, thirds.percent_den = 3;
  half_points.percent_num = 1, half_points.percent_den = 20'000;
  const auto alone = file_row(4, "carbon_income", "4");
  auto nobody = file_row(5, "ownership");
  nobody.holder_kind = "collective";
  nobody.village = "V9";
  EXPECT_EQ(told(prepared(file_of({thirds, half_points, alone, nobody}))),
            "rights_refused share_too_fine:2:1/3 share_too_fine:3:1/20000 "
            "collective_unknown:5:V9 contract_missing:4:C4");
  auto finest = file_row(2, "contract");
  finest.percent_num = 1, finest.percent_den = 10'000;
  EXPECT_EQ(rows_in(value_of(prepared(file_of({finest}))).prepared).at(0).share_bp, 1);
  RightsFile unread = file_of({file_row(2, "contract")});
  unread.faults = {fault_of(FaultCode::encoding_wrong_utf8)};
  unread.faults[0].file = "rights.csv";
  EXPECT_EQ(told(prepared(unread)), "rights_refused encoding_wrong:0:");
}

TEST_F(RightsImports, ThatTheLedgerRefusesLeaveNobodyBehind) {
  const std::uint64_t before = book_.size();
  auto elsewhere = file_row(2, "contract");
  elsewhere.stand_id = "Z";
  const auto refused = import_rights(book_.workspace(), "bureau", file_of({elsewhere}));
  EXPECT_EQ(code_of(refused), "right_stand_unknown");
  EXPECT_EQ(book_.size(), before);
  EXPECT_TRUE(store().scan<KeptHolder>().empty());
  EXPECT_TRUE(store().scan<KeptRight>().empty());
  EXPECT_TRUE(store().scan<KeptCertificate>().empty());
  EXPECT_TRUE(store().scan<KeptNumber>().empty());
  EXPECT_TRUE(store().scan<KeptCard>().empty());
}

}  // namespace linhui::api::app
