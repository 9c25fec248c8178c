#include "ledger/audit.h"

#include "ledger/log/tiles.h"
#include "ledger/store/lmdb_pages.h"
#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

// A sound ledger, and copies of it that are damaged behind its back.
class Audit : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    story_ = new Story;
    story_->shared();
    story_->calculated();
    story_->approved();
    story_->published();
    story_->finalised();
    story_->must(story_->make("run.pay", "developer", {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                              Story::payments({0})));
  }
  static void TearDownTestSuite() {
    delete story_;
    story_ = nullptr;
  }

  // The audit of a copy in which `change` has gone through the store's own door.
  static AuditReport damaged(const std::function<void(const View&, Overlay&)>& change) {
    const ScratchFolder folder;
    const auto path = folder.path() / "copy";
    std::filesystem::create_directories(path);
    std::filesystem::copy_file(story_->path() / "data.mdb", path / "data.mdb");
    std::filesystem::copy_file(story_->path() / "log.key", path / "log.key");
    {
      const auto store = open_lmdb(path, StoreMode::write);
      const auto view = store->snapshot();
      Overlay overlay(*view);
      change(*view, overlay);
      EXPECT_TRUE(store->commit(overlay.changes()).ok());
    }
    const auto ledger = Ledger::open(path);
    EXPECT_TRUE(ledger.ok());
    return audit(ledger.value()->snapshot());
  }
  // The findings of one code at one place.
  static bool found(const AuditReport& report, const std::string& code, const std::string& where) {
    for (const AuditFinding& finding : report.findings) {
      if (finding.code == code && finding.where == where) return true;
    }
    std::string all;
    for (const AuditFinding& finding : report.findings) {
      all += finding.code + " | " + finding.where + " | " + finding.detail + "\n";
    }
    ADD_FAILURE() << code << " at " << where << " is not among\n" << all;
    return false;
  }

  static Story* story_;
};
Story* Audit::story_ = nullptr;

std::string flipped(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  return bytes;
}

}  // namespace

TEST_F(Audit, FindsNothingInASoundLedger) {
  const LedgerView view = story_->ledger->snapshot();
  std::uint64_t last = 0;
  const AuditReport report = audit(view, [&](std::uint64_t done, std::uint64_t) { last = done; });
  EXPECT_TRUE(report.sound()) << report.findings[0].code << " " << report.findings[0].where << " "
                              << report.findings[0].detail;
  EXPECT_EQ(report.records, view.size());
  EXPECT_EQ(last, view.size());
  EXPECT_EQ(report.root, hex(view.root(view.size())));
  EXPECT_EQ(report.checkpoint, view.checkpoint());
  EXPECT_EQ(report.checkpoints, view.size());
  EXPECT_GE(report.signatures, view.size());
  EXPECT_GT(report.rows, 20u);
  EXPECT_GT(report.nodes, view.size());
  EXPECT_EQ(report.credits, (BlockTotal{151, {135, 0, 16, 0, 0}}));
}

TEST_F(Audit, NamesARecordWhoseBytesChanged) {
  const AuditReport report = damaged([](const View& view, Overlay& o) {
    const std::string leaf = *view.get(Table::leaf, index_key(3));
    o.put(Table::leaf, index_key(3), flipped(leaf, leaf.find("buyer") + 1));
  });
  EXPECT_TRUE(found(report, "record_damaged", "record 3"));
}

TEST_F(Audit, NamesARecordThatIsGone) {
  EXPECT_TRUE(found(damaged([](const View&, Overlay& o) { o.erase(Table::leaf, index_key(4)); }),
                    "record_damaged", "record 4"));
  const std::uint64_t last = story_->ledger->snapshot().size() - 1;
  EXPECT_TRUE(
      found(damaged([&](const View&, Overlay& o) { o.erase(Table::leaf, index_key(last)); }),
            "record_damaged", "record " + std::to_string(last)));
}

// A record and the tree above it rewritten together still lack the author's signature.
TEST_F(Audit, NamesARecordWhoseSignatureDoesNotFit) {
  const AuditReport report = damaged([](const View& view, Overlay& o) {
    auto record = parse_leaf(*view.get(Table::leaf, index_key(5))).value();
    record.signatures[0].sig[7] ^= 1;
    const std::string leaf = leaf_of(record.bytes, record.signatures);
    o.put(Table::leaf, index_key(5), leaf);
    o.put(Table::node, node_key(0, 5), std::string(bytes_of(leaf_hash(leaf))));
  });
  EXPECT_TRUE(found(report, "signature_invalid", "record 5"));
}

TEST_F(Audit, NamesARecordThatCannotBeRead) {
  for (const std::string junk : {"junk", "{}", "", "[1]"}) {
    EXPECT_TRUE(
        found(damaged([&](const View&, Overlay& o) { o.put(Table::leaf, index_key(2), junk); }),
              "record_unreadable", "record 2"));
  }
}

