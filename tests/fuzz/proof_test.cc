// A proof proves what the log's key has signed and nothing else: whatever is done to the file of
// corpus/proof/share, what verifies is a part of what it held.
#include "ledger/proof.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "ledger/base/outside_json.h"
#include "tests/fuzz/target.h"
#include "tests/scratch_folder.h"

namespace linhui::fuzz {
namespace {

const ledger::NamedKey& key_of_proofs() {
  static const auto kKey = ledger::parse_verifier_key(
      "linhui/"
      "42ac03c26d29e7b603c16c331769c908+c5b70c6f+AZpjV3Fo3mSkKs6Y6YqG9gEa3qVZ1PeTw2FmsvOT5i0u");
  return kKey.value();
}

ledger::VerifiedProof proof_of_share() {
  const std::string bytes = file_bytes(LINHUI_SOURCE_DIR "/tests/fuzz/corpus/proof/share");
  return ledger::verify_proof(ledger::Json::parse(bytes), key_of_proofs()).value();
}

}  // namespace

LINHUI_FUZZ_TARGET(proof) {
  static const ledger::VerifiedProof kTrue = proof_of_share();
  const auto json = ledger::parse_outside(bytes, ledger::kMaxProofBytes);
  if (!json.ok()) return;
  const auto verified = ledger::verify_proof(json.value(), key_of_proofs());
  if (!verified.ok()) return;
  const ledger::VerifiedProof& proof = verified.value();
  assert(proof.checkpoint == kTrue.checkpoint && proof.ledger_name == kTrue.ledger_name);
  for (const ledger::ProvenRecord& proven : proof.records) {
    assert(std::any_of(kTrue.records.begin(), kTrue.records.end(), [&](const auto& held) {
      return held.index == proven.index && held.record.bytes == proven.record.bytes;
    }));
  }
  for (const ledger::ProvenRow& proven : proof.rows) {
    assert(std::any_of(kTrue.rows.begin(), kTrue.rows.end(), [&](const auto& held) {
      return held.record == proven.record && held.row == proven.row && held.bytes == proven.bytes;
    }));
  }
}

}  // namespace linhui::fuzz
