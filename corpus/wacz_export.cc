#include "corpus/wacz_export.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>
#include <vector>

#include "base/article_text.h"
#include "base/ascii.h"
#include "corpus/base64.h"
#include "corpus/json_dump.h"
#include "corpus/sha256_stream.h"
#include "corpus/zip_file.h"

namespace kiosque {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// A folder beside the package in which it is put together.
class Workshop {
 public:
  static Result<std::unique_ptr<Workshop>> Make(const fs::path& output) {
    fs::path folder = output;
    folder += fmt::format(".{}.parts", ::getpid());
    std::error_code error;
    for (const char* name : {"archive", "indexes", "pages"}) {
      fs::create_directories(folder / name, error);
      if (error) {
        return Fail(Errc::kIo, fmt::format("cannot make the folder {}: {}",
                                           (folder / name).string(), error.message()));
      }
    }
    return std::unique_ptr<Workshop>(new Workshop(std::move(folder)));
  }
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  const fs::path& folder() const { return folder_; }

 private:
  explicit Workshop(fs::path folder) : folder_(std::move(folder)) {}
  const fs::path folder_;
};

// One pages file; there is none when nothing was added, unless it must be there.
class PageList {
 public:
  PageList(fs::path path, std::string id, std::string title, bool needed)
      : path_(std::move(path)), id_(std::move(id)), title_(std::move(title)), needed_(needed) {}

  Status Add(const Capture& capture, std::string_view title, const std::string& text) {
    if (Status status = Begin(); !status) {
      return status;
    }
    const std::string url = capture.url.WithoutCredentials().WithoutFragment().href();
    const std::string time = FormatUtc(capture.time);
    Json page = {{"id", Sha256::Of(fmt::format("{} {} {}", url, time, count_)).Hex().substr(0, 22)},
                 {"url", url},
                 {"ts", time},
                 {"title", title.empty() ? std::string_view(url) : title}};
    if (!text.empty()) {
      page["text"] = text;
    }
    ++count_;
    return sink_->Append(DumpJson(page) + "\n");
  }
  Status Finish() {
    Status status = needed_ ? Begin() : Ok();
    return status && sink_ ? sink_->Finish() : status;
  }
  std::uint64_t count() const { return count_; }

 private:
  Status Begin() {
    if (sink_) {
      return Ok();
    }
    auto sink = MakeFileSink(path_);
    if (!sink) {
      return sink.error();
    }
    sink_ = std::move(*sink);
    const Json header = {
        {"format", "json-pages-1.0"}, {"id", id_}, {"title", title_}, {"hasText", true}};
    return sink_->Append(DumpJson(header) + "\n");
  }

  const fs::path path_;
  const std::string id_;
  const std::string title_;
  const bool needed_;
  std::unique_ptr<ByteSink> sink_;
  std::uint64_t count_ = 0;
};

bool IsPage(const Capture& capture) {
  return capture.status == 200 &&
         (capture.media_type == "text/html" || capture.media_type == "application/xhtml+xml");
}

class WaczExporter {
 public:
  WaczExporter(const Archive& archive, const WaczOptions& options, const fs::path& folder)
      : archive_(archive),
        options_(options),
        folder_(folder),
        pages_(folder / kWaczPages, "pages", "All Pages", true),
        extra_(folder / "pages/extraPages.jsonl", "extra-pages", "Extra Pages", false) {}

  Result<WaczReport> Run() {
    if (Status status = WriteCaptures(); !status) {
      return status.error();
    }
    auto parts = Resources();
    if (!parts) {
      return parts.error();
    }
    report_.digest = Sha256::Of(parts->back().text);
    auto digest = DigestPart();
    if (!digest) {
      return digest.error();
    }
    parts->push_back(std::move(*digest));
    if (Status status = WriteZip(options_.output, *parts); !status) {
      return status.error();
    }
    return report_;
  }

