// corpus_options.h — the flags of `export` that say how a corpus is written.
//
// Errors: kInvalidArgument naming the option. Threads: one command, one thread.
#ifndef KIOSQUE_CLI_CORPUS_OPTIONS_H_
#define KIOSQUE_CLI_CORPUS_OPTIONS_H_

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "cli/selection_options.h"
#include "corpus/export.h"

namespace CLI {
class App;
}

namespace kiosque {

class CorpusOptions {
 public:
  void AddTo(CLI::App& app);
  /// `format` and `output` as given; `now` is what ages are counted back from, and the moment as of
  /// which a folder is filled unless --as-of names one.
  Result<ExportOptions> Read(const std::string& format, const std::string& output,
                             UtcTime now) const;

 private:
  Status ReadClusters(ExportOptions& options) const;
  Status CheckOutput(const ExportOptions& options, const std::string& output) const;

  SelectionOptions selection_;
  std::string versions_ = "latest";
  std::string as_of_;
  bool csv_raw_ = false;
  std::string schema_ = "kiosque";
  std::string partition_ = "none";
  std::uint64_t rows_per_file_ = 0;
  std::string compression_ = "gzip";
  std::string dedup_;
  std::string clusters_;
  std::string splits_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_CORPUS_OPTIONS_H_
