#include "ledger/proof.h"

#include <map>
#include <set>

#include "ledger/base/fields.h"
#include "ledger/rules/apply_rules.h"

namespace linhui::ledger {
namespace {

constexpr const char* kProofFormat = "linhui proof v1";

Json hashes_json(const std::vector<Hash>& hashes) {
  Json array = Json::array();
  for (const Hash& hash : hashes) array.push_back(base64(bytes_of(hash)));
  return array;
}

std::optional<std::vector<Hash>> read_hashes(const Json& array) {
  std::vector<Hash> hashes;
  for (const Json& entry : array) {
    const auto bytes = entry.is_string() ? from_base64(entry.get<std::string>()) : std::nullopt;
    if (!bytes || bytes->size() != 32) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), hashes.emplace_back().begin());
  }
  return hashes;
}

Error invalid(const std::string& what) { return {ErrorCode::proof_invalid, what}; }

// The keys that a record brings into the ledger: party and public key.
std::vector<std::pair<std::string, PublicKey>> keys_in(const Record& record) {
  std::vector<std::pair<std::string, PublicKey>> keys;
  const auto add = [&](const std::string& party, const char* field) {
    const auto der = from_base64(text_in(record.body(), field));
    const auto key = public_key_from_spki(der.value_or(""));
    if (key.ok()) keys.emplace_back(party, key.value());
  };
  if (record.type() == "ledger.create") add(record.by(), "registrar_key");
  if (record.type() == "party.admit") add(text_in(record.body(), "party"), "key");
  if (record.type() == "key.add") add(record.by(), "key");
  return keys;
}

// Adds the records that brought in the keys of everyone who signed `index`, and so on down to the
// first record.
Result<void> add_signers(const LedgerView& ledger, std::uint64_t index,
                         std::set<std::uint64_t>& wanted) {
  wanted.insert(index);
  const auto record = ledger.record(index);
  if (!record.ok()) return record.error();
  for (const Signature& signature : record.value().signatures) {
    const auto key = get_state(ledger.state(), key_of("key", signature.key));
    if (!key) return Error{ErrorCode::key_unknown, signature.key};
    const auto origin = key->at("index").get<std::uint64_t>();
    if (!wanted.contains(origin)) LINHUI_TRY(add_signers(ledger, origin, wanted));
  }
  return {};
}

Result<Json> row_proof(const LedgerView& ledger, const RowPick& pick) {
  const auto record = ledger.record(pick.record);
  if (!record.ok()) return record.error();
  const Json& reference = rows_in(record.value().body());
  const auto root = hash_from_hex(text_in(reference, "root"));
  const auto count = count_in(reference, "count");
  if (!root || pick.row >= count) return Error{ErrorCode::rows_missing, std::to_string(pick.row)};
  const auto rows = ledger.rows(*root, count);
  if (!rows.ok()) return rows.error();
  RowTree tree;
  for (const std::string& row : rows.value()) tree.append(row);
  return Json{{"record", pick.record},
              {"row", pick.row},
              {"bytes", rows.value()[pick.row]},
              {"hashes", hashes_json(tree.prove(pick.row))}};
}

}  // namespace

Result<Json> build_proof(const LedgerView& ledger, std::vector<std::uint64_t> records,
                         const std::vector<RowPick>& rows, const Json& about, std::uint64_t size) {
  if (size == 0) size = ledger.size();
  const auto checkpoint = ledger.state().get(Table::checkpoint, index_key(size));
  if (!checkpoint) return Error{ErrorCode::index_beyond_size, std::to_string(size)};
  std::set<std::uint64_t> wanted = {0};
  for (const RowPick& pick : rows) records.push_back(pick.record);
  for (const std::uint64_t index : records) LINHUI_TRY(add_signers(ledger, index, wanted));

  Json proof = {{"format", kProofFormat},
                {"checkpoint", *checkpoint},
                {"records", Json::array()},
                {"rows", Json::array()},
                {"about", about}};
  for (const std::uint64_t index : wanted) {
    const auto leaf = ledger.leaf(index);
    const auto hashes = ledger.prove_inclusion(index, size);
    if (!leaf.ok()) return leaf.error();
    if (!hashes.ok()) return hashes.error();
    proof["records"].push_back(
        {{"index", index}, {"leaf", leaf.value()}, {"hashes", hashes_json(hashes.value())}});
  }
  for (const RowPick& pick : rows) {
    auto row = row_proof(ledger, pick);
    if (!row.ok()) return row.error();
    proof["rows"].push_back(std::move(row).value());
  }
  return proof;
}

