// reextract.h — stored articles read from their pages again, when the extractor has improved.
//
//   versions read by an older extractor ──▶ batches of pages ──▶ threads: page, capture ──▶ article
//        ──▶ one commit a batch, in the archive's order ──▶ report
//
// No version is born and none goes: the article of a version is replaced, and what was read before
// stays behind it (docs/archive-format.md). Versions that this extractor has read already are
// passed over, so a run that was stopped is gone on with by the next.
//
// Memory: one batch. Errors: those of the archive; a page that cannot be read back is counted.
// Threads: the archive's writer thread calls, and starts threads of its own for the length of the
// call.
#ifndef KIOSQUE_CORPUS_REEXTRACT_H_
#define KIOSQUE_CORPUS_REEXTRACT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

/// A page that is to be read again. All references are good during the call.
struct PageToRead {
  const Capture& capture;  ///< the first that showed the version
  std::string_view html;   ///< decoded body, as it was kept
  const Article& stored;   ///< what was read in it; empty when that was lost
  /// The version before, as it is read now, and its page; null for the first version.
  const Article* previous = nullptr;
  std::string_view previous_html{};
};

/// Empty: there is no article to be found, and what was read before is to stay. Called from several
/// threads at once.
using ArticleReader = std::function<std::optional<Article>(const PageToRead& page)>;

/// What became of one version.
struct ReextractedVersion {
  enum class Outcome : std::uint8_t {
    kSame,     ///< the same article again
    kChanged,  ///< another one; it was put in its place, but for a dry run
    kNoPage,   ///< its page is not kept, or cannot be read
    kNothing,  ///< no article is found any more: the stored one stays
  };
  Url url;
  std::uint32_t version = 0;
  Outcome outcome = Outcome::kSame;
  int extractor = 0;                  ///< that had read it before
  std::vector<std::string> fields{};  ///< of kChanged: what differs, in ChangedFields' order
  std::string title{};                ///< as read now, else as stored
  std::uint32_t words_before = 0;
  std::uint32_t words = 0;
};
/// "same", "changed", "no page", "nothing".
std::string_view ReextractOutcomeName(ReextractedVersion::Outcome outcome);

struct ReextractOptions {
  std::vector<std::string> sites{};  ///< SURT prefixes of hosts (base/surt.h); empty = all
  int extractor = 0;                 ///< kExtractorVersion of `read`
  bool all = false;      ///< also versions that this extractor, or a newer one, has read
  bool dry_run = false;  ///< nothing is written
  unsigned threads = 1;
  UtcTime now{};  ///< when the old readings ended
  std::size_t batch_versions = 256;
  ArticleReader read{};
  /// Called for each version that was looked at, in the archive's order, once it is committed.
  std::function<void(const ReextractedVersion& version)> told{};
};

struct ReextractReport {
  std::uint64_t versions = 0;  ///< read again
  std::uint64_t passed = 0;    ///< read by this extractor already
  std::map<ReextractedVersion::Outcome, std::uint64_t> outcomes{};
  std::map<std::string, std::uint64_t> fields{};  ///< how many versions changed in each
};

Result<ReextractReport> Reextract(Archive& archive, const ReextractOptions& options);

/// The names (as in JSON) of what differs between two readings of one page: "title", "text" (or
/// "markup", when the words are the same), "byline" …
std::vector<std::string> ChangedFields(const Article& from, const Article& to);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_REEXTRACT_H_
