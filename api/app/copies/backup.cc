#include "api/app/copies/backup.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>
#include <utility>
#include <vector>

#include "api/app/copies/archive.h"
#include "api/app/desk/kept_checkpoint.h"
#include "ledger/audit.h"
#include "ledger/base/form.h"
#include "ledger/base/outside_json.h"
#include "ledger/base/system_error.h"
#include "ledger/ledger.h"
#include "ledger/log/signing.h"
#include "ledger/state/right.h"
#include "ledger/store/open_store.h"

namespace linhui::api::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "linhui-backup/2";
constexpr const char* kManifest = "manifest.json";
constexpr std::uint64_t kManifestMax = 65'536;
constexpr std::string_view kFolder = "ledger/";
constexpr const char *kLogKey = "log.key", *kPrivate = "private",
                     *kPrivateKey = "private/private.key";

// The files that a copy may hold, in their order.
std::vector<std::string> members() {
  const std::string store(ledger::store_file());
  return {store, kLogKey, kPrivate + ("/" + store), kPrivateKey};
}

struct ManifestFile {
  std::string name;
  std::uint64_t size_bytes = 0;
  ledger::Hash sha256{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("name", self.name);
    f.count("size_bytes", self.size_bytes);
    f.hash("sha256", self.sha256);
  }
};

struct Manifest {
  std::string format = kFormat;
  std::string ledger, checkpoint;
  std::uint64_t records = 0;
  ledger::Hash root{};
  std::vector<ManifestFile> files;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("format", self.format);
    f.id("ledger", self.ledger);
    f.bytes("checkpoint", self.checkpoint, kManifestMax);
    f.count("records", self.records);
    f.hash("root", self.root);
    f.list("files", self.files);
    if (self.format != kFormat) f.fail("format");
  }
};

constexpr const char* kPart = ".part-";  // then the number of the process whose folder it is

// Whether the process that made this folder has ended. The lock tells of one that this machine
// knows under another number, in a container.
bool is_left_behind(const fs::path& folder, std::string_view number) {
  pid_t process = 0;
  const auto [end, problem] =
      std::from_chars(number.data(), number.data() + number.size(), process);
  if (problem != std::errc() || end != number.data() + number.size() || process <= 0) return false;
  if (process != getpid() && (kill(process, 0) == 0 || errno != ESRCH)) return false;
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  const bool free = descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  if (descriptor >= 0) close(descriptor);
  return free;
}

// A folder of this process only, gone with its guard. What a process that was killed has left of
// the same name is cleared away first.
class Scratch {
 public:
  explicit Scratch(const fs::path& beside) : folder_(beside.lexically_normal()) {
    if (!folder_.has_filename()) folder_ = folder_.parent_path();  // "ledger/"
    folder_ += kPart;
    clear_left_behind();
    folder_ += std::to_string(getpid());
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    if (lock_ >= 0) close(lock_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const fs::path& folder() const { return folder_; }
  Outcome<void> make(const fs::path& sub = {}) {
    std::error_code failed;
    fs::create_directories(folder_ / sub, failed);
    if (!failed) fs::permissions(folder_ / sub, fs::perms::owner_all, failed);
    if (failed) return system_problem(failed, folder_ / sub);
    if (lock_ < 0) {
      lock_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (lock_ >= 0) flock(lock_, LOCK_EX | LOCK_NB);
    }
    return {};
  }

  // Requires: folder_ is the name without the number.
  void clear_left_behind() const {
    const std::string name = folder_.filename().string();
    const fs::path beside = folder_.has_parent_path() ? folder_.parent_path() : fs::path(".");
    std::error_code ignored;
    std::vector<fs::path> stale;
    for (const auto& entry : fs::directory_iterator(beside, ignored)) {
      const std::string found = entry.path().filename().string();
      if (found.starts_with(name) && is_left_behind(entry.path(), found.substr(name.size()))) {
        stale.push_back(entry.path());
      }
    }
    for (const fs::path& folder : stale) fs::remove_all(folder, ignored);
  }

  static Problem system_problem(const std::error_code& failed, const fs::path& path) {
    return to_problem(
        {ledger::code_of_errno(failed.value()), path.string() + ": " + failed.message()});
  }

 private:
  fs::path folder_;
  int lock_ = -1;
};

Problem damaged(const std::string& what) { return problem_of(Code::backup_damaged, what); }

Outcome<void> sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  const std::error_code failed(errno, std::generic_category());
  if (descriptor >= 0) close(descriptor);
  if (!synced) return Scratch::system_problem(failed, folder);
  return {};
}

// Moves what is finished to its name, durably.
Outcome<void> put_in_place(const fs::path& from, fs::path to) {
  to = to.lexically_normal();
  if (!to.has_filename()) to = to.parent_path();
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) return Scratch::system_problem(failed, to);
  return sync_folder(to.has_parent_path() ? to.parent_path() : fs::path("."));
}