Result<VerifiedProof> verify_proof(const Json& proof, const NamedKey& log_key) {
  Fields f(proof, "proof");
  const std::string format = f.text("format");
  const Json& note = f.any("checkpoint");
  const Json& records = f.array("records");
  const Json& rows = f.array("rows");
  const Json& about = f.any("about");
  if (!f.done().ok() || format != kProofFormat || !note.is_string())
    return invalid("not a proof file");
  const auto checkpoint = open_checkpoint(note.get<std::string>(), log_key);
  if (!checkpoint.ok()) return invalid("checkpoint: its signature is not by this key");

  VerifiedProof result;
  result.checkpoint = checkpoint.value();
  result.about = about;
  std::map<std::string, std::pair<std::string, PublicKey>> keys;  // key id → party, key
  std::map<std::uint64_t, std::size_t> position;
  for (const Json& entry : records) {
    Fields fields(entry, "records");
    const auto index = static_cast<std::uint64_t>(fields.whole("index", 0, 9'007'199'254'740'991));
    const std::string leaf = fields.bytes("leaf", kMaxLeafBytes);
    const auto hashes = read_hashes(fields.array("hashes"));
    const std::string where = "record " + std::to_string(index);
    if (!fields.done().ok() || !hashes) return invalid(where + ": malformed");
    if (!verify_inclusion(index, result.checkpoint.size, leaf_hash(leaf), *hashes,
                          result.checkpoint.root)) {
      return invalid(where + ": not in the log that the checkpoint signs");
    }
    const auto record = parse_leaf(leaf);
    if (!record.ok()) return invalid(where + ": unreadable");
    for (const auto& [party, key] : keys_in(record.value())) {
      keys.insert_or_assign(key_id(key), std::pair(party, key));
    }
    if (!position.emplace(index, result.records.size()).second) return invalid(where + ": twice");
    result.records.push_back({index, record.value()});
  }
  if (!position.contains(0)) return invalid("record 0: missing");
  for (const ProvenRecord& proven : result.records) {
    const std::string where = "record " + std::to_string(proven.index);
    bool by_author = false;
    for (const Signature& signature : proven.record.signatures) {
      const auto key = keys.find(signature.key);
      if (key == keys.end()) return invalid(where + ": a signer's key is not shown");
      if (!verify_signature(key->second.second, signing_input(proven.record.bytes),
                            signature.sig)) {
        return invalid(where + ": a signature does not fit");
      }
      by_author = by_author || key->second.first == proven.record.by();
    }
    if (!by_author) return invalid(where + ": not signed by its author");
  }
  for (const Json& entry : rows) {
    Fields fields(entry, "rows");
    const auto index = static_cast<std::uint64_t>(fields.whole("record", 0, 9'007'199'254'740'991));
    const auto row = static_cast<std::uint64_t>(fields.whole("row", 0, 1'000'000'000));
    const std::string bytes = fields.bytes("bytes", 10'000'000);
    const auto hashes = read_hashes(fields.array("hashes"));
    const std::string where = "row " + std::to_string(row) + " of record " + std::to_string(index);
    if (!fields.done().ok() || !hashes || !position.contains(index)) {
      return invalid(where + ": malformed");
    }
    const Json& body = result.records[position[index]].record.body();
    const Json& reference = rows_in(body);
    const auto root = hash_from_hex(text_in(reference, "root"));
    if (!root ||
        !verify_inclusion(row, count_in(reference, "count"), leaf_hash(bytes), *hashes, *root)) {
      return invalid(where + ": not among the rows that the record names");
    }
    result.rows.push_back({index, row, bytes});
  }
  if (result.records[position[0]].record.type() != "ledger.create") {
    return invalid("record 0: does not make a ledger");
  }
  const Json& created = result.records[position[0]].record.body();
  result.demonstration = text_in(created, "purpose") == "demonstration";
  result.ledger_name = text_in(created, "name");
  if (ledger_id(log_key.key) != result.records[position[0]].record.value.at("ledger")) {
    return invalid("record 0: of another ledger");
  }
  return result;
}

}  // namespace linhui::ledger
