// A proof file: records of a ledger, and rows beside them, that anyone can check with nothing but
// the log's public key. docs/proof_format.md has the format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/ledger.h"

namespace linhui::ledger {

// More than any export of a district has; a reader takes no larger file.
inline constexpr std::size_t kMaxProofBytes = 256'000'000;

// Which row of which record's rows.
struct RowPick {
  std::uint64_t record = 0, row = 0;
};

// Builds the proof of these records and rows against the checkpoint of `size` records (0: the
// newest; else the size of an earlier commit). The records of the rows, those that brought in the
// signers' keys and the log's, and the checkpoint's newest, which says its day, are added by
// themselves. `about` is for people and may open commitments; nothing is proved by it. Each row
// costs the hashing of all rows beside its record. What the store has lost is not noticed in every
// case: verify_proof() what leaves. Errors: index_beyond_size (no commit of that size, or a record
// beyond it), rows_missing (the record names no such row, or they are gone), storage_damaged,
// key_unknown, what reading a record gives. Throws ReadFailure.
Result<Json> build_proof(const LedgerView& ledger, std::vector<std::uint64_t> records,
                         const std::vector<RowPick>& rows, const Json& about,
                         std::uint64_t size = 0);

// The key that a record brings into the ledger, and whose it is; nothing for any other record, nor
// for one that brings in a key that no ledger would have taken (check_public_key()).
struct BroughtKey {
  std::string party;
  PublicKey key;
};
std::optional<BroughtKey> key_in(const Record& record);

// A row of a record of the same proof, byte for byte.
struct ProvenRow {
  std::uint64_t record = 0, row = 0;
  std::string bytes;
};
struct ProvenRecord {
  std::uint64_t index = 0;
  Record record;
};
// What a proof shows. What it does not: that no key had been revoked, that nothing came later, that
// everyone sees the same log (docs/proof_format.md).
struct VerifiedProof {
  Checkpoint checkpoint;
  bool demonstration = false;  // as the ledger's first record says
  std::string ledger_name;
  std::vector<ProvenRecord> records;  // as in the file; the ledger's first is among them
  std::vector<ProvenRow> rows;
  Json about;  // as it came: nobody has proved it
};

// How old a proof is: the time of the newest record that it shows, and whether that is the newest
// of the checkpoint, which has no time of its own.
struct ProofAge {
  std::string time;
  bool of_checkpoint = false;
};
ProofAge age_of(const VerifiedProof& proof);

// Checks the checkpoint's signature, every record's place in the log, every signature on it by a
// key that the proof itself shows to be the party's, and every row's place beside its record. Pure,
// and safe for any file from anyone: reads no ledger. The caller must know the log's key from
// elsewhere. Errors: proof_invalid with what failed and where.
Result<VerifiedProof> verify_proof(const Json& proof, const NamedKey& log_key);

}  // namespace linhui::ledger
