#include "ledger/proof.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/bodies/party.h"
#include "ledger/log/origin.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

constexpr std::string_view kProofFormat = "linhui proof v1";
constexpr std::size_t kMaxRowBytes = 10'000'000, kMaxNoteBytes = 100'000;

struct RecordProof {
  std::uint64_t index = 0;
  std::string leaf;
  std::vector<Hash> hashes;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("index", self.index);
    f.bytes("leaf", self.leaf, kMaxLeafBytes);
    f.base64_hashes("hashes", self.hashes);
  }
};

struct RowProof {
  std::uint64_t record = 0, row = 0;
  std::string bytes;
  std::vector<Hash> hashes;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("record", self.record);
    f.whole("row", self.row, 0, 1'000'000'000);
    f.bytes("bytes", self.bytes, kMaxRowBytes);
    f.base64_hashes("hashes", self.hashes);
  }
};

struct ProofFile {
  std::string format{kProofFormat}, checkpoint;
  std::vector<RecordProof> records;
  std::vector<RowProof> rows;
  Json about;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("format", self.format);
    f.bytes("checkpoint", self.checkpoint, kMaxNoteBytes);
    f.list("records", self.records);
    f.list("rows", self.rows);
    f.json("about", self.about);
    if (self.format != kProofFormat) f.fail("format");
  }
};

Error invalid(const std::string& what) { return {ErrorCode::proof_invalid, what}; }

// Adds the records that brought in the keys of everyone who signed `index`, and so on down to the
// first record.
Result<void> add_signers(const LedgerView& ledger, std::uint64_t index,
                         std::set<std::uint64_t>& wanted) {
  wanted.insert(index);
  const Record record = LINHUI_TRY(ledger.record(index));
  for (const Signature& signature : record.signatures) {
    const std::uint64_t origin = LINHUI_TRY(need<Key>(ledger.state(), signature.key)).index;
    if (!wanted.contains(origin)) LINHUI_TRY(add_signers(ledger, origin, wanted));
  }
  return {};
}

Result<RowProof> row_proof(const LedgerView& ledger, const RowPick& pick) {
  const Record record = LINHUI_TRY(ledger.record(pick.record));
  const auto named = LINHUI_TRY(rows_named_by(record));
  if (!named || pick.row >= named->count) {
    return Error{ErrorCode::rows_missing, std::to_string(pick.row)};
  }
  const Rows rows = LINHUI_TRY(ledger.rows(named->root, named->count));
  RowTree tree;
  for (const std::string& row : rows) tree.append(row);
  return RowProof{pick.record, pick.row, rows[pick.row], tree.prove(pick.row)};
}

}  // namespace

std::optional<BroughtKey> key_in(const Record& record) {
  const auto named = [&](std::string party, const std::string& spki) {
    const auto key = public_key_from_spki(spki);
    if (!key.ok() || !check_public_key(key.value()).ok()) return std::optional<BroughtKey>();
    return std::optional(BroughtKey{std::move(party), key.value()});
  };
  if (record.type() == LedgerCreateBody::kType) {
    const auto body = body_of<LedgerCreateBody>(record);
    if (body.ok()) return named(record.by(), body.value().registrar_key);
  } else if (record.type() == PartyAdmitBody::kType) {
    const auto body = body_of<PartyAdmitBody>(record);
    if (body.ok()) return named(body.value().party, body.value().key);
  } else if (record.type() == KeyAddBody::kType) {
    const auto body = body_of<KeyAddBody>(record);
    if (body.ok()) return named(record.by(), body.value().key);
  }
  return std::nullopt;
}

Result<Json> build_proof(const LedgerView& ledger, std::vector<std::uint64_t> records,
                         const std::vector<RowPick>& rows, const Json& about, std::uint64_t size) {
  if (size == 0) size = ledger.size();
  const auto checkpoint = ledger.state().get(Table::checkpoint, index_key(size));
  if (!checkpoint) return Error{ErrorCode::index_beyond_size, std::to_string(size)};
  std::set<std::uint64_t> wanted = {0};
  for (const RowPick& pick : rows) records.push_back(pick.record);
  records.push_back(size - 1);  // A checkpoint has no time; this has.
  // How the key that signs came to follow from the ledger's first.
  scan<LogKey>(ledger.state(), [&](std::string_view, const LogKey& key) {
    if (key.index < size) records.push_back(key.index);
    return true;
  });
  for (const std::uint64_t index : records) LINHUI_TRY(add_signers(ledger, index, wanted));

  ProofFile proof;
  proof.checkpoint = *checkpoint;
  proof.about = about;
  for (const std::uint64_t index : wanted) {
    proof.records.push_back(
        {index, LINHUI_TRY(ledger.leaf(index)), LINHUI_TRY(ledger.prove_inclusion(index, size))});
  }
  for (const RowPick& pick : rows) proof.rows.push_back(LINHUI_TRY(row_proof(ledger, pick)));
  return to_json(proof);
}

