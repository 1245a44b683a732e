#include "corpus/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "base/clock.h"
#include "base/sanitize.h"
#include "corpus/json_dump.h"
#include "corpus/sha256_stream.h"

namespace kiosque {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kCorpusFormat = "kiosque-corpus-1";

Json TimeOrNull(const std::optional<UtcTime>& time) {
  return time ? Json(FormatUtc(*time)) : Json();
}

std::string_view WhichName(VersionQuery::Which which) {
  return which == VersionQuery::Which::kAll     ? "all"
         : which == VersionQuery::Which::kFirst ? "first"
                                                : "latest";
}

std::string_view CompressionName(OutputCompression compression) {
  return compression == OutputCompression::kGzip   ? "gzip"
         : compression == OutputCompression::kZstd ? "zstd"
                                                   : "none";
}

Json SelectionJson(const Selection& selection) {
  return {{"hosts", selection.hosts},
          {"since", TimeOrNull(selection.since)},
          {"until", TimeOrNull(selection.until)},
          {"languages", selection.languages},
          {"tags", selection.tags},
          {"min_words", selection.min_words},
          {"versions", WhichName(selection.versions)},
          {"as_of", TimeOrNull(selection.as_of)}};
}

Json OutputJson(const ExportOptions& options) {
  const auto& likeness = options.clusters.likeness;
  return {{"format", CorpusFormatName(options.format)},
          {"schema", CorpusSchemaName(options.writer.schema)},
          {"guard_formulas", options.writer.guard_formulas},
          {"compression", CompressionName(options.partition.compression)},
          {"partition", PartitionKeyName(options.partition.key)},
          {"rows_per_file", options.partition.rows_per_file},
          {"clusters", !likeness ? "none" : (*likeness == Likeness::kNear ? "near" : "exact")},
          {"drop_duplicates", options.clusters.drop_duplicates},
          {"splits", options.clusters.splits}};
}

// --- reading ---

std::string TextAt(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t NumberAt(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

bool FlagAt(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> ListAt(const Json& json, const char* name) {
  std::vector<std::string> list;
  const auto found = json.find(name);
  if (found != json.end() && found->is_array()) {
    for (const Json& item : *found) {
      list.push_back(item.is_string() ? item.get<std::string>() : std::string());
    }
  }
  return list;
}

Selection ReadSelection(const Json& json) {
  Selection selection;
  selection.hosts = ListAt(json, "hosts");
  selection.since = ParseUtc(TextAt(json, "since"));
  selection.until = ParseUtc(TextAt(json, "until"));
  selection.languages = ListAt(json, "languages");
  selection.tags = ListAt(json, "tags");
  selection.min_words = static_cast<std::uint32_t>(NumberAt(json, "min_words"));
  const std::string which = TextAt(json, "versions");
  selection.versions = which == "all"     ? VersionQuery::Which::kAll
                       : which == "first" ? VersionQuery::Which::kFirst
                                          : VersionQuery::Which::kLatest;
  selection.as_of = ParseUtc(TextAt(json, "as_of"));
  return selection;
}

void ReadOutput(const Json& json, ExportOptions& options) {
  options.format = CorpusFormatFromName(TextAt(json, "format")).value_or(CorpusFormat::kJsonl);
  options.writer.schema =
      CorpusSchemaFromName(TextAt(json, "schema")).value_or(CorpusSchema::kKiosque);
  options.writer.guard_formulas = FlagAt(json, "guard_formulas");
  const std::string compression = TextAt(json, "compression");
  options.partition.compression = compression == "gzip"   ? OutputCompression::kGzip
                                  : compression == "zstd" ? OutputCompression::kZstd
                                                          : OutputCompression::kNone;
  options.partition.key =
      PartitionKeyFromName(TextAt(json, "partition")).value_or(PartitionKey::kNone);
  options.partition.rows_per_file = NumberAt(json, "rows_per_file");
  const std::string clusters = TextAt(json, "clusters");
  if (clusters == "near" || clusters == "exact") {
    options.clusters.likeness = clusters == "near" ? Likeness::kNear : Likeness::kExact;
  }
  options.clusters.drop_duplicates = FlagAt(json, "drop_duplicates");
  const auto splits = json.find("splits");
  if (splits != json.end() && splits->is_array()) {
    for (const Json& share : *splits) {
      options.clusters.splits.push_back(share.is_number_unsigned() ? share.get<unsigned>() : 0);
    }
  }
}

// A path that stays in the folder.
bool IsInside(const std::string& path) {
  const std::filesystem::path parsed(path);
  return !path.empty() && parsed.is_relative() &&
         std::none_of(parsed.begin(), parsed.end(),
                      [](const std::filesystem::path& part) { return part == ".."; });
}

void CheckFiles(const std::filesystem::path& folder, const Manifest& manifest,
                ManifestCheck& check) {
  for (const OutputFile& file : manifest.files) {
    if (!IsInside(file.path)) {
      check.problems.push_back(fmt::format("{} is no path in the folder", SanitizeLine(file.path)));
      continue;
    }
    const auto digest = DigestFile(folder / file.path);
    if (!digest) {
      check.problems.push_back(digest.error().message);
    } else if (digest->sha256 != file.sha256 || digest->bytes != file.bytes) {
      check.problems.push_back(
          fmt::format("{} is not what the manifest says: it was changed", SanitizeLine(file.path)));
    } else {
      ++check.files;
    }
  }
  if (MerkleRoot(manifest.files).Hex() != manifest.merkle_root) {
    check.problems.emplace_back("the manifest's Merkle root is not that of its files");
  }
}

Status MakeAgain(const Archive& archive, const Manifest& manifest, ManifestCheck& check) {
  OutputFolder folder({}, OutputFolder::Purpose::kDigestOnly);
  const auto report = ExportInto(folder, archive, manifest.options);
  if (!report) {
    return report.error();
  }
  std::map<std::string, Sha256> anew;
  for (const OutputFile& file : report->files) {
    anew[file.path] = file.sha256;
  }
  for (const OutputFile& file : manifest.files) {
    const auto found = anew.find(file.path);
    if (found == anew.end()) {
      check.problems.push_back(
          fmt::format("the archive no longer gives {}", SanitizeLine(file.path)));
    } else if (found->second != file.sha256) {
      check.problems.push_back(
          fmt::format("the archive gives another {}", SanitizeLine(file.path)));
    }
    anew.erase(file.path);
  }
  for (const auto& [path, digest] : anew) {
    check.problems.push_back(fmt::format("the archive gives {} too", SanitizeLine(path)));
  }
  check.made_again = report->root.Hex() == manifest.merkle_root;
  return Ok();
}

}  // namespace

std::string ManifestJson(const ExportOptions& options, const ExportReport& report) {
  const Json selection = SelectionJson(options.selection);
  const Json output = OutputJson(options);
  const Json config = {{"selection", selection}, {"output", output}};
  Json json = {{"format", kCorpusFormat},
               {"program", options.program},
               {"config_sha256", Sha256::Of(DumpJson(config, -1)).Hex()},
               {"selection", selection},
               {"output", output}};
  json["counts"] = {{"rows", report.rows},
                    {"words", report.words},
                    {"duplicates_left_out", report.duplicates},
                    {"left_out_between_splits", report.between_splits},
                    {"languages", report.languages},
                    {"splits", report.splits}};
  for (const Column& column : ColumnsOf(options.writer.schema)) {
    json["columns"].push_back({{"name", column.name}, {"meaning", column.meaning}});
  }
  json["files"] = Json::array();
  for (const OutputFile& file : report.files) {
    json["files"].push_back({{"path", file.path},
                             {"bytes", file.bytes},
                             {"rows", file.rows},
                             {"sha256", file.sha256.Hex()}});
  }
  json["merkle_root"] = report.root.Hex();
  return DumpJson(json, 2) + "\n";
}

Result<Manifest> ReadManifest(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Fail(Errc::kInvalidArgument, fmt::format("cannot read {}", path.string()));
  }
  std::ostringstream text;
  text << in.rdbuf();
  const Json json = Json::parse(text.str(), nullptr, /*allow_exceptions=*/false);
  const bool known = json.is_object() && TextAt(json, "format") == kCorpusFormat &&
                     json.contains("selection") && json["selection"].is_object() &&
                     json.contains("output") && json["output"].is_object() &&
                     json.contains("files") && json["files"].is_array();
  if (!known) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("{} is no manifest of a Kiosque export", path.string()));
  }
  Manifest manifest;
  manifest.options.program = TextAt(json, "program");
  manifest.options.selection = ReadSelection(json["selection"]);
  ReadOutput(json["output"], manifest.options);
  manifest.merkle_root = TextAt(json, "merkle_root");
  for (const Json& object : json["files"]) {
    if (object.is_object()) {
      manifest.files.push_back(
          {.path = TextAt(object, "path"),
           .bytes = NumberAt(object, "bytes"),
           .rows = NumberAt(object, "rows"),
           .sha256 = Sha256::FromHex(TextAt(object, "sha256")).value_or(Sha256{})});
    }
  }
  return manifest;
}

Result<ManifestCheck> VerifyManifest(const std::filesystem::path& path, const Archive* archive) {
  const auto manifest = ReadManifest(path);
  if (!manifest) {
    return manifest.error();
  }
  ManifestCheck check;
  CheckFiles(path.parent_path(), *manifest, check);
  if (archive != nullptr) {
    if (Status status = MakeAgain(*archive, *manifest, check); !status) {
      return status.error();
    }
  }
  return check;
}

}  // namespace kiosque
