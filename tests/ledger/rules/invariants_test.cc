// One test for each invariant of the ledger, named as the rules name it.
#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

// The blocks of a ledger, serial by serial, against the totals that its state keeps.
void expect_conserved(const View& view) {
  std::map<std::string, std::map<std::string, std::int64_t>> sums;
  std::map<std::string, std::int64_t> end;  // of the block before
  scan_blocks(view, [&](const HeldBlock& block) {
    const std::string total =
        key_of("total", block.serials.project, padded(block.serials.vintage, 4));
    EXPECT_EQ(block.serials.first, end[total] + 1) << "no-overlap, and no gap: " << total;
    end[total] = block.serials.last;
    sums[total]["issued"] += block.serials.credits();
    sums[total][std::string(word_of(block.state))] += block.serials.credits();
    return true;
  });
  std::size_t totals = 0;
  scan_state(view, "total/", [&](std::string_view key, const Json& total) {
    ++totals;
    std::int64_t sum = 0;
    for (const auto& [state, credits] : total.items()) {
      EXPECT_EQ(credits, sums[std::string(key)][state]) << key << state;
      if (state != "issued") sum += credits.get<std::int64_t>();
    }
    EXPECT_EQ(total.at("issued"), sum) << "conservation: " << key << total;
    return true;
  });
  EXPECT_EQ(totals, sums.size());
}

ErrorCode code_of(const Result<Receipt>& receipt) {
  EXPECT_FALSE(receipt.ok());
  return receipt.ok() ? ErrorCode::not_found : receipt.error().code;
}

}  // namespace

// conservation, no-overlap, no-overdraft, finality: random offers, sales, what undoes them,
// retirements and cancellations by whoever, against an array with one entry a serial number.
TEST(Invariants, HoldUnderRandomOperationsOnCredits) {
  Story story;
  story.credits();
  struct Unit {
    std::string owner = "developer", tied;
    bool final = false;
  };
  std::vector<Unit> units(91);  // serials 1 to 90 of 2021; 91 to 100 are the buffer's
  struct Open {
    std::string from, to;
    std::int64_t first, last;
    bool sale;
  };
  std::map<std::string, Open> open;
  std::mt19937_64 random(31);
  const std::vector<std::string> parties = {"developer", "buyer", "coll-1"};
  int done = 0, refused = 0;
  for (int round = 0; round < 350; ++round) {
    const std::string by = parties[random() % 3], other = parties[random() % 3];
    const auto first = static_cast<std::int64_t>(1 + random() % 90);
    const auto last = std::min<std::int64_t>(90, first + static_cast<std::int64_t>(random() % 6));
    const Json block = serials("P", 2021, first, last);
    bool allowed = true;
    for (auto serial = first; serial <= last; ++serial) {
      const Unit& unit = units[static_cast<std::size_t>(serial)];
      allowed = allowed && unit.owner == by && unit.tied.empty() && !unit.final;
    }
    const auto set = [&](std::int64_t from, std::int64_t to, const Unit& unit) {
      for (auto serial = from; serial <= to; ++serial)
        units[static_cast<std::size_t>(serial)] = unit;
    };
    const std::string name = "n" + std::to_string(round);
    Result<Receipt> receipt = Receipt{};
    const auto what = random() % 6;
    if (what == 0) {
      receipt = story.append(story.make("credit.offer", by, Story::offer(name, other, block)));
      if (receipt.ok()) {
        set(first, last, {by, name, false});
        open[name] = {by, other, first, last, false};
      }
    } else if (what == 1) {
      if (by == other) continue;
      Json body = Story::sale(name, block, 7, other);
      body["seller"] = by;
      receipt = story.append(story.make("sale.match", by, body, {}, {other}));
      if (receipt.ok()) {
        set(first, last, {by, name, false});
        open[name] = {by, other, first, last, true};
      }
    } else if (what == 2 && round % 3 == 0) {
      const bool retire = random() % 2 == 0;
      receipt = story.append(
          retire ? story.make("credit.retire", by,
                              {{"serials", block}, {"beneficiary", "b"}, {"purpose", "p"}})
                 : story.make("credit.cancel", by, {{"serials", block}, {"reason", "r"}}));
      if (receipt.ok()) set(first, last, {by, "", true});
    } else if (!open.empty()) {
      auto entry = open.begin();
      std::advance(entry, static_cast<long>(random() % open.size()));
      const Open deal = entry->second;
      const bool undo = random() % 3 == 0;
      if (deal.sale && undo) {
        story.must(story.make("sale.cancel", deal.from,
                              {{"sale", entry->first}, {"reason", "agreed"}}, {}, {deal.to}));
      } else if (deal.sale) {
        const Json body = Story::settle(entry->first, 7 * (deal.last - deal.first + 1));
        story.must(story.make("sale.settle", deal.from, body, {}, {deal.to}));
      } else if (undo && random() % 2 == 0) {
        story.must(story.make("credit.withdraw", deal.from, {{"offer", entry->first}}));
      } else {
        story.must(story.make(undo ? "credit.decline" : "credit.accept", deal.to,
                              {{"offer", entry->first}}));
      }
      set(deal.first, deal.last, {undo ? deal.from : deal.to, "", false});
      open.erase(entry);
      ++done;
      continue;
    } else {
      continue;
    }
    // A request over two of one's own blocks is refused too: blocks never merge.
    if (!allowed) {
      EXPECT_FALSE(receipt.ok()) << "no-overdraft, finality: round " << round;
    } else if (!receipt.ok()) {
      EXPECT_EQ(receipt.error().code, ErrorCode::serials_overlap);
    }
    (receipt.ok() ? done : refused) += 1;
    if (round % 10 == 0) expect_conserved(story.ledger->snapshot().state());
  }
  EXPECT_GT(done, 25);
  EXPECT_GT(refused, 25);
  const LedgerView end = story.ledger->snapshot();
  expect_conserved(end.state());
  scan_blocks(end.state(), "P", [&](const HeldBlock& block) {
    if (block.serials.vintage != 2021 || block.state == BlockState::buffer) return true;
    for (auto serial = block.serials.first; serial <= block.serials.last; ++serial) {
      const Unit& unit = units[static_cast<std::size_t>(serial)];
      EXPECT_EQ(block.owner, unit.owner);
      EXPECT_EQ(block.tied_to, unit.tied);
      EXPECT_EQ(block.state == BlockState::retired || block.state == BlockState::cancelled,
                unit.final);
    }
    return true;
  });
}

