// Counts the calls of a process that change files, and ends or fails one of them: preloaded by
// tools/faults/faults and its bounded form in the tests.
//
//   LINHUI_FAULT_ROOT    only files under this folder count (an absolute path)
//   LINHUI_FAULT_LOG     a file outside of it, to which each call is added: "number name path"
//   LINHUI_FAULT_AT      the call from which on there are faults, from 1; 0 or none: never
//   LINHUI_FAULT_KIND    kill   the process ends before that call
//                        torn   the process ends in the middle of that write; before another call
//                        full   no call that takes room is done, from that one on (ENOSPC)
//                        eio    no call is done, from that one on (EIO)
//                        once   that one call is not done (EIO)
//                        ro     no call is done, from that one on (EROFS)
//
// Calls that libc makes inside itself are not seen; those that open streams are covered by fopen().
// Writes through a map are not calls: of ours, only LMDB's lock file is written so.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { kTakesRoom = 1 };

static long calls;

static ssize_t real_write(int fd, const void* bytes, size_t count) {
  static ssize_t (*real)(int, const void*, size_t);
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, "write");
  return real(fd, bytes, count);
}

static int real_open(const char* path, int flags, int mode) {
  static int (*real)(const char*, int, ...);
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, "open");
  return real(path, flags, mode);
}

// The path that a name stands for; a relative one from the working folder.
static const char* whole(const char* name, char* space) {
  if (name[0] == '/') return name;
  if (!getcwd(space, 2048)) return name;
  strncat(space, "/", 2);
  strncat(space, name, 2000);
  return space;
}

static int is_kind(const char* kind) {
  const char* asked = getenv("LINHUI_FAULT_KIND");
  return asked && strcmp(asked, kind) == 0;
}

// 0 where the call is to go on; else what errno it fails with. Does not come back from a kill.
static int fault(const char* name, const char* path, int room, int torn_later) {
  const char* root = getenv("LINHUI_FAULT_ROOT");
  if (!root || !path || strncmp(path, root, strlen(root)) != 0) return 0;
  const long number = ++calls;
  const char* log = getenv("LINHUI_FAULT_LOG");
  if (log) {
    char line[4096];
    const int size = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
    const int fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd >= 0) {
      if (real_write(fd, line, (size_t)size) < 0) abort();
      close(fd);
    }
  }
  const char* text = getenv("LINHUI_FAULT_AT");
  const long at = text ? atol(text) : 0;
  if (at <= 0 || number < at) return 0;
  if (number == at && (is_kind("kill") || (is_kind("torn") && !torn_later))) {
    kill(getpid(), SIGKILL);
  }
  if (is_kind("full") && room) return ENOSPC;
  if (is_kind("eio") || (is_kind("once") && number == at)) return EIO;
  if (is_kind("ro")) return EROFS;
  return 0;
}

static int is_torn_now(void) {
  const char* text = getenv("LINHUI_FAULT_AT");
  return is_kind("torn") && text && calls == atol(text);
}

static const char* path_of(int fd, char* space, size_t size) {
  if (fd < 0 || fd == 1 || fd == 2) return NULL;
  const int saved = errno;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t count = readlink(link, space, size - 1);
  errno = saved;
  if (count < 0) return NULL;
  space[count] = '\0';
  return space;
}

#define REAL(result, name, ...)                          \
  static result (*real)(__VA_ARGS__);                    \
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, #name)

#define FAIL_IF(expression, failure) \
  do {                               \
    const int problem = (expression); \
    if (problem) {                   \
      errno = problem;               \
      return failure;                \
    }                                \
  } while (0)

