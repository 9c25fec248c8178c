#include "ledger/log/record.h"

#include <algorithm>

#include "ledger/base/calendar.h"
#include "ledger/base/fields.h"
#include "ledger/log/merkle.h"

namespace linhui::ledger {

std::string signing_input(std::string_view record) {
  return "linhui record v1\n" + std::string(record);
}

Signature sign_record(std::string_view record, const SigningKey& key) {
  return {key_id(key.public_key()), key.sign(signing_input(record))};
}

std::string leaf_of(std::string_view record, std::vector<Signature> signatures) {
  std::sort(signatures.begin(), signatures.end(),
            [](const Signature& a, const Signature& b) { return a.key < b.key; });
  // Written out rather than dumped, so that the record's own bytes go in untouched.
  std::string leaf = "{\"record\":" + std::string(record) + ",\"signatures\":[";
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    if (i > 0) leaf += ',';
    leaf += R"({"alg":"ed25519","key":")" + signatures[i].key + R"(","sig":")" +
            base64(signatures[i].sig) + R"("})";
  }
  return leaf + "]}";
}

Result<void> check_envelope(const Json& record) {
  Fields fields(record, "record");
  if (fields.whole("v", 1, 1) != 1) return fields.done();
  fields.id("type");
  fields.id("ledger");
  fields.id("request");
  const std::string time = fields.text("time");
  fields.id("by");
  fields.object("body");
  if (const auto done = fields.done(); !done.ok()) return done;
  if (!parse_time(time)) return Error{ErrorCode::record_malformed, "record.time"};
  return {};
}

Result<Record> parse_leaf(std::string_view leaf) {
  if (leaf.size() > kMaxLeafBytes) return Error{ErrorCode::record_too_large};
  auto parsed = parse_canonical(leaf);
  if (!parsed.ok()) return parsed.error();
  Fields fields(parsed.value(), "leaf");
  const Json& record = fields.object("record");
  const Json& signatures = fields.array("signatures");
  if (const auto done = fields.done(); !done.ok()) return done.error();
  if (const auto envelope = check_envelope(record); !envelope.ok()) return envelope.error();

  Record result{canonical(record), record, {}};
  for (const Json& entry : signatures) {
    Fields signature(entry, "signature");
    const std::string algorithm = signature.text("alg");
    const std::string key = signature.id("key");
    const auto bytes = from_base64(signature.text("sig"));
    if (const auto done = signature.done(); !done.ok()) return done.error();
    if (algorithm != "ed25519" || !bytes || bytes->size() != 64) {
      return Error{ErrorCode::record_malformed, "signature"};
    }
    if (!result.signatures.empty() && result.signatures.back().key >= key) {
      return Error{ErrorCode::record_malformed, "signatures out of order"};
    }
    result.signatures.push_back({key, *bytes});
  }
  return result;
}

std::string make_record(std::string_view type, std::string_view ledger, std::string_view request,
                        std::string_view time, std::string_view by, const Json& body) {
  return canonical({{"v", 1},
                    {"type", type},
                    {"ledger", ledger},
                    {"request", request},
                    {"time", time},
                    {"by", by},
                    {"body", body}});
}

Hash rows_root(const Rows& rows) {
  RowTree tree;
  for (const std::string& row : rows) tree.append(row);
  return tree.root();
}

Json rows_reference(const Rows& rows) {
  return {{"root", hex(rows_root(rows))}, {"count", rows.size()}};
}

}  // namespace linhui::ledger
