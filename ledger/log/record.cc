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

Result<Record> Record::read(const Json& envelope, std::string bytes) {
  Fields fields(envelope, "record");
  Record record;
  record.bytes = std::move(bytes);
  fields.whole("v", 1, 1);
  record.type_ = fields.id("type");
  record.ledger_ = fields.id("ledger");
  record.request_ = fields.id("request");
  record.time_ = fields.text("time", 40);
  record.by_ = fields.id("by");
  record.body_ = fields.object("body");
  LINHUI_TRY(fields.done());
  if (!parse_time(record.time_)) return Error{ErrorCode::record_malformed, "record.time"};
  return record;
}

Result<Record> parse_leaf(std::string_view leaf) {
  if (leaf.size() > kMaxLeafBytes) return Error{ErrorCode::record_too_large};
  const Json parsed = LINHUI_TRY(parse_canonical(leaf));
  Fields fields(parsed, "leaf");
  const Json& envelope = fields.object("record");
  const Json& signatures = fields.array("signatures");
  LINHUI_TRY(fields.done());
  // Canonical as the leaf is, the record's own bytes stand in it between these.
  constexpr std::string_view kBefore = "{\"record\":", kBetween = ",\"signatures\":";
  const std::size_t after = kBetween.size() + canonical(signatures).size() + 1;
  std::string bytes(leaf.substr(kBefore.size(), leaf.size() - kBefore.size() - after));
  Record record = LINHUI_TRY(Record::read(envelope, std::move(bytes)));
  for (const Json& entry : signatures) {
    Fields signature(entry, "signature");
    const std::string algorithm = signature.text("alg", 40);
    const std::string key = signature.id("key");
    const auto bytes = from_base64(signature.text("sig", 200));
    LINHUI_TRY(signature.done());
    if (algorithm != "ed25519" || !bytes || bytes->size() != 64) {
      return Error{ErrorCode::record_malformed, "signature"};
    }
    if (!record.signatures.empty() && record.signatures.back().key >= key) {
      return Error{ErrorCode::record_malformed, "signatures out of order"};
    }
    record.signatures.push_back({key, *bytes});
  }
  return record;
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

}  // namespace linhui::ledger