#define OF_DESCRIPTOR(name, room) \
  char space[4096];               \
  FAIL_IF(fault(#name, path_of(fd, space, sizeof space), room, 0), -1)

#define OF_PATH(name, path, room) \
  char space[4096];               \
  FAIL_IF(fault(#name, whole(path, space), room, 0), -1)

// Writes.

#define WRITES(name, parameters, arguments, torn)                                 \
  ssize_t name parameters {                                                       \
    REAL(ssize_t, name, int, ...);                                                \
    char space[4096];                                                             \
    FAIL_IF(fault(#name, path_of(fd, space, sizeof space), kTakesRoom, 1), -1);   \
    if (is_torn_now() && path_of(fd, space, sizeof space)) {                      \
      torn;                                                                       \
      kill(getpid(), SIGKILL);                                                    \
    }                                                                             \
    return real arguments;                                                        \
  }

WRITES(write, (int fd, const void* bytes, size_t count), (fd, bytes, count),
       (void)!real(fd, bytes, count / 2))
WRITES(pwrite, (int fd, const void* bytes, size_t count, off_t at), (fd, bytes, count, at),
       (void)!real(fd, bytes, count / 2, at))
WRITES(pwrite64, (int fd, const void* bytes, size_t count, off64_t at), (fd, bytes, count, at),
       (void)!real(fd, bytes, count / 2, at))
WRITES(writev, (int fd, const struct iovec* parts, int count), (fd, parts, count),
       (void)!real(fd, parts, count / 2))
WRITES(pwritev, (int fd, const struct iovec* parts, int count, off_t at), (fd, parts, count, at),
       (void)!real(fd, parts, count / 2, at))
WRITES(pwritev64, (int fd, const struct iovec* parts, int count, off64_t at),
       (fd, parts, count, at), (void)!real(fd, parts, count / 2, at))

// Files made and opened.

static int makes(const char* path, int flags) {
  if (flags & O_TRUNC) return 1;
  return (flags & O_CREAT) && access(path, F_OK) != 0;
}

#define OPENS(name)                                                            \
  int name(const char* path, int flags, ...) {                                 \
    REAL(int, name, const char*, int, ...);                                    \
    va_list rest;                                                              \
    va_start(rest, flags);                                                     \
    const int mode = (flags & O_CREAT) ? va_arg(rest, int) : 0;                \
    va_end(rest);                                                              \
    const int saved = errno;                                                   \
    if (makes(path, flags)) {                                                  \
      OF_PATH(name, path, kTakesRoom);                                         \
    } else if ((flags & O_ACCMODE) != O_RDONLY && is_kind("ro")) {             \
      OF_PATH(name, path, 0);                                                  \
    }                                                                          \
    errno = saved;                                                             \
    return real(path, flags, mode);                                            \
  }
OPENS(open)
OPENS(open64)

#define FOPENS(name)                                                 \
  FILE* name(const char* path, const char* mode) {                   \
    REAL(FILE*, name, const char*, const char*);                     \
    char space[4096];                                                \
    if (strpbrk(mode, "wa+")) {                                      \
      FAIL_IF(fault(#name, whole(path, space), kTakesRoom, 0), NULL); \
    }                                                                \
    return real(path, mode);                                         \
  }
FOPENS(fopen)
FOPENS(fopen64)

int mkdir(const char* path, mode_t mode) {
  REAL(int, mkdir, const char*, mode_t);
  OF_PATH(mkdir, path, kTakesRoom);
  return real(path, mode);
}

// Sizes, rights, and what is on disk.

int ftruncate(int fd, off_t size) {
  REAL(int, ftruncate, int, off_t);
  OF_DESCRIPTOR(ftruncate, 0);
  return real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
  REAL(int, ftruncate64, int, off64_t);
  OF_DESCRIPTOR(ftruncate64, 0);
  return real(fd, size);
}
int fallocate(int fd, int mode, off_t at, off_t size) {
  REAL(int, fallocate, int, int, off_t, off_t);
  OF_DESCRIPTOR(fallocate, kTakesRoom);
  return real(fd, mode, at, size);
}
int fallocate64(int fd, int mode, off64_t at, off64_t size) {
  REAL(int, fallocate64, int, int, off64_t, off64_t);
  OF_DESCRIPTOR(fallocate64, kTakesRoom);
  return real(fd, mode, at, size);
}
int fsync(int fd) {
  REAL(int, fsync, int);
  OF_DESCRIPTOR(fsync, 0);
  return real(fd);
}
int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  OF_DESCRIPTOR(fdatasync, 0);
  return real(fd);
}
int chmod(const char* path, mode_t mode) {
  REAL(int, chmod, const char*, mode_t);
  OF_PATH(chmod, path, 0);
  return real(path, mode);
}
int fchmodat(int folder, const char* path, mode_t mode, int flags) {
  REAL(int, fchmodat, int, const char*, mode_t, int);
  OF_PATH(fchmodat, path, 0);
  return real(folder, path, mode, flags);
}

// Names. Paths are taken as from the working folder, as ours are.

int rename(const char* from, const char* to) {
  REAL(int, rename, const char*, const char*);
  OF_PATH(rename, to, 0);
  return real(from, to);
}
int renameat2(int old_folder, const char* from, int new_folder, const char* to, unsigned flags) {
  REAL(int, renameat2, int, const char*, int, const char*, unsigned);
  OF_PATH(renameat2, to, 0);
  return real(old_folder, from, new_folder, to, flags);
}
int link(const char* from, const char* to) {
  REAL(int, link, const char*, const char*);
  OF_PATH(link, to, kTakesRoom);
  return real(from, to);
}
int unlink(const char* path) {
  REAL(int, unlink, const char*);
  OF_PATH(unlink, path, 0);
  return real(path);
}
int unlinkat(int folder, const char* path, int flags) {
  REAL(int, unlinkat, int, const char*, int);
  char at[4096], name[8192];
  const char* parent = folder == AT_FDCWD ? NULL : path_of(folder, at, 2000);
  if (parent) {
    snprintf(name, sizeof name, "%s/%.1900s", parent, path);
    FAIL_IF(fault("unlinkat", name, 0, 0), -1);
  } else {
    FAIL_IF(fault("unlinkat", whole(path, name), 0, 0), -1);
  }
  return real(folder, path, flags);
}
int remove(const char* path) {
  REAL(int, remove, const char*);
  OF_PATH(remove, path, 0);
  return real(path);
}
int rmdir(const char* path) {
  REAL(int, rmdir, const char*);
  OF_PATH(rmdir, path, 0);
  return real(path);
}
