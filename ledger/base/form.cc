#include "ledger/base/form.h"

#include <algorithm>

namespace linhui::ledger {
namespace {

constexpr std::size_t kMaxTexts = 64, kMaxTextOfMany = 200;

}  // namespace

void FormReader::base64(const char* name, std::string& value) {
  auto bytes = from_base64(fields_.text(name, kMaxText));
  if (bytes) {
    value = std::move(*bytes);
  } else {
    fields_.fail(name);
  }
}

void FormReader::base64_hashes(const char* name, std::vector<Hash>& values) {
  for (const Json& entry : fields_.array(name)) {
    const auto raw =
        entry.is_string() ? from_base64(entry.get_ref<const std::string&>()) : std::nullopt;
    if (!raw || raw->size() != std::tuple_size<Hash>()) return fields_.fail(name);
    std::copy(raw->begin(), raw->end(), values.emplace_back().begin());
  }
}

void FormReader::hashes(const char* name, std::vector<Hash>& values) {
  for (const Json& entry : fields_.array(name)) {
    const auto hash =
        entry.is_string() ? hash_from_hex(entry.get_ref<const std::string&>()) : std::nullopt;
    if (!hash) return fields_.fail(name);
    values.push_back(*hash);
  }
}

void FormReader::wholes(const char* name, std::vector<std::int64_t>& values) {
  for (const Json& entry : fields_.array(name)) {
    if (!entry.is_number_integer()) return fields_.fail(name);
    values.push_back(entry.get<std::int64_t>());
  }
}

void FormReader::flags(const char* name, std::map<std::string, bool>& values) {
  for (const auto& [key, entry] : fields_.object(name).items()) {
    if (!entry.is_boolean()) return fields_.fail(name);
    values.emplace(key, entry.get<bool>());
  }
}

void FormReader::optional_texts(const char* name, std::map<std::string, std::string>& values) {
  if (!fields_.has(name)) return fields_.pass(name);
  const Json& object = fields_.object(name);
  if (object.size() > kMaxTexts) fields_.fail(name);
  Fields inner(object, where_ + "." + name);
  for (const auto& [key, entry] : object.items()) {
    if (!is_id(key)) fields_.fail(name);
    values.emplace(key, inner.text(key.c_str(), kMaxTextOfMany));
  }
  if (auto done = inner.done(); !done.ok() && !refused_) refused_ = std::move(done).error();
}

Result<void> FormReader::done() const {
  if (const auto done = fields_.done(); !done.ok()) return done;
  if (refused_) return *refused_;
  return {};
}

}  // namespace linhui::ledger