 private:
  Status WriteCaptures() {
    WarcExportOptions warc;
    warc.writer.output = folder_ / "archive/";
    warc.writer.prefix = "data";
    warc.writer.max_file_bytes = options_.max_file_bytes;
    warc.writer.info = options_.info;
    warc.cdxj = folder_ / kWaczIndex;
    warc.selection = options_.selection;
    warc.on_capture = [this](const Capture& capture, const Version* version) {
      return ListPage(capture, version);
    };
    auto captures = ExportWarc(archive_, warc);
    if (!captures) {
      return captures.error();
    }
    report_.captures = std::move(*captures);
    report_.pages = pages_.count() + extra_.count();
    if (report_.captures.files.empty()) {
      return Fail(Errc::kNotFound, "there is no capture to put into the package");
    }
    Status status = pages_.Finish();
    return status ? extra_.Finish() : status;
  }

  Status ListPage(const Capture& capture, const Version* version) {
    newest_ = std::max(newest_, capture.time);
    const auto& main = options_.main_page;
    if (main && capture.url == main->url && capture.status == 200) {
      main_time_ = capture.time;
      return pages_.Add(capture, main->title, main->text);
    }
    if (version != nullptr) {
      return pages_.Add(capture, version->article.title, BodyText(version->article));
    }
    return IsPage(capture) ? extra_.Add(capture, {}, {}) : Ok();
  }

  // Everything that is in the package but the digest; datapackage.json is the last.
  Result<std::vector<ZipPart>> Resources() const {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder_, error)) {
      if (entry.is_regular_file(error)) {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    std::vector<ZipPart> parts;
    Json resources = Json::array();
    for (const fs::path& file : files) {
      auto digest = DigestFile(file);
      if (!digest) {
        return digest.error();
      }
      const std::string name = file.lexically_relative(folder_).generic_string();
      const std::string id = AsciiLower(file.filename().string());
      resources.push_back({{"name", id},
                           {"path", name},
                           {"hash", "sha256:" + digest->sha256.Hex()},
                           {"bytes", digest->bytes}});
      parts.push_back({.name = name, .file = file});
    }
    parts.push_back({.name = std::string(kDataPackage), .text = DataPackage(resources)});
    return parts;
  }

  std::string DataPackage(const Json& resources) const {
    Json package = {{"profile", "data-package"},
                    {"wacz_version", "1.1.1"},
                    {"title", options_.title.empty() ? "Captures" : options_.title}};
    if (!options_.description.empty()) {
      package["description"] = options_.description;
    }
    package["software"] = options_.software;
    package["created"] = FormatUtc(options_.created.value_or(newest_));
    package["modified"] = FormatUtc(newest_);
    if (options_.main_page && main_time_) {
      package["mainPageUrl"] = options_.main_page->url.href();
      package["mainPageDate"] = FormatUtc(*main_time_);
    }
    package["resources"] = resources;
    return DumpJson(package, 2) + "\n";
  }

  Result<ZipPart> DigestPart() const {
    Json digest = {{"path", kDataPackage}, {"hash", WarcDigest(report_.digest)}};
    if (options_.stamp) {
      auto token = options_.stamp(report_.digest);
      if (!token) {
        return token.error();
      }
      digest["timestamps"] = Json::array({{{"type", "rfc3161"}, {"token", ToBase64(*token)}}});
    }
    return ZipPart{.name = std::string(kDataPackageDigest), .text = DumpJson(digest, 2) + "\n"};
  }

  const Archive& archive_;
  const WaczOptions& options_;
  const fs::path folder_;
  PageList pages_;
  PageList extra_;
  UtcTime newest_{};
  std::optional<UtcTime> main_time_;
  WaczReport report_;
};

}  // namespace

Result<WaczReport> ExportWacz(const Archive& archive, const WaczOptions& options) {
  std::error_code ignored;
  if (fs::exists(options.output, ignored)) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("{} exists; packages are never overwritten, name another",
                            options.output.string()));
  }
  auto workshop = Workshop::Make(options.output);
  if (!workshop) {
    return workshop.error();
  }
  return WaczExporter(archive, options, (*workshop)->folder()).Run();
}

}  // namespace kiosque
