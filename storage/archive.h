// archive.h — every version of every story, durable.
//
// The Archive is the one door to what is kept: captures, versions, payloads, and the crawl's own
// state rows, which are committed with the capture they belong to. The layout of the bytes is
// docs/archive-format.md; nothing above storage/ knows it, nor that LevelDB is underneath.
//
// Commit is a group commit: when it returns, everything in it is on the medium (synced) or none of
// it is.
//
// Errors: Result; kLocked names the process that holds the store, kTooNew the format found,
// kCorrupt where. Threads: Commit from one writer thread; all reads from any thread, each seeing
// whole commits only.
#ifndef KIOSQUE_STORAGE_ARCHIVE_H_
#define KIOSQUE_STORAGE_ARCHIVE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "storage/capture.h"

namespace kiosque {

/// One row of the crawl's own state (frontier, schedule, hosts): opaque to storage. An empty
/// optional deletes.
struct StateChange {
  std::string key;
  std::optional<std::string> value;
};

/// What another extractor reads in the page of a version. It takes the place of what was read
/// before, which stays behind it; the version is no other for it (docs/archive-format.md).
struct ArticleReplacement {
  Url url;  ///< of the page
  std::uint32_t version = 0;
  Article article{};
  int extractor = 0;  ///< kExtractorVersion that made `article`
  UtcTime time{};     ///< when it was made
};

/// What is committed together: captures (in order), then articles read anew, and state changes.
struct CommitGroup {
  std::vector<CaptureRecord> captures;
  std::vector<StateChange> state;
  std::vector<ArticleReplacement> articles{};
};

/// What became of one capture.
struct CaptureReceipt {
  std::uint32_t version = 0;  ///< the version it shows; 0 = none
  bool new_version = false;
  bool new_payload = false;    ///< the body had not been stored before
  std::uint64_t sequence = 0;  ///< of the capture: the snapshot id
};

/// Which versions a scan visits.
struct VersionQuery {
  enum class Which : std::uint8_t { kAll, kLatest, kFirst };
  /// Sites by the SURT prefix of their host (base/surt.h); empty = all. Overlapping ones are
  /// visited once.
  std::vector<std::string> sites{};
  Which which = Which::kAll;
  /// The archive as it was then: versions first seen later are not there, and articles are as they
  /// were read then. Empty = now.
  std::optional<UtcTime> as_of{};
  bool articles = true;  ///< false: Version::article stays empty, and nothing is read for it
};

/// One version as a scan meets it. The references are good during the visit.
struct VersionVisit {
  const Url& url;  ///< under which it was first seen
  const Version& version;
  bool latest;  ///< no later version is there (as of the query's time)
};

enum class OpenMode : std::uint8_t {
  kReadOnly,   ///< the store must exist; a writer elsewhere makes it kLocked (LevelDB is
               ///< single-process)
  kReadWrite,  ///< the store must exist
  kCreate,     ///< made when absent
};

class Archive {
 public:
  virtual ~Archive() = default;

  /// Opens the store in `directory`.
  static Result<std::unique_ptr<Archive>> Open(const std::filesystem::path& directory,
                                               OpenMode mode);

  /// Makes `group` durable. One receipt a capture, in order. After an Error nothing of the group is
  /// visible and the archive refuses further commits until opened anew.
  virtual Result<std::vector<CaptureReceipt>> Commit(CommitGroup group) = 0;

  /// The captures of `url` (its SURT key: scheme and www do not count), oldest first.
  virtual Result<std::vector<Capture>> Captures(const Url& url) const = 0;
  /// The versions of `url`, oldest first.
  virtual Result<std::vector<Version>> Versions(const Url& url) const = 0;
  /// The newest version of `url`; kNotFound when it has none.
  virtual Result<Version> LatestVersion(const Url& url) const = 0;
  /// Version `number` of `url`; kNotFound when it has none of that number.
  virtual Result<Version> VersionNumber(const Url& url, std::uint32_t number) const = 0;
  /// The bytes whose digest is `digest`, verified; kNotFound, kCorrupt.
  virtual Result<Body> Payload(const Sha256& digest) const = 0;
  /// The body of `capture` exactly as received, content coding and all, verified; kNotFound when it
  /// was not kept.
  virtual Result<Body> CodedBody(const Capture& capture) const = 0;

  /// A state row; empty when absent.
  virtual Result<std::optional<std::string>> StateRow(std::string_view key) const = 0;
  /// Calls `visit` for state rows with key >= `from` and prefix `prefix`, in key order, until it
  /// returns false.
  virtual Status ScanState(
      std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;

  /// Streams the versions of `query`, site by site in SURT, then number order, over one consistent
  /// snapshot, until `visit` returns false.
  virtual Status ScanVersions(
      const VersionQuery& query,
      const std::function<bool(const VersionVisit& found)>& visit) const = 0;
  /// All versions of one site ("net,radiookapi"), or of the whole archive when the prefix is empty.
  Status ScanVersions(
      std::string_view surt_prefix,
      const std::function<bool(const Url& url, const Version& version)>& visit) const;
  /// Streams captures in SURT, then time order, over one consistent snapshot, until `visit` returns
  /// false.
  virtual Status ScanCaptures(std::string_view surt_prefix,
                              const std::function<bool(const Capture& capture)>& visit) const = 0;

  struct Stats {
    std::uint64_t captures = 0;
    std::uint64_t versions = 0;
    std::uint64_t pages = 0;  ///< URLs with at least one version
    std::uint64_t payloads = 0;
    std::uint64_t payload_bytes = 0;         ///< decoded
    std::uint64_t stored_payload_bytes = 0;  ///< as compressed
  };
  virtual Stats stats() const = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_ARCHIVE_H_