// Rows of any kind in a record's body: named, and never an exception.
TEST_F(Audit, TakesABodyOfAnyFormWithoutHarm) {
  for (const Json& rows : {Json(1), Json("x"), Json::array(), Json{{"root", 1}, {"count", "x"}},
                           Json{{"root", sha("x")}, {"count", -1}}}) {
    const AuditReport report = damaged([&](const View&, Overlay& o) {
      const std::string bytes = make_record("inventory.import", story_->id, "x", time_text(kStart),
                                            "developer", {{"rows", rows}});
      o.put(Table::leaf, index_key(8),
            leaf_of(bytes, {sign_record(bytes, story_->key("developer"))}));
    });
    EXPECT_TRUE(found(report, "record_refused", "record 8"));
  }
}

TEST_F(Audit, NamesAStateEntryThatChangedIsGoneOrWasAdded) {
  const std::string key = "block/P/2021/000000000001";
  EXPECT_TRUE(found(damaged([&](const View& view, Overlay& o) {
                      Json block = Json::parse(*view.get(Table::state, key));
                      block["owner"] = "developer";
                      put_state(o, key, block);
                    }),
                    "index_damaged", "state " + key));
  EXPECT_TRUE(found(damaged([&](const View&, Overlay& o) { o.erase(Table::state, key); }),
                    "index_damaged", "state " + key));
  EXPECT_TRUE(found(damaged([](const View&, Overlay& o) {
                      put_state(o, "holding/buyer/P/2021/000000000999", Json::object());
                    }),
                    "index_damaged", "state holding/buyer/P/2021/000000000999"));
  EXPECT_TRUE(found(damaged([](const View&, Overlay& o) { o.put(Table::state, "ledger", "junk"); }),
                    "index_damaged", "state ledger"));
}

TEST_F(Audit, NamesANodeOfTheTree) {
  const auto where = [](unsigned level, std::uint64_t index) {
    return "node " + hex(node_key(level, index));
  };
  EXPECT_TRUE(found(damaged([](const View& view, Overlay& o) {
                      const std::string key = node_key(2, 1);
                      o.put(Table::node, key, flipped(*view.get(Table::node, key), 0));
                    }),
                    "node_damaged", where(2, 1)));
  EXPECT_TRUE(found(damaged([](const View&, Overlay& o) { o.erase(Table::node, node_key(1, 0)); }),
                    "node_damaged", where(1, 0)));
  EXPECT_TRUE(found(damaged([](const View&, Overlay& o) {
                      o.put(Table::node, node_key(0, 999), std::string(32, 'x'));
                    }),
                    "node_damaged", where(0, 999)));
}

TEST_F(Audit, NamesACheckpoint) {
  const std::uint64_t size = story_->ledger->snapshot().size();
  EXPECT_TRUE(found(damaged([](const View& view, Overlay& o) {
                      const std::string note = *view.get(Table::checkpoint, index_key(7));
                      o.put(Table::checkpoint, index_key(7), flipped(note, note.size() - 10));
                    }),
                    "checkpoint_damaged", "checkpoint 7"));
  EXPECT_TRUE(found(damaged([](const View&, Overlay& o) {
                      // Signed well, by the log's own key, over another root.
                      const std::string origin = origin_of(story_->id);
                      o.put(Table::checkpoint, index_key(7),
                            sign_note(checkpoint_text({origin, 7, sha256("other")}), origin,
                                      SigningKey::from_seed(std::string(32, 'L'))));
                    }),
                    "checkpoint_damaged", "checkpoint 7"));
  EXPECT_TRUE(
      found(damaged([&](const View&, Overlay& o) { o.erase(Table::checkpoint, index_key(size)); }),
            "checkpoint_missing", "size " + std::to_string(size)));
  const AuditReport report =
      damaged([](const View&, Overlay& o) { o.erase(Table::checkpoint, index_key(7)); });
  EXPECT_TRUE(found(report, "checkpoint_missing", "meta checkpoints"));
  EXPECT_EQ(report.finding_count, 1u);
  EXPECT_EQ(report.findings[0].detail,
            std::to_string(size - 1) + " are stored, " + std::to_string(size) + " were published");
}

// A commit of many records publishes one.
TEST(AuditOfAGroup, CountsOneCheckpointACommit) {
  Story story;
  const auto admit = [&](const std::string& name) {
    return story.make("party.admit", "registrar", story.party(name, {"buyer"}, "company"));
  };
  for (const auto& outcome : story.ledger->append({admit("a"), admit("b")}, story.now)) {
    ASSERT_TRUE(outcome.ok());
  }
  const AuditReport report = audit(story.ledger->snapshot());
  EXPECT_TRUE(report.sound());
  EXPECT_EQ(report.records, 3u);
  EXPECT_EQ(report.checkpoints, 2u);
}

