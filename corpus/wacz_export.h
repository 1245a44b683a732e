// wacz_export.h — captures as a WACZ package: one file that ReplayWeb.page opens.
//
//   archive/data-00000.warc.gz …   warc_export.h
//   indexes/index.cdx              CDXJ, plain, so that a reader can search it where it lies
//   pages/pages.jsonl              what a person opens: the articles, with their text
//   pages/extraPages.jsonl         other HTML pages
//   datapackage.json               SHA-256 and length of each of these
//   datapackage-digest.json        SHA-256 of datapackage.json: the package digest; and, where
//   asked
//                                  for, a timestamp token over it
//
// All entries are stored. The same archive and selection give the same bytes: "created" is the
// time of the newest capture unless it is given.
//
// Errors: those of the archive and of the output; kInvalidArgument for a file that exists.
// Threads: one. Source: specs.webrecorder.net/wacz/1.1.1.
#ifndef KIOSQUE_CORPUS_WACZ_EXPORT_H_
#define KIOSQUE_CORPUS_WACZ_EXPORT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/sha256.h"
#include "base/url.h"
#include "corpus/warc_export.h"
#include "storage/archive.h"

namespace kiosque {

/// The page that a package is about.
struct WaczMainPage {
  Url url;
  std::string title;
  std::string text;
};

struct WaczOptions {
  std::filesystem::path output{};
  CaptureSelection selection{};
  std::vector<WarcField> info{};  ///< WarcInfo()
  std::string software{};         ///< "kiosque/0.1.0"
  std::string title{};
  std::string description{};
  std::optional<WaczMainPage> main_page{};
  std::optional<UtcTime> created{};
  std::uint64_t max_file_bytes = std::uint64_t{1} << 30;  ///< of a WARC file in it
  /// Answers an RFC 3161 TimeStampToken (DER) over a digest; empty = none.
  std::function<Result<std::string>(const Sha256& digest)> stamp{};
};

struct WaczReport {
  WarcExportReport captures{};
  std::uint64_t pages = 0;
  Sha256 digest{};  ///< of datapackage.json: the package digest
};

Result<WaczReport> ExportWacz(const Archive& archive, const WaczOptions& options);

/// The names that a writer and a checker of packages share.
inline constexpr std::string_view kDataPackage = "datapackage.json";
inline constexpr std::string_view kDataPackageDigest = "datapackage-digest.json";
inline constexpr std::string_view kWaczIndex = "indexes/index.cdx";
inline constexpr std::string_view kWaczPages = "pages/pages.jsonl";

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WACZ_EXPORT_H_
