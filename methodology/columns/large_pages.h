// Memory for columns that grow large: in pages of 2 MiB where the system has them, so that touching
// it first costs a fault for each of these and not for every 4 KiB.
//
// What is smaller than such a page comes from operator new as usual. Only how fast memory is
// touched changes, never what is in it; on other systems than Linux nothing does.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace linhui::methodology {

// An allocator for std::vector. Has no state: any two are equal, and memory may be freed by
// another. Throws std::bad_alloc.
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class Other>
  LargePages(const LargePages<Other>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = (count * sizeof(T) + kPage - 1) / kPage * kPage;
    if (count * sizeof(T) < kPage) return static_cast<T*>(::operator new(count * sizeof(T)));
    void* memory = std::aligned_alloc(kPage, bytes);
    if (memory == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    madvise(memory, bytes, MADV_HUGEPAGE);  // a wish: it may fail
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    count * sizeof(T) < kPage ? ::operator delete(memory) : std::free(memory);
  }
  friend bool operator==(const LargePages&, const LargePages&) { return true; }

 private:
  static constexpr std::size_t kPage = std::size_t{1} << 21;
};

// A vector that grows by it. Its elements are set to zero as by any vector.
template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace linhui::methodology