TEST_F(Audit, NamesRowsThatChangedAreGoneOrWereAdded) {
  const LedgerView view = story_->ledger->snapshot();
  std::map<std::string, std::string> first;  // record → the root of its rows
  std::map<std::string, std::uint64_t> counts;
  const auto scanned = view.scan_records(0, [&](std::uint64_t index, const Record& record) {
    if (record.body().contains("rows")) {
      const Json& rows = record.body().at("rows");
      first["record " + std::to_string(index)] = rows.at("root");
      counts["record " + std::to_string(index)] = rows.at("count");
    }
    return true;
  });
  ASSERT_TRUE(scanned.ok());
  ASSERT_GE(first.size(), 6u);
  for (const auto& [where, text] : first) {
    const Hash root = *hash_from_hex(text);
    EXPECT_TRUE(found(damaged([&](const View& source, Overlay& o) {
                        const std::string key = row_key(root, 0);
                        const std::string row = *source.get(Table::row, key);
                        o.put(Table::row, key, flipped(row, row.size() / 2));
                      }),
                      "rows_damaged", where));
    EXPECT_TRUE(
        found(damaged([&](const View&, Overlay& o) { o.erase(Table::row, row_key(root, 0)); }),
              "rows_damaged", where));
    EXPECT_TRUE(found(damaged([&](const View&, Overlay& o) {
                        o.put(Table::row, row_key(root, counts[where]), "[]");
                      }),
                      "rows_damaged", where));
  }
  const Hash stray = sha256("stray");
  EXPECT_TRUE(
      found(damaged([&](const View&, Overlay& o) { o.put(Table::row, row_key(stray, 0), "[]"); }),
            "rows_orphaned", "rows " + hex(stray)));
}

TEST_F(Audit, NamesASizeThatIsNotTheLogs) {
  const std::uint64_t size = story_->ledger->snapshot().size();
  const auto with_size = [](const std::string& text) {
    return damaged([&](const View&, Overlay& o) { o.put(Table::meta, "size", text); });
  };
  EXPECT_TRUE(found(with_size(std::to_string(size - 1)), "size_damaged",
                    "leaf " + hex(index_key(size - 1))));
  EXPECT_TRUE(found(with_size(std::to_string(size + 1)), "size_damaged", "meta size"));
  EXPECT_TRUE(found(with_size("9999999999999999999"), "size_damaged", "meta size"));
  EXPECT_FALSE(with_size("junk").sound());
  EXPECT_FALSE(with_size("").sound());
  EXPECT_FALSE(with_size("99999999999999999999").sound());
}

// Any one bit of any entry, in any table.
TEST_F(Audit, FindsABitFlippedAnywhere) {
  std::vector<std::pair<Table, std::string>> entries;
  const LedgerView view = story_->ledger->snapshot();
  for (const Table table :
       {Table::leaf, Table::node, Table::row, Table::state, Table::checkpoint}) {
    view.state().scan(table, "", [&](std::string_view key, std::string_view) {
      entries.emplace_back(table, key);
      return true;
    });
  }
  std::mt19937_64 random(53);
  for (int round = 0; round < 40; ++round) {
    const auto& [table, key] = entries[random() % entries.size()];
    const AuditReport report = damaged([&](const View& source, Overlay& o) {
      const std::string value = *source.get(table, key);
      o.put(table, key, flipped(value, random() % value.size()));
    });
    EXPECT_FALSE(report.sound()) << name_of(table) << " " << hex(key);
  }
}

// A key of the index that only a look-up follows: reading in order never meets it.
TEST_F(Audit, TellsAnIndexThatAnswersALookUpOtherwise) {
  const ScratchFolder folder;
  std::string bytes = file_bytes(story_->path() / "data.mdb");
  std::uint64_t changed = 0;
  // In every page of branches, for those that no commit reaches any more matter to nobody.
  for (std::size_t page = 2; (page + 1) * 4096 <= bytes.size(); ++page) {
    const auto whole = std::string_view(bytes).substr(page * 4096, 4096);
    const auto count = lmdb::node_count(whole);
    if (lmdb::number_at<std::uint64_t>(whole, 0) != page || !count || *count < 3 ||
        lmdb::number_at<std::uint16_t>(whole, 10) != lmdb::kBranch) {
      continue;
    }
    const auto node = lmdb::node_at(whole, *count / 2);
    if (!node || node->key.size() < 8) continue;
    bytes[page * 4096 + node->at + lmdb::kNodeSize + node->key.size() - 1] ^= 0x40;
    changed = page;
  }
  ASSERT_GT(changed, 0u);
  write_file(folder.path() / "data.mdb", bytes);
  std::filesystem::copy_file(story_->path() / "log.key", folder.path() / "log.key");

  for (const auto& opened :
       {Ledger::open(folder.path()).ok(), Ledger::open_writer(folder.path()).ok()}) {
    EXPECT_FALSE(opened);
  }
  const auto ledger = Ledger::inspect(folder.path());
  ASSERT_TRUE(ledger.ok());
  const AuditReport report = audit(ledger.value()->snapshot());
  ASSERT_FALSE(report.sound());
  EXPECT_EQ(report.findings[0].code, "structure_damaged");
  EXPECT_TRUE(report.findings[0].where.starts_with("page ")) << report.findings[0].where;
}

}  // namespace linhui::ledger