// A copy without one of its parts would be found out when it is needed.
Problem part_not_read(const fs::path& part, const std::string& why) {
  return problem_of(Code::backup_part_not_read, part.string() + ": " + why);
}

Outcome<void> copy_database(const fs::path& from, const fs::path& to) {
  const auto store = LINHUI_API_TRY(ledger::open_store(from, ledger::StoreMode::read));
  LINHUI_API_TRY(store->copy_to(to));
  return {};
}

Outcome<void> copy_small_file(const fs::path& from, const fs::path& to) {
  auto opened = ArchiveFile::open(from);
  if (!opened.ok()) return part_not_read(from, opened.problem().code);
  auto source = std::move(opened).value();
  auto target = LINHUI_API_TRY(ArchiveFile::create(to));
  const auto bytes = LINHUI_API_TRY(source.read(kManifestMax));
  return target.write(bytes);
}

// Whether there is a private store to be copied. Where the log has rights there must be one.
Outcome<bool> has_private_store(const fs::path& ledger, const ledger::View& log) {
  const auto file = ledger / kPrivate / ledger::store_file();
  std::error_code failed;
  const bool there = fs::exists(file, failed);
  if (failed) return part_not_read(file, failed.message());
  const bool readable = !there || access(file.c_str(), R_OK) == 0;
  if (!readable) return part_not_read(file, std::generic_category().message(errno));
  bool needed = false;
  ledger::scan<ledger::Right>(log, [&](std::string_view, const ledger::Right&) {
    needed = true;
    return false;
  });
  if (needed && !there) return part_not_read(file, "not there");
  return there;
}

// The ledger of a folder, if everything in it is what its log gives. Opened for reading: a writer
// would make the file as long as its map.
Outcome<BackupSummary> audited(const fs::path& folder) {
  const auto opened = LINHUI_API_TRY(ledger::Ledger::open(folder));
  const auto view = opened->snapshot();
  const auto report = ledger::audit(view);
  if (!report.sound()) {
    const auto& first = report.findings.front();
    return problem_of(Code::ledger_damaged, first.code + ", " + first.where);
  }
  std::error_code failed;
  BackupSummary summary;
  summary.ledger = view.id();
  summary.records = report.records;
  summary.root = report.root;
  summary.demonstration = view.demonstration();
  summary.checkpoint = report.checkpoint;
  summary.log_key = fs::exists(folder / kLogKey, failed);
  return summary;
}

Outcome<ledger::Hash> hash_of(const fs::path& file, std::uint64_t size_bytes) {
  auto source = LINHUI_API_TRY(ArchiveFile::open(file));
  return copy_bytes(source, size_bytes, [](std::string_view) -> Outcome<void> { return {}; });
}

Outcome<Manifest> manifest_of(const fs::path& folder, const BackupSummary& summary) {
  Manifest manifest;
  manifest.ledger = summary.ledger;
  manifest.checkpoint = summary.checkpoint;
  manifest.records = summary.records;
  manifest.root = ledger::hash_from_hex(summary.root).value_or(ledger::Hash{});
  for (const std::string& name : members()) {
    std::error_code failed;
    const auto size = fs::file_size(folder / name, failed);
    if (failed) continue;  // A ledger without rights has no private folder.
    manifest.files.push_back({name, size, LINHUI_API_TRY(hash_of(folder / name, size))});
  }
  return manifest;
}

Outcome<void> write_archive(const fs::path& folder, const Manifest& manifest,
                            const fs::path& file) {
  auto out = LINHUI_API_TRY(ArchiveFile::create(file));
  const std::string head = ledger::canonical(ledger::to_json(manifest));
  LINHUI_API_TRY(out.write(archive_header({kManifest, head.size()}) + head +
                           std::string(archive_padding(head.size()), '\0')));
  for (const auto& [name, size, sha256] : manifest.files) {
    auto source = LINHUI_API_TRY(ArchiveFile::open(folder / name));
    LINHUI_API_TRY(out.write(archive_header({std::string(kFolder) + name, size})));
    LINHUI_API_TRY(
        copy_bytes(source, size, [&](std::string_view bytes) { return out.write(bytes); }));
    LINHUI_API_TRY(out.write(std::string(archive_padding(size), '\0')));
  }
  LINHUI_API_TRY(out.write(std::string(2 * kArchiveBlock, '\0')));
  return out.sync();
}

