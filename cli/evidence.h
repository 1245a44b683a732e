// evidence.h — `kiosque archive -o FILE.wacz`: what was just fetched, as a package that can be
// checked by others.
//
// The captures are gathered in a store of their own, made for the occasion: the package holds every
// body that was received, also of pages that the archive already knows.
//
// Errors: kInvalidArgument for a name that exists or does not end in .wacz, those of writing, and
// of the time stamping authority. Threads: one.
#ifndef KIOSQUE_CLI_EVIDENCE_H_
#define KIOSQUE_CLI_EVIDENCE_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "corpus/timestamp.h"
#include "corpus/wacz_export.h"
#include "crawler/options.h"
#include "storage/archive.h"

namespace kiosque {

struct EvidenceReport {
  WaczReport package;
  std::optional<TimestampCheck> timestamp;
};

class Evidence {
 public:
  static Result<std::unique_ptr<Evidence>> Begin(const std::filesystem::path& output);
  ~Evidence();
  Evidence(const Evidence&) = delete;
  Evidence& operator=(const Evidence&) = delete;

  /// Takes the captures.
  Archive& archive() { return *archive_; }
  /// The first page named is what the package is about.
  void SetMainPage(WaczMainPage page);
  /// Writes the package; with `authority`, stamped by it. `options` say how to reach it.
  Result<EvidenceReport> Write(const std::optional<Url>& authority, const CrawlOptions& options);

 private:
  Evidence(std::filesystem::path output, std::filesystem::path folder)
      : output_(std::move(output)), folder_(std::move(folder)) {}

  const std::filesystem::path output_;
  const std::filesystem::path folder_;
  std::unique_ptr<Archive> archive_;
  std::optional<WaczMainPage> main_page_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_EVIDENCE_H_
