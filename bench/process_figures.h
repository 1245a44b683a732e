// process_figures.h — what the kernel knows of this process: bytes written, memory.
//
// Threads: any. Source: proc(5), /proc/self/io and /proc/self/status.
#ifndef KIOSQUE_BENCH_PROCESS_FIGURES_H_
#define KIOSQUE_BENCH_PROCESS_FIGURES_H_

#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>

namespace kiosque::bench {

/// The number behind `name` ("wchar:", "VmHWM:") in a file of /proc; 0 when it is not there.
inline std::uint64_t ProcessFigure(const char* file, std::string_view name) {
  std::ifstream in(file);
  std::string word;
  while (in >> word) {
    if (word == name) {
      std::uint64_t value = 0;
      in >> value;
      return value;
    }
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
  return 0;
}

/// Bytes given to write(2) and its kin, everything counted: logs, tables, compactions.
inline std::uint64_t BytesWritten() {
  return ProcessFigure("/proc/self/io", "wchar:");
}

/// Megabytes of memory of its own now: without pages of files, which the kernel takes back at will.
inline double AnonymousMegabytes() {
  return static_cast<double>(ProcessFigure("/proc/self/status", "RssAnon:")) / 1e3;
}

/// Megabytes of memory now, mapped files included.
inline double ResidentMegabytes() {
  return static_cast<double>(ProcessFigure("/proc/self/status", "VmRSS:")) / 1e3;
}

}  // namespace kiosque::bench

#endif  // KIOSQUE_BENCH_PROCESS_FIGURES_H_
