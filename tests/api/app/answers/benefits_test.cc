// What a household is told of its land and its shares, and the proof of it.
#include "api/app/answers/benefits.h"

#include "api/app/desk/amounts.h"
#include "api/app/households/household_numbers.h"
#include "ledger/proof.h"
#include "ledger/state/sale.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

using Status = ShareAnswer::Status;

// Book::calculated: 张三丰 has the contract and the carbon income of stand A, 李四 a contract on B.
class Benefits : public testing::Test {
 protected:
  PrivateStore store() const { return PrivateStore(book_.workspace().private_folder()); }
  std::string party(const std::string& name) const {
    for (const auto& [id, holder] : store().scan<KeptHolder>()) {
      if (holder.name == name) return id;
    }
    return "none";
  }
  FarmerAnswer told(const std::string& party) const {
    return value_of(answer_for(book_.workspace().view(), store(), party));
  }
  ShareAnswer only_share(const std::string& party) const {
    const FarmerAnswer answer = told(party);
    EXPECT_EQ(answer.shares.size(), 1u);
    return answer.shares.at(0);
  }
  std::int64_t line_fen(const std::string& party) const {
    for (const auto& line : value_of(run_lines(book_.workspace().view(), "D"))) {
      if (line.party == party) return line.amount_fen;
    }
    return -1;
  }
  void approve_and_publish() {
    for (const char* village : {"village-1", "village-2"}) {
      book_.record(prepare_run_approval(book_.desk(), village, "D", kCarried));
    }
    book_.record(prepare_run_notice(book_.desk(), "dev", "D", paper("notice")));
  }
  void finalise() {
    book_.wait_days(10);
    book_.record(prepare_run_final(book_.desk(), "dev", "D"));
  }
  void pay() {
    value_of(record_payment(book_.workspace(), value_of(prepare_payment(book_.desk(), "dev", "D",
                                                                        book_.desk().today()))));
  }
  Outcome<Json> proof(const std::string& party, const std::string& run = "D") const {
    return prove_share(book_.workspace().view(), store(), party, run);
  }
  ledger::VerifiedProof verified(const std::string& party) const {
    const auto read =
        ledger::verify_proof(value_of(proof(party)), book_.workspace().view().log_key());
    EXPECT_TRUE(read.ok()) << read.error().detail;
    return read.value();
  }
  static std::set<std::string> types_in(const ledger::VerifiedProof& proof) {
    std::set<std::string> types;
    for (const auto& proven : proof.records) types.insert(proven.record.type());
    return types;
  }

  Book book_{Book::calculated};
};

}  // namespace

