// The one place where tests make files: a folder of its own for each, so that they can run side by
// side, and gone with its owner. Whatever cannot be made, read or written throws, saying what and
// why: a test that goes on with half of its files would tell nothing.
#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

namespace linhui {

inline std::system_error file_failure(const std::string& what, const std::filesystem::path& file) {
  return {errno, std::generic_category(), what + " " + file.string()};
}

inline std::string file_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw file_failure("cannot read", file);
  return bytes;
}

// Replaces what is there. The file's folder must be there.
inline void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw file_failure("cannot write", file);
}

class ScratchFolder {
 public:
  ScratchFolder() {
    const auto pattern = std::filesystem::temp_directory_path() / "linhui-test-XXXXXX";
    std::string name = pattern.string();
    if (mkdtemp(name.data()) == nullptr) throw file_failure("cannot make a folder", pattern);
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // The full name of a file in it, whether it is there or not.
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  // Gives the file's full name.
  std::string write(const std::string& name, std::string_view bytes) const {
    write_file(path_ / name, bytes);
    return file(name);
  }
  std::string read(const std::string& name) const { return file_bytes(path_ / name); }

 private:
  std::filesystem::path path_;
};

}  // namespace linhui