// no-double-issuance: by the stand's number, by its ground, and by the year.
TEST(Invariants, NoStandIsCreditedTwice) {
  Story story;
  story.credits();
  const auto claim = [&](const std::string& name, const Rows& rows, int from, int to) {
    story.must(story.make("inventory.import", "developer", Story::inventory(name, rows), rows));
    return story.append(
        story.make("project.register", "developer", Story::project(name, rows, from, to)));
  };
  const auto same =
      claim("same", canonical_rows({stand_json("S1", "V1", 1, square(500'000, 0))}), 2040, 2050);
  EXPECT_EQ(code_of(same), ErrorCode::stand_claimed) << "the last year overlaps";
  EXPECT_EQ(same.error().detail, "same/S1, P/S1");
  const auto under =
      claim("under", canonical_rows({stand_json("Q1", "V1", 1, square(9'000, 0))}), 2030, 2031);
  EXPECT_EQ(code_of(under), ErrorCode::stand_overlaps);
  EXPECT_EQ(under.error().detail, "under/Q1, P/S1");
  // A claim is found from every cell of 0.01 degrees that it touches.
  const Rows large =
      canonical_rows({stand_json("Q2", "V1", 1, square(-250'000, -250'000, 300'000))});
  EXPECT_EQ(code_of(claim("around", large, 2021, 2021)), ErrorCode::stand_overlaps);
  EXPECT_TRUE(
      claim("beside", canonical_rows({stand_json("Q3", "V1", 1, square(0, 10'000))}), 2021, 2040)
          .ok());
  EXPECT_TRUE(
      claim("later", canonical_rows({stand_json("Q4", "V1", 1, square(0, 0))}), 2041, 2060).ok())
      << "after the first project's years";
  // The same year of the same project cannot be reported again.
  EXPECT_EQ(code_of(story.append(
                story.make("report.file", "developer",
                           story.report("R2", "P", Story::stands(), 2020, 2021, Story::changes()),
                           estimate_rows(Story::changes())))),
            ErrorCode::period_overlaps);
}

// A stand's number is its first importer's: another's import leaves no trace on it, whatever the
// other project is, and what rights rest on stays.
TEST(Invariants, NoPartyReplacesAnothersStands) {
  Story story;
  story.parties();
  story.must(
      story.make("party.admit", "registrar", story.party("other", {"developer"}, "company")));
  story.listed("P", Story::stands());
  const Json before = story.state("stand/S1");
  const Rows rows = canonical_rows({stand_json("T1", "V1", 1, square(500'000, 0)),
                                    stand_json("S1", "V9", 1, square(510'000, 0))});
  const auto refused =
      story.append(story.make("inventory.import", "other", Story::inventory("Q", rows), rows));
  EXPECT_EQ(code_of(refused), ErrorCode::stand_of_another);
  EXPECT_EQ(refused.error().detail, "S1 / developer");
  EXPECT_EQ(story.state("stand/S1"), before);
  EXPECT_EQ(story.state("stand/T1"), Json()) << "nor is anything of the import left";
  const Rows own = canonical_rows({stand_json("S1", "V1", 7'000, square(0, 0))});
  story.must(story.make("inventory.import", "developer", Story::inventory("P", own), own));
  EXPECT_EQ(story.state("stand/S1").at("area_m2"), 7'000) << "a new survey of one's own";
}

// Random squares claimed by random projects: whatever was taken in does not overlap in a year.
TEST(Invariants, NoGroundIsClaimedTwice) {
  Story story;
  story.parties();
  std::mt19937_64 random(41);
  struct Claim {
    std::int64_t x, y, side;
    int from, to;
  };
  std::vector<Claim> taken;
  int refused = 0;
  for (int round = 0; round < 60; ++round) {
    const auto at = [&] { return static_cast<std::int64_t>(random() % 300'000) - 150'000; };
    const int from = 2021 + static_cast<int>(random() % 10);
    const Claim claim{at(), at(), 20'000 + static_cast<std::int64_t>(random() % 80'000), from,
                      from + static_cast<int>(random() % 10)};
    bool clash = false;
    for (const Claim& other : taken) {
      const auto wide =
          std::min(claim.x + claim.side, other.x + other.side) - std::max(claim.x, other.x);
      const auto high =
          std::min(claim.y + claim.side, other.y + other.side) - std::max(claim.y, other.y);
      const auto least = std::min(claim.side, other.side);
      clash = clash || (wide > 0 && high > 0 && 100 * wide * high > least * least &&
                        claim.from <= other.to && other.from <= claim.to);
    }
    const std::string name = "P" + std::to_string(round);
    const Rows rows =
        canonical_rows({stand_json("S" + name, "V1", 1, square(claim.x, claim.y, claim.side))});
    story.must(story.make("inventory.import", "developer", Story::inventory(name, rows), rows));
    const auto receipt = story.append(story.make("project.register", "developer",
                                                 Story::project(name, rows, claim.from, claim.to)));
    ASSERT_EQ(receipt.ok(), !clash) << round;
    if (receipt.ok()) taken.push_back(claim);
    refused += clash;
  }
  EXPECT_GT(taken.size(), 10u);
  EXPECT_GT(refused, 10);
}

// two-hands: one party with every role can do any step, but not two that must be apart.
TEST(Invariants, FilingVerifyingAndIssuingNeedThreeParties) {
  Story story;
  story.parties();
  story.must(story.make("party.admit", "registrar",
                        story.party("omni", {"developer", "verifier", "registrar"}, "agency")));
  const auto try_by = [&](const std::string& by, const std::string& type, const Json& body) {
    return story.append(story.make(type, by, body));
  };
  story.listed("P", Story::stands());
  const Json validate = {{"project", "P"}, {"statement_sha256", sha("s")}};
  story.must(story.make("project.validate", "omni", validate));
  EXPECT_EQ(code_of(try_by("omni", "project.approve", {{"project", "P"}})), ErrorCode::two_hands);
  story.must(story.make("project.approve", "registrar", {{"project", "P"}}));
  story.filed("R1", "P", Story::stands(), 2020, 2022, Story::changes());
  const Json verify = Story::verify("R1", estimate_rows(Story::changes()));
  story.must(story.make("report.verify", "omni", verify));
  EXPECT_EQ(code_of(try_by("omni", "credit.issue", story.issue("R1"))), ErrorCode::two_hands);
  story.must(story.make("credit.issue", "registrar", story.issue("R1")));

  const Rows own = Story::stands("O", 100'000);
  story.must(story.make("inventory.import", "omni", Story::inventory("own", own), own));
  story.must(story.make("project.register", "omni", Story::project("own", own)));
  EXPECT_EQ(code_of(try_by("omni", "project.validate",
                           {{"project", "own"}, {"statement_sha256", sha("s")}})),
            ErrorCode::two_hands);
  story.must(story.make("project.validate", "verifier",
                        {{"project", "own"}, {"statement_sha256", sha("s")}}));
  EXPECT_EQ(code_of(try_by("omni", "project.approve", {{"project", "own"}})), ErrorCode::two_hands);
  story.must(story.make("project.approve", "registrar", {{"project", "own"}}));
  const Changes4 changes = {{"O1", {{2021, 50'000}}}};
  story.must(story.make("report.file", "omni", story.report("R2", "own", own, 2020, 2021, changes),
                        estimate_rows(changes)));
  EXPECT_EQ(code_of(try_by("omni", "report.verify", Story::verify("R2", estimate_rows(changes)))),
            ErrorCode::two_hands);
  EXPECT_EQ(code_of(try_by("omni", "report.reject", {{"report", "R2"}, {"reason", "r"}})),
            ErrorCode::two_hands);
  story.must(story.make("report.verify", "verifier", Story::verify("R2", estimate_rows(changes))));
  EXPECT_EQ(code_of(try_by("omni", "credit.issue", story.issue("R2"))), ErrorCode::two_hands);
}

// exact-split: of the shares that the log holds, to the fen.
TEST(Invariants, SharesOfARunAddUpToItsAmount) {
  Story story;
  story.shared();
  story.calculated();
  const LedgerView view = story.ledger->snapshot();
  std::int64_t sum = 0;
  scan_state(view.state(), "share/", [&](auto, const Json& share) {
    sum += share.at("amount_fen").get<std::int64_t>();
    return true;
  });
  EXPECT_EQ(sum, 250'000);
}

// rights-cover: random contracts on one stand, against a day-by-day sum.
TEST(Invariants, ContractsNeverCoverMoreThanTheParcel) {
  Story story;
  story.parties();
  story.listed("P", Story::stands());
  const std::int64_t zero = *parse_day("2026-01-01");
  std::vector<std::int64_t> by_day(40);  // area · share of what was taken in
  std::mt19937_64 random(43);
  int taken = 0, refused = 0;
  for (int round = 0; round < 120; ++round) {
    const auto from = static_cast<std::int64_t>(random() % 30);
    const auto to = from + 1 + static_cast<std::int64_t>(random() % 9);
    const auto area = static_cast<std::int64_t>(1 + random() % 6'000);
    const auto share = static_cast<std::int64_t>(1 + random() % 10'000);
    bool fits = true;
    for (auto day = from; day < to; ++day) {
      fits = fits && by_day[static_cast<std::size_t>(day)] + area * share <= 8'000 * 10'000;
    }
    const Json row = right_json("K" + std::to_string(round), "S1", "contract", "H-1", area,
                                day_text(zero + from), day_text(zero + to), share);
    const auto receipt = story.append(
        story.make("right.register", "registrar", Story::register_rights(), {canonical(row)}));
    ASSERT_EQ(receipt.ok(), fits) << round;
    (fits ? taken : refused) += 1;
    if (!fits) {
      EXPECT_EQ(receipt.error().code, ErrorCode::rights_exceed_parcel);
      continue;
    }
    for (auto day = from; day < to; ++day) by_day[static_cast<std::size_t>(day)] += area * share;
  }
  EXPECT_GT(taken, 15);
  EXPECT_GT(refused, 15);
  // Nor does a new survey of the stand take the ground from under them.
  const auto survey = [&](std::int64_t area_m2) {
    const Rows rows = canonical_rows({stand_json("S1", "V1", area_m2, square(0, 0))});
    return story.append(
        story.make("inventory.import", "developer", Story::inventory("P", rows), rows));
  };
  const std::int64_t covered = *std::max_element(by_day.begin(), by_day.end());
  const std::int64_t least = (covered + 9'999) / 10'000;
  ASSERT_LT(least, 8'000);
  EXPECT_EQ(code_of(survey(least - 1)), ErrorCode::rights_exceed_parcel);
  EXPECT_EQ(story.state("stand/S1").at("area_m2"), 8'000);
  EXPECT_TRUE(survey(least).ok());
}

// finality: a line is paid once, and a run only goes forward.
TEST(Invariants, APaidShareNeverChanges) {
  Story story;
  story.shared();
  story.calculated();
  story.approved();
  story.published();
  story.finalised();
  const auto pay = [&](const std::vector<int>& lines) {
    return story.append(story.make("run.pay", "developer",
                                   {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                                   Story::payments(lines)));
  };
  const Json run = story.state("run/run-1");
  std::vector<int> payable;
  const auto rows = story.ledger->snapshot()
                        .rows(*hash_from_hex(run.at("root").get<std::string>()), run.at("count"))
                        .value();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Json row = Json::parse(rows[i]);
    if (row.at("held") == false && row.at("amount_fen") != 0)
      payable.push_back(static_cast<int>(i));
  }
  ASSERT_EQ(run.at("payable"), payable.size());
  EXPECT_TRUE(pay({payable[0]}).ok());
  EXPECT_EQ(story.state("run/run-1").at("state"), "part_paid");
  EXPECT_EQ(code_of(pay({payable[0], payable[1]})), ErrorCode::line_not_payable);
  EXPECT_TRUE(pay({payable.begin() + 1, payable.end()}).ok());
  EXPECT_EQ(story.state("run/run-1").at("state"), "paid");
  EXPECT_EQ(code_of(pay({payable[1]})), ErrorCode::run_state);
  EXPECT_EQ(code_of(story.append(story.make("run.approve", "coll-1", Story::approve("run-1")))),
            ErrorCode::run_state);
}

// idempotency: the same request gives the same record, once.
TEST(Invariants, ARequestIsRecordedOnce) {
  Story story;
  story.parties();
  const Submission first = story.make("party.admit", "registrar",
                                      story.party("x", {"buyer"}, "company"), {}, {}, "once");
  const auto receipt = story.append(first);
  ASSERT_TRUE(receipt.ok());
  EXPECT_FALSE(receipt.value().repeated);
  const std::string checkpoint = story.ledger->snapshot().checkpoint();
  const auto again = story.append(first);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again.value().repeated);
  EXPECT_EQ(again.value().index, receipt.value().index);
  EXPECT_EQ(story.ledger->snapshot().checkpoint(), checkpoint) << "no new checkpoint";
  const auto other = story.append(story.make(
      "party.admit", "registrar", story.party("y", {"buyer"}, "company"), {}, {}, "once"));
  EXPECT_EQ(code_of(other), ErrorCode::request_conflict);
  // Twice in one commit.
  const Submission twice = story.make("party.admit", "registrar",
                                      story.party("z", {"buyer"}, "company"), {}, {}, "twice");
  const auto outcomes = story.ledger->append({twice, twice}, story.now);
  ASSERT_TRUE(outcomes[0].ok() && outcomes[1].ok());
  EXPECT_EQ(outcomes[0].value().index, outcomes[1].value().index);
  EXPECT_TRUE(outcomes[1].value().repeated);
}

// append-only: every checkpoint is consistent with every earlier one.
TEST(Invariants, EveryCheckpointIsConsistentWithEveryEarlierOne) {
  Story story;
  story.shared();
  const LedgerView view = story.ledger->snapshot();
  std::vector<Checkpoint> checkpoints;
  view.state().scan(Table::checkpoint, "", [&](auto, std::string_view note) {
    const auto opened = open_checkpoint(note, view.log_key());
    EXPECT_TRUE(opened.ok());
    if (opened.ok()) checkpoints.push_back(opened.value());
    return true;
  });
  ASSERT_EQ(checkpoints.size(), view.size()) << "one a commit";
  for (std::size_t i = 0; i < checkpoints.size(); ++i) {
    for (std::size_t j = i; j < checkpoints.size(); ++j) {
      const auto proof = view.prove_consistency(checkpoints[i].size, checkpoints[j].size);
      ASSERT_TRUE(proof.ok());
      EXPECT_TRUE(verify_consistency(checkpoints[i].size, checkpoints[j].size, checkpoints[i].root,
                                     checkpoints[j].root, proof.value()));
      if (i != j) {
        EXPECT_FALSE(verify_consistency(checkpoints[i].size, checkpoints[j].size,
                                        checkpoints[j].root, checkpoints[j].root, proof.value()));
      }
    }
  }
}

}  // namespace linhui::ledger