namespace {

// The log's keys, one after the other, as a file's own records hand them on. Requires: `file` is of
// the form; nothing of it has been checked. Errors: proof_invalid.
Result<std::vector<PublicKey>> log_keys_in(const ProofFile& file) {
  std::map<std::uint64_t, Record> handing_on;
  std::optional<Record> first;
  for (const RecordProof& entry : file.records) {
    auto record = parse_leaf(entry.leaf);
    if (!record.ok()) return invalid("record " + std::to_string(entry.index) + ": unreadable");
    if (record.value().type() == LogKeyRotateBody::kType) {
      handing_on.insert_or_assign(entry.index, std::move(record).value());
    } else if (entry.index == 0) {
      first = std::move(record).value();
    }
  }
  if (!first) return invalid("record 0: missing");
  const auto created = body_of<LedgerCreateBody>(*first);
  if (first->type() != LedgerCreateBody::kType || !created.ok()) {
    return invalid("record 0: does not make a ledger");
  }
  const auto own = public_key_from_spki(created.value().log_key);
  if (!own.ok() || !check_public_key(own.value()).ok()) return invalid("record 0: its log key");
  if (ledger_id(own.value()) != first->ledger()) return invalid("record 0: of another ledger");
  std::vector<PublicKey> keys = {own.value()};
  for (const auto& [index, record] : handing_on) {
    const auto body = body_of<LogKeyRotateBody>(record);
    const auto key = body.ok() ? public_key_from_spki(body.value().key)
                               : Result<PublicKey>(Error{ErrorCode::key_malformed});
    const bool held =
        key.ok() && check_public_key(key.value()).ok() &&
        verify_signature(keys.back(), log_key_statement(first->ledger(), keys.back(), key.value()),
                         body.value().consent);
    if (!held)
      return invalid("record " + std::to_string(index) + ": does not hand the log's key on");
    keys.push_back(key.value());
  }
  return keys;
}

// Checks one record after the other, then their signatures, then the rows beside them.
class ProofCheck {
 public:
  ProofCheck(const ProofFile& proof, const Checkpoint& checkpoint) : proof_(proof) {
    result_.checkpoint = checkpoint;
    result_.about = proof.about;
  }

  Result<VerifiedProof> run(const NamedKey& log_key) {
    for (const RecordProof& entry : proof_.records) LINHUI_TRY(take_record(entry));
    if (!position_.contains(0)) return invalid("record 0: missing");
    for (const ProvenRecord& proven : result_.records) LINHUI_TRY(check_signers(proven));
    for (const RowProof& entry : proof_.rows) LINHUI_TRY(take_row(entry));
    LINHUI_TRY(take_ledger(log_key));
    return std::move(result_);
  }

 private:
  Result<void> take_record(const RecordProof& entry) {
    const std::string where = "record " + std::to_string(entry.index);
    if (!verify_inclusion(entry.index, result_.checkpoint.size, leaf_hash(entry.leaf), entry.hashes,
                          result_.checkpoint.root)) {
      return invalid(where + ": not in the log that the checkpoint signs");
    }
    auto record = parse_leaf(entry.leaf);
    if (!record.ok()) return invalid(where + ": unreadable");
    if (auto key = key_in(record.value())) {
      keys_.insert_or_assign(key_id(key->key), std::move(*key));
    }
    if (!position_.emplace(entry.index, result_.records.size()).second) {
      return invalid(where + ": twice");
    }
    result_.records.push_back({entry.index, std::move(record).value()});
    return {};
  }

  Result<void> check_signers(const ProvenRecord& proven) {
    const std::string where = "record " + std::to_string(proven.index);
    bool by_author = false;
    for (const Signature& signature : proven.record.signatures) {
      const auto key = keys_.find(signature.key);
      if (key == keys_.end()) return invalid(where + ": a signer's key is not shown");
      if (!verify_signature(key->second.key, signing_input(proven.record.bytes), signature.sig)) {
        return invalid(where + ": a signature does not fit");
      }
      by_author = by_author || key->second.party == proven.record.by();
    }
    if (!by_author) return invalid(where + ": not signed by its author");
    return {};
  }

  Result<void> take_row(const RowProof& entry) {
    const std::string where =
        "row " + std::to_string(entry.row) + " of record " + std::to_string(entry.record);
    const auto position = position_.find(entry.record);
    if (position == position_.end()) return invalid(where + ": malformed");
    const auto named = rows_named_by(result_.records[position->second].record);
    if (!named.ok() || !named.value() ||
        !verify_inclusion(entry.row, named.value()->count, leaf_hash(entry.bytes), entry.hashes,
                          named.value()->root)) {
      return invalid(where + ": not among the rows that the record names");
    }
    if (!parse_canonical(entry.bytes).ok()) return invalid(where + ": unreadable");
    result_.rows.push_back({entry.record, entry.row, entry.bytes});
    return {};
  }

  Result<void> take_ledger(const NamedKey& log_key) {
    const Record& first = result_.records[position_[0]].record;
    const auto created = LINHUI_TRY(body_of<LedgerCreateBody>(first));  // log_keys_in()
    result_.demonstration = created.purpose == Purpose::demonstration;
    result_.ledger_name = created.name;
    if (origin_of(first.ledger()) != log_key.name) return invalid("record 0: of another ledger");
    return {};
  }

  const ProofFile& proof_;
  VerifiedProof result_;
  std::map<std::string, BroughtKey> keys_;         // by key id
  std::map<std::uint64_t, std::size_t> position_;  // of a record among the result's
};

}  // namespace

ProofAge age_of(const VerifiedProof& proof) {
  ProofAge age;
  for (const auto& [index, record] : proof.records) {
    age.of_checkpoint = age.of_checkpoint || index + 1 == proof.checkpoint.size;
    age.time = std::max(age.time, record.time());
  }
  return age;
}

Result<VerifiedProof> verify_proof(const Json& proof, const NamedKey& log_key) {
  const auto file = from_json<ProofFile>(proof, "proof");
  if (!file.ok()) return invalid("not a proof file: " + file.error().detail);
  const auto keys = LINHUI_TRY(log_keys_in(file.value()));
  if (std::find(keys.begin(), keys.end(), log_key.key) == keys.end()) {
    return invalid("the log's key is another");
  }
  const auto checkpoint = open_checkpoint(file.value().checkpoint, {log_key.name, keys.back()});
  if (!checkpoint.ok()) return invalid("checkpoint: its signature is not by this key");
  return ProofCheck(file.value(), checkpoint.value()).run(log_key);
}

}  // namespace linhui::ledger