TEST_F(Benefits, TellTheLandByItsRights) {
  const FarmerAnswer answer = told(party("张三丰"));
  EXPECT_EQ(answer.masked_name, "张*丰");
  EXPECT_EQ(answer.village, "V1");
  EXPECT_TRUE(is_household_number(answer.household_no));
  ASSERT_EQ(answer.land.size(), 2u);
  std::set<std::string> rights;
  for (const LandLine& line : answer.land) {
    rights.insert(line.right.english);
    EXPECT_EQ(line.stand_id, "A");
    EXPECT_EQ(line.village, "V1");
    EXPECT_EQ(line.area_m2, 120'000);
    EXPECT_EQ(line.area_mu, "180.00");
    EXPECT_EQ(line.from, "2010-01-01");
    EXPECT_EQ(line.to, "") << "without an end";
    EXPECT_EQ(line.certificate, "C1");
    EXPECT_EQ(line.basis, "contract");
  }
  EXPECT_EQ(rights.size(), 2u);
}

// From the sale's amount to the household's own, each step by the arithmetic that stands there.
TEST_F(Benefits, TellAShareStepByStep) {
  const auto sale = *ledger::read<ledger::Sale>(book_.desk().state(), "S");
  const std::int64_t fee_fen = line_fen("dev"), own_fen = line_fen(party("张三丰"));
  const ShareAnswer share = only_share(party("张三丰"));
  EXPECT_EQ(share.run, "D");
  EXPECT_EQ(share.scheme, "F");
  EXPECT_EQ(share.project_name, "Project");
  EXPECT_EQ(share.gross_yuan, yuan_text(sale.amount_fen));
  EXPECT_EQ(share.price_yuan, "62.50");
  EXPECT_EQ(share.amount_yuan, yuan_text(own_fen));
  EXPECT_EQ(share.amount_capital, capital_yuan(own_fen));
  ASSERT_GE(share.steps.size(), 3u);
  const WaterfallStep& fee = share.steps.front();
  EXPECT_EQ(fee.label.chinese, "项目业主");
  EXPECT_EQ(fee.arithmetic, yuan_text(sale.amount_fen) + " × 30/100");
  EXPECT_EQ(fee.amount_yuan, yuan_text(fee_fen));
  EXPECT_EQ(fee.left_yuan, yuan_text(sale.amount_fen - fee_fen));
  const WaterfallStep& own = share.steps.back();
  EXPECT_EQ(own.label.english, "Holders");
  EXPECT_EQ(own.amount_yuan, share.amount_yuan);
  // One household alone has the carbon income of its village: all of the village's weight.
  const auto of = own.arithmetic.find(" × "), by = own.arithmetic.find(" / ");
  ASSERT_NE(by, std::string::npos) << own.arithmetic;
  EXPECT_EQ(own.arithmetic.substr(0, of), share.amount_yuan);
  EXPECT_EQ(own.arithmetic.substr(of + 4, by - of - 4) + " m²·d", own.arithmetic.substr(by + 3));
}

TEST_F(Benefits, TellWhereAShareStands) {
  const std::string holder = party("张三丰");
  EXPECT_EQ(only_share(holder).status, Status::calculated);
  approve_and_publish();
  EXPECT_EQ(only_share(holder).status, Status::published);
  finalise();
  EXPECT_EQ(only_share(holder).status, Status::final_unpaid);
  EXPECT_EQ(only_share(holder).paid_on, "");
  pay();
  const ShareAnswer paid = only_share(holder);
  EXPECT_EQ(paid.status, Status::paid);
  EXPECT_EQ(paid.paid_on, book_.desk().today());
  EXPECT_NE(paid.payment_reference, "");
}

// Nobody has said who receives the carbon income of stand B: it is kept, before and after all.
TEST_F(Benefits, TellWhyAShareIsHeld) {
  approve_and_publish();
  finalise();
  pay();
  const ShareAnswer share = only_share(party("李四"));
  EXPECT_EQ(share.status, Status::held);
  EXPECT_NE(share.held_reason.english, "");
  EXPECT_NE(share.held_reason.chinese, "");
  EXPECT_EQ(share.paid_on, "");
}

TEST_F(Benefits, TellNothingOfThoseWhoHaveNothing) {
  const FarmerAnswer buyer = told("buyer");
  EXPECT_TRUE(buyer.land.empty());
  EXPECT_TRUE(buyer.shares.empty());
  EXPECT_EQ(buyer.household_no, "");
  const ShareAnswer fee = only_share("dev");
  EXPECT_EQ(fee.amount_yuan, yuan_text(line_fen("dev")));
  EXPECT_EQ(fee.steps.size(), 1u) << "its own step, no village's";
  EXPECT_EQ(code_of(answer_for(book_.workspace().view(), store(), "stranger")), "party_not_found");
}

TEST_F(Benefits, FindHoldersByCertificateAndByNumberAsTyped) {
  const std::string holder = party("张三丰");
  EXPECT_EQ(holders_of_certificate(store(), "C1"), std::vector<std::string>{holder}) << "once";
  EXPECT_EQ(holders_of_certificate(store(), "C2"), std::vector<std::string>{party("李四")});
  EXPECT_TRUE(holders_of_certificate(store(), "C").empty());
  EXPECT_TRUE(holders_of_certificate(store(), "").empty());
  const std::string number = told(holder).household_no;
  EXPECT_EQ(holder_of_number(store(), number), holder);
  std::string typed;
  for (const char c : number)
    typed += std::string(typed.size() == 4 ? "- " : "") + char(tolower(c));
  EXPECT_EQ(holder_of_number(store(), typed), holder) << typed;
  EXPECT_EQ(holder_of_number(store(), number.substr(1)), "");
  EXPECT_EQ(holder_of_number(store(), ""), "");
}

TEST_F(Benefits, AreProvedWithTheLogsKeyAlone) {
  const std::string holder = party("张三丰");
  const auto before = verified(holder);
  const auto types = types_in(before);
  for (const char* type : {"sale.match", "scheme.adopt", "run.calculate"}) {
    EXPECT_TRUE(types.contains(type)) << type;
  }
  EXPECT_FALSE(types.contains("run.pay"));
  ASSERT_EQ(before.rows.size(), 1u) << "its own lines and nobody else's";
  const auto line = ledger::row_of<ledger::ShareLine>(before.rows[0].bytes).value();
  EXPECT_EQ(line.party, holder);
  EXPECT_EQ(line.amount_fen, line_fen(holder));
  EXPECT_EQ(before.about["holder"]["fields"]["name"], "张三丰");
  EXPECT_TRUE(before.about["opened"].empty());

  approve_and_publish();
  finalise();
  pay();
  const auto after = verified(holder);
  EXPECT_TRUE(types_in(after).contains("run.pay"));
  ASSERT_EQ(after.rows.size(), 2u);
  const auto paid = ledger::row_of<ledger::PaidLine>(after.rows[1].bytes).value();
  EXPECT_EQ(paid.line, line.line);
  const Json& opened = after.about["opened"].at(0);
  EXPECT_EQ(commitment(opened["salt"], PaymentDetails{opened["fields"]["reference"]}),
            paid.reference);
}

TEST_F(Benefits, AreNotProvedWhereThereIsNone) {
  EXPECT_EQ(code_of(proof(party("张三丰"), "Q")), "run_not_found");
  EXPECT_EQ(code_of(proof("buyer")), "not_found");
  EXPECT_EQ(code_of(proof("stranger")), "not_found");
}

}  // namespace linhui::api::app
