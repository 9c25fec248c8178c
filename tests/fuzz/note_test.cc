// Checkpoints and keys print back as they were read; and a note opens only on the one text that its
// key has signed, whatever is done to it.
#include <string>

#include "ledger/log/checkpoint.h"
#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(note) {
  using namespace ledger;
  static const SigningKey kKey = SigningKey::from_seed(std::string(32, '1'));
  static const NamedKey kLog{"linhui/0123456789ab", kKey.public_key()};
  static const Checkpoint kSigned{kLog.name, 7, sha256("root")};
  // So that corpus/note/signed is a note that opens.
  static const std::string kNote = sign_note(checkpoint_text(kSigned), kLog.name, kKey);
  static const bool kOpens = open_checkpoint(kNote, kLog).value() == kSigned;
  assert(kOpens);

  if (const auto read = parse_checkpoint(bytes); read.ok()) {
    assert(bytes.starts_with(checkpoint_text(read.value())));  // extension lines may follow
  }
  if (const auto opened = open_note(bytes, kLog); opened.ok()) {
    assert(opened.value() == checkpoint_text(kSigned));
  }
  if (const auto opened = open_checkpoint(bytes, kLog); opened.ok()) {
    assert(opened.value() == kSigned);
  }
  if (const auto key = parse_verifier_key(bytes); key.ok()) {
    assert(verifier_key(key.value().name, key.value().key) == bytes);
  }
}

}  // namespace linhui::fuzz
