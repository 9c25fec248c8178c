#include "ledger/log/checkpoint.h"

#include <utf8proc.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <vector>

namespace linhui::ledger {
namespace {

constexpr char kEd25519 = '\x01';  // the signature type's byte
constexpr std::size_t kKeyHashSize = 4;
constexpr std::size_t kSignaturesMax = 100;
constexpr std::string_view kDash = "\xE2\x80\x94 ";  // em dash U+2014 and a space

Error bad(std::string detail) { return {ErrorCode::proof_invalid, std::move(detail)}; }

// Calls `allow` for every code point; false where it refuses one or the text is not UTF-8.
template <class Allow>
bool all_points(std::string_view text, Allow allow) {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t used =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (used <= 0 || !allow(point)) return false;
    text.remove_prefix(static_cast<std::size_t>(used));
  }
  return true;
}

bool is_space(utf8proc_int32_t point) {
  const auto category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || point == 0x85;
}

bool is_key_name(std::string_view name) {
  return !name.empty() && all_points(name, [](utf8proc_int32_t point) {
    return point >= 0x20 && point != '+' && !is_space(point);
  });
}

bool is_note_text(std::string_view text) {
  return text.ends_with('\n') &&
         all_points(text, [](utf8proc_int32_t point) { return point >= 0x20 || point == '\n'; });
}

// The first line, taken off `text`; nothing where no newline ends it.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// The first 4 bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key).
std::string key_hash(std::string_view name, const PublicKey& key) {
  std::string bytes(name);
  bytes += '\n';
  bytes += kEd25519;
  bytes += key.raw;
  return std::string(bytes_of(sha256(bytes)).substr(0, kKeyHashSize));
}

struct NoteSignature {
  std::string_view name;
  std::string key_hash;
  std::string signature;
};

// "— <name> <base64 of key hash ‖ signature>"
std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyHashSize) return std::nullopt;
  return NoteSignature{line.substr(0, space), bytes->substr(0, kKeyHashSize),
                       bytes->substr(kKeyHashSize)};
}

std::optional<std::vector<NoteSignature>> parse_signatures(std::string_view lines) {
  std::vector<NoteSignature> signatures;
  while (!lines.empty()) {
    const auto line = take_line(lines);
    auto signature = line ? parse_signature(*line) : std::nullopt;
    if (!signature || signatures.size() == kSignaturesMax) return std::nullopt;
    signatures.push_back(*std::move(signature));
  }
  return signatures;
}

}  // namespace

std::string verifier_key(std::string_view name, const PublicKey& key) {
  assert(is_key_name(name));
  return std::string(name) + '+' + hex(key_hash(name, key)) + '+' + base64(kEd25519 + key.raw);
}

Result<NamedKey> parse_verifier_key(std::string_view text) {
  const Error malformed{ErrorCode::key_malformed, "not <name>+<hash>+<key> of an Ed25519 key"};
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos || !is_key_name(text.substr(0, first))) return malformed;
  const auto typed_key = from_base64(text.substr(second + 1));
  if (!typed_key || typed_key->size() != 33 || typed_key->front() != kEd25519) return malformed;
  NamedKey key{std::string(text.substr(0, first)), PublicKey{typed_key->substr(1)}};
  // The one spelling, and with it the right hash.
  if (verifier_key(key.name, key.key) != text) return malformed;
  LINHUI_TRY(check_public_key(key.key));
  return key;
}

std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key) {
  assert(is_note_text(text) && is_key_name(name));
  std::string note(text);
  note += '\n';
  note += kDash;
  note += name;
  note += ' ';
  note += base64(key_hash(name, key.public_key()) + key.sign(text));
  note += '\n';
  return note;
}

Result<std::string> open_note(std::string_view note, const NamedKey& key) {
  const std::size_t blank = note.rfind("\n\n");
  if (blank == note.npos || !is_note_text(note)) return bad("not a signed note");
  const std::string_view text = note.substr(0, blank + 1);
  const auto signatures = parse_signatures(note.substr(blank + 2));
  if (!signatures || signatures->empty()) return bad("the note's signatures are malformed");
  const std::string wanted = key_hash(key.name, key.key);
  const auto ours =
      std::find_if(signatures->begin(), signatures->end(), [&](const NoteSignature& candidate) {
        return candidate.name == key.name && candidate.key_hash == wanted;
      });
  if (ours == signatures->end()) return bad("the note is not signed by " + key.name);
  if (!verify_signature(key.key, text, ours->signature)) {
    return bad("the signature of " + key.name + " does not fit the note");
  }
  return std::string(text);
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
         base64(bytes_of(checkpoint.root)) + '\n';
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  if (!is_note_text(text)) return bad("not a checkpoint");
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!origin || origin->empty() || !size || !root) return bad("not a checkpoint");

  Checkpoint checkpoint{.origin = std::string(*origin)};
  const auto [end, problem] =
      std::from_chars(size->data(), size->data() + size->size(), checkpoint.size);
  if (problem != std::errc{} || std::to_string(checkpoint.size) != *size) {
    return bad("the checkpoint's size is malformed");
  }
  const auto bytes = from_base64(*root);
  if (!bytes || bytes->size() != checkpoint.root.size()) {
    return bad("the checkpoint's root is malformed");
  }
  std::copy(bytes->begin(), bytes->end(), checkpoint.root.begin());
  // Extension lines mean nothing to us, but none may be empty.
  while (!text.empty()) {
    if (take_line(text)->empty()) return bad("the checkpoint has an empty line");
  }
  return checkpoint;
}

Result<Checkpoint> open_checkpoint(std::string_view note, const NamedKey& key) {
  const auto text = open_note(note, key);
  if (!text.ok()) return text.error();
  auto checkpoint = parse_checkpoint(text.value());
  // Our logs sign under their origin; the key of one says nothing about another.
  if (checkpoint.ok() && checkpoint.value().origin != key.name) {
    return bad("the checkpoint is of another log");
  }
  return checkpoint;
}

}  // namespace linhui::ledger