// Whether each file is one that a copy may hold, and none is there twice.
bool are_members(const std::vector<ManifestFile>& files) {
  auto left = members();
  return std::all_of(files.begin(), files.end(),
                     [&](const ManifestFile& file) { return std::erase(left, file.name) == 1; });
}

Outcome<Manifest> read_manifest(ArchiveFile& in) {
  const auto block = LINHUI_API_TRY(in.read(kArchiveBlock));
  const auto member = parse_archive_header(block);
  if (!member || member->name != kManifest || member->size_bytes > kManifestMax) {
    return damaged("not a copy of a ledger");
  }
  const auto text =
      LINHUI_API_TRY(in.read(member->size_bytes + archive_padding(member->size_bytes)));
  if (text.size() < member->size_bytes) return damaged(kManifest);
  const auto document = ledger::parse_outside(text.substr(0, member->size_bytes), kManifestMax);
  if (!document.ok()) return damaged(kManifest);
  auto manifest = ledger::from_json<Manifest>(document.value(), kManifest);
  if (!manifest.ok() || !are_members(manifest.value().files)) return damaged(kManifest);
  return std::move(manifest).value();
}

// One member into `folder`, or nowhere where that is empty; its bytes against the manifest.
Outcome<void> read_member(ArchiveFile& in, const ManifestFile& file, const fs::path& folder) {
  const auto& [name, size, sha256] = file;
  const auto block = LINHUI_API_TRY(in.read(kArchiveBlock));
  const auto member = parse_archive_header(block);
  if (!member || member->name != std::string(kFolder) + name || member->size_bytes != size) {
    return damaged(name);
  }
  std::optional<ArchiveFile> out;
  if (!folder.empty()) {
    auto made = LINHUI_API_TRY(ArchiveFile::create(folder / name));
    out.emplace(std::move(made));
  }
  const auto hash =
      LINHUI_API_TRY(copy_bytes(in, size, [&](std::string_view bytes) -> Outcome<void> {
        return out ? out->write(bytes) : Outcome<void>();
      }));
  if (hash != sha256) return damaged(name);
  LINHUI_API_TRY(in.read(archive_padding(size)));
  return out ? out->sync() : Outcome<void>();
}

// Takes away what the audit has left beside the members in opening them.
void clear_locks(const fs::path& folder) {
  const auto kept = members();
  std::error_code ignored;
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const bool member =
        std::find(kept.begin(), kept.end(), entry.path().filename().string()) != kept.end();
    if (entry.is_regular_file(ignored) && !member) others.push_back(entry.path());
  }
  for (const fs::path& other : others) fs::remove(other, ignored);
}

// The key that signs the log, as its file has it, beside the copied database.
Outcome<void> copy_log_key(const fs::path& ledger, const Keyring& keys, const fs::path& folder) {
  const auto opened = LINHUI_API_TRY(ledger::Ledger::open(ledger));
  const auto key = opened->snapshot().log_key().key;
  LINHUI_API_TRY(keys.find_log_key(ledger, key));  // one that opens
  return copy_small_file(keys.log_key_file_of(ledger, key).file, folder / kLogKey);
}

// The whole file against its manifest; its members into `folder`, or nowhere.
Outcome<Manifest> read_archive(const fs::path& file, const fs::path& folder) {
  auto in = LINHUI_API_TRY(ArchiveFile::open(file));
  auto manifest = LINHUI_API_TRY(read_manifest(in));
  for (const ManifestFile& member : manifest.files) {
    LINHUI_API_TRY(read_member(in, member, folder));
  }
  const auto end = LINHUI_API_TRY(in.read(2 * kArchiveBlock + 1));
  if (end != std::string(2 * kArchiveBlock, '\0')) {
    return damaged("the end of the file");
  }
  return manifest;
}

}  // namespace

