#include "crawler/process_setup.h"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>

namespace kiosque {
namespace {

constexpr rlim_t kEnoughFiles = 65'536;
constexpr int kKeepBelow = 64 << 20;   // larger blocks are mapped, and unmapped, each for itself
constexpr int kKeepAtTop = 128 << 20;  // free memory that stays with the process

}  // namespace

void PrepareProcessForFetching() {
  [[maybe_unused]] static const bool done = [] {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < kEnoughFiles) {
      files.rlim_cur = std::min(files.rlim_max, kEnoughFiles);
      setrlimit(RLIMIT_NOFILE, &files);
    }
    // An arena a thread would grow for ever: what one thread allocates, another frees, and each
    // arena keeps its holes. A single one, though, makes the threads wait for each other: that cost
    // a tenth of a crawl's CPU time.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, kKeepBelow);
    mallopt(M_TRIM_THRESHOLD, kKeepAtTop);
    return true;
  }();
}

long OpenFilesLimit() {
  rlimit files{};
  constexpr rlim_t kPosixLeast = 256;
  return static_cast<long>(
      getrlimit(RLIMIT_NOFILE, &files) == 0 ? std::min(files.rlim_cur, kEnoughFiles) : kPosixLeast);
}

}  // namespace kiosque
