// manifest.h — manifest.json: what an export in a folder is made of, so that anybody can check it,
// and whoever has the archive can make it again.
//
//   {"format": "kiosque-corpus-1", "program": "kiosque/0.1.0", "config_sha256": "…",
//    "selection": {…, "as_of": "…"}, "output": {…}, "counts": {…}, "columns": [{"name",
//    "meaning"}], "files": [{"path", "bytes", "rows", "sha256"}], "merkle_root": "…"}
//
// config_sha256 is of selection and output, as the JSON of these two members without spaces: equal
// numbers mean equal questions. merkle_root is OutputFolder's.
//
// Errors: kInvalidArgument for a file that is no manifest, kNotFound, kIo. Threads: any one.
#ifndef KIOSQUE_CORPUS_MANIFEST_H_
#define KIOSQUE_CORPUS_MANIFEST_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "corpus/export.h"

namespace kiosque {

inline constexpr std::string_view kManifestName = "manifest.json";

std::string ManifestJson(const ExportOptions& options, const ExportReport& report);

struct Manifest {
  ExportOptions options{};
  std::vector<OutputFile> files{};
  std::string merkle_root{};
};
Result<Manifest> ReadManifest(const std::filesystem::path& path);

struct ManifestCheck {
  std::vector<std::string> problems{};  ///< one line each
  std::uint64_t files = 0;              ///< that are as the manifest says
  bool made_again = false;              ///< the export was run anew, and gave the same bytes
};
/// Checks the files beside the manifest at `path`; with `archive` also runs the export anew,
/// without writing, and compares.
Result<ManifestCheck> VerifyManifest(const std::filesystem::path& path, const Archive* archive);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_MANIFEST_H_