Outcome<BackupSummary> back_up(const fs::path& ledger, const fs::path& file, const Keyring& keys,
                               bool with_log_key) {
  std::error_code failed;
  if (fs::exists(file, failed)) {
    return problem_of(Code::file_exists, file.string());
  }
  Scratch scratch(file);
  const auto folder = scratch.folder() / kFolder;
  LINHUI_API_TRY(scratch.make(kFolder));
  LINHUI_API_TRY(scratch.make(fs::path(kFolder) / kPrivate));
  LINHUI_API_TRY(copy_database(ledger, folder));
  if (with_log_key) LINHUI_API_TRY(copy_log_key(ledger, keys, folder));
  const auto log = LINHUI_API_TRY(ledger::open_store(folder, ledger::StoreMode::read));
  const bool with_private = LINHUI_API_TRY(has_private_store(ledger, *log->snapshot()));
  if (with_private) {
    LINHUI_API_TRY(copy_database(ledger / kPrivate, folder / kPrivate));
    LINHUI_API_TRY(copy_small_file(ledger / kPrivateKey, folder / kPrivateKey));
  }
  auto summary = LINHUI_API_TRY(audited(folder));
  const auto manifest = LINHUI_API_TRY(manifest_of(folder, summary));
  const auto part = scratch.folder() / "backup";
  LINHUI_API_TRY(write_archive(folder, manifest, part));
  LINHUI_API_TRY(read_archive(part, {}));
  summary.size_bytes = fs::file_size(part, failed);
  LINHUI_API_TRY(put_in_place(part, file));
  return summary;
}

bool is_backup(const fs::path& file) {
  auto in = ArchiveFile::open(file);
  if (!in.ok()) return false;
  const auto block = in.value().read(kArchiveBlock);
  const auto member = block.ok() ? parse_archive_header(block.value()) : std::nullopt;
  return member && member->name == kManifest;
}

Outcome<std::string> checkpoint_of_backup(const fs::path& file) {
  auto in = LINHUI_API_TRY(ArchiveFile::open(file));
  return LINHUI_API_TRY(read_manifest(in)).checkpoint;
}

namespace {

// What has been seen of the ledger says it: the checkpoint among the keys, and the one that is
// given. A given one that the copy does not reach is put among the keys, where writers look, before
// the ledger itself is there.
Outcome<void> look_back(BackupSummary& found, const fs::path& folder, const Keyring& keys,
                        const std::optional<KeptNote>& against) {
  const auto opened = LINHUI_API_TRY(ledger::Ledger::open(folder));
  const KeptCheckpoint kept(keys.folder(), found.ledger);
  const auto note = LINHUI_API_TRY(kept.read());
  if (note) found.gone_back = gone_back(opened->snapshot(), *note, kept.file());
  if (!against) return {};
  const auto shown = gone_back(opened->snapshot(), against->note, against->file);
  if (!shown) return {};
  if (shown->code == "kept_checkpoint_unreadable") {
    return problem_of(Code::log_key_differs, shown->detail);
  }
  if (shown->code != "ledger_behind") return *shown;
  if (found.gone_back) return {};  // What is kept bars the writer as well.
  found.gone_back = shown;
  LINHUI_API_TRY(keys.make_folder());
  auto room = LINHUI_API_TRY(kept.make_room());
  return room.keep(against->note);
}

}  // namespace

Outcome<BackupSummary> restore(const fs::path& file, const fs::path& ledger, const Keyring& keys,
                               const std::optional<KeptNote>& against) {
  std::error_code failed;
  if (fs::exists(ledger, failed)) {
    return problem_of(Code::folder_exists, ledger.string());
  }
  Scratch scratch(ledger);
  LINHUI_API_TRY(scratch.make(kPrivate));
  const auto manifest = LINHUI_API_TRY(read_archive(file, scratch.folder()));
  auto summary = audited(scratch.folder());
  if (!summary.ok()) {
    return damaged(summary.problem().code + ": " + summary.problem().detail);
  }
  auto& found = summary.value();
  if (manifest.ledger != found.ledger || manifest.records != found.records ||
      ledger::hex(manifest.root) != found.root || manifest.checkpoint != found.checkpoint) {
    return damaged("the ledger in it is not the one that its manifest names");
  }
  LINHUI_API_TRY(look_back(found, scratch.folder(), keys, against));
  clear_locks(scratch.folder());
  fs::remove(scratch.folder() / kPrivate, failed);  // Only where it is empty.
  found.size_bytes = fs::file_size(file, failed);
  LINHUI_API_TRY(put_in_place(scratch.folder(), ledger));
  return summary;
}

}  // namespace linhui::api::app
