#include "corpus/wacz_verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "base/sanitize.h"
#include "corpus/base64.h"
#include "corpus/http_message.h"
#include "corpus/scratch_file.h"
#include "corpus/sha256_stream.h"
#include "corpus/wacz_export.h"
#include "corpus/warc_digest.h"
#include "corpus/warc_reader.h"
#include "corpus/zip_file.h"
#include "storage/content_coding.h"

namespace kiosque {
namespace {

using PlainJson = nlohmann::json;

constexpr std::uint64_t kMaxJson = std::uint64_t{256} << 20;
constexpr std::uint64_t kMaxRecord = std::uint64_t{1} << 30;

std::string MemberText(const PlainJson& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_string()
             ? found->get<std::string>()
             : std::string();
}

std::uint64_t NumberOf(const PlainJson& object, const char* name) {
  const auto found = object.find(name);
  if (found != object.end() && found->is_number_unsigned()) {
    return found->get<std::uint64_t>();
  }
  const std::string text = MemberText(object, name);
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool IsIndexed(std::string_view type) {
  return type == "response" || type == "revisit" || type == "resource";
}

bool IsWeb(std::string_view uri) {
  return uri.starts_with("http://") || uri.starts_with("https://");
}

// wget 1.21 puts the address into brackets.
std::string Address(std::string_view uri) {
  return std::string(uri.starts_with('<') && uri.ends_with('>') ? uri.substr(1, uri.size() - 2)
                                                                : uri);
}

std::string Digits(std::string_view date) {
  std::string digits;
  for (const char c : date) {
    if (c >= '0' && c <= '9' && digits.size() < 14) {
      digits.push_back(c);
    }
  }
  return digits;
}

class WaczVerifier {
 public:
  explicit WaczVerifier(const ZipReader& zip) : zip_(zip) {}

  Result<WaczCheck> Run() {
    CheckNames();
    CheckPackage();
    CheckDigest();
    for (std::size_t i = 0; i < zip_.entries().size(); ++i) {
      if (zip_.entries()[i].name.starts_with("archive/")) {
        if (Status status = CheckWarc(i); !status) {
          return status.error();
        }
      }
    }
    CheckIndexes();
    CheckPages();
    return std::move(check_);
  }

 private:
  void Problem(const std::string& what) {
    ++check_.problem_count;
    if (check_.problems.size() < kMaxWaczProblems) {
      check_.problems.push_back(SanitizeLine(what));
    }
  }

  void CheckNames() {
    std::set<std::string> names;
    for (const ZipReader::Entry& entry : zip_.entries()) {
      if (!names.insert(entry.name).second) {
        Problem(fmt::format("{} is there twice", entry.name));
      }
    }
  }

  std::optional<std::string> Read(std::string_view name) {
    const std::size_t at = zip_.Find(name);
    if (at == zip_.entries().size()) {
      Problem(fmt::format("{} is missing", name));
      return std::nullopt;
    }
    auto text = zip_.Text(at, kMaxJson);
    if (!text) {
      Problem(text.error().message);
      return std::nullopt;
    }
    return std::move(*text);
  }

  void CheckPackage() {
    const auto text = Read(kDataPackage);
    if (!text) {
      return;
    }
    check_.digest = Sha256::Of(*text);
    const PlainJson package = PlainJson::parse(*text, nullptr, /*allow_exceptions=*/false);
    if (!package.is_object() || !package.contains("resources") ||
        !package["resources"].is_array()) {
      Problem(fmt::format("{} is no list of files", kDataPackage));
      return;
    }
    check_.software = MemberText(package, "software");
    check_.created = MemberText(package, "created");
    check_.main_page = MemberText(package, "mainPageUrl");
    std::set<std::string> listed = {std::string(kDataPackage), std::string(kDataPackageDigest)};
    for (const PlainJson& resource : package["resources"]) {
      if (!resource.is_object()) {
        Problem("a resource in datapackage.json is no object");
      } else if (listed.insert(MemberText(resource, "path")).second) {
        CheckResource(resource);
      }
    }
    for (const ZipReader::Entry& entry : zip_.entries()) {
      if (!listed.contains(entry.name)) {
        Problem(fmt::format("{} is not named in datapackage.json: it may have been added later",
                            entry.name));
      }
    }
  }

  void CheckResource(const PlainJson& resource) {
    const std::string path = MemberText(resource, "path");
    const std::size_t at = zip_.Find(path);
    if (at == zip_.entries().size()) {
      Problem(fmt::format("{} is named in datapackage.json and missing", path));
      return;
    }
    Sha256Stream stream;
    const Status read = zip_.Read(at, [&](std::string_view piece) {
      stream.Add(piece);
      return Ok();
    });
    if (!read) {
      Problem(read.error().message);
      return;
    }
    ++check_.files;
    if (stream.bytes() != NumberOf(resource, "bytes")) {
      Problem(fmt::format("{} has {} bytes, not {}", path, stream.bytes(),
                          NumberOf(resource, "bytes")));
    }
    const std::string declared = MemberText(resource, "hash");
    if (!declared.starts_with("sha256:")) {
      Problem(fmt::format("{} has no SHA-256 in datapackage.json", path));
    } else if (declared != WarcDigest(stream.Finish())) {
      Problem(fmt::format("{} is not what its SHA-256 says: it was changed", path));
    }
  }

  void CheckDigest() {
    const auto text = Read(kDataPackageDigest);
    const PlainJson digest =
        text ? PlainJson::parse(*text, nullptr, /*allow_exceptions=*/false) : PlainJson::object();
    if (text && MemberText(digest, "hash") != WarcDigest(check_.digest)) {
      Problem("datapackage.json is not what datapackage-digest.json says: it was changed");
    }
    if (!digest.is_object() || !digest.contains("timestamps") || !digest["timestamps"].is_array()) {
      return;
    }
    for (const PlainJson& stamp : digest["timestamps"]) {
      auto token = FromBase64(MemberText(stamp, "token"));
      if (MemberText(stamp, "type") != "rfc3161" || !token) {
        Problem("a timestamp is there that cannot be read");
      } else {
        check_.tokens.push_back(std::move(*token));
      }
    }
  }

  Status CheckWarc(std::size_t entry) {
    const std::string& name = zip_.entries()[entry].name;
    auto file = std::make_unique<ScratchFile>();
    if (Status status = file->Fill(zip_, entry); !status) {
      if (status.error().code != Errc::kCorrupt) {
        return status;
      }
      Problem(status.error().message);
    }
    auto reader = WarcReader::Open(file->path());
    if (!reader) {
      Problem(fmt::format("{} is no WARC file", name));
      return Ok();
    }
    while (const auto record = (*reader)->Next()) {
      CheckRecord(*record, name);
    }
    for (const auto& [what, count] : (*reader)->oddities()) {
      Problem(fmt::format("{}: {} {}", name, count, what));
    }
    files_[name.substr(name.rfind('/') + 1)] = std::move(file);
    return Ok();
  }

  void CheckRecord(const WarcRecord& record, const std::string& file) {
    ++check_.records;
    const std::string uri = Address(record.Field("WARC-Target-URI"));
    CheckOne(record, "WARC-Block-Digest", record.block, file);
    if (record.type() == "response" && record.block.starts_with("HTTP/")) {
      CheckOne(record, "WARC-Payload-Digest", SplitHttpMessage(record.block).body, file);
    }
    if (!IsIndexed(record.type()) || !IsWeb(uri)) {
      return;
    }
    ++check_.captures;
    const auto time = ParseUtc(record.Field("WARC-Date"));
    if (time) {
      check_.first = check_.captures == 1 ? *time : std::min(check_.first, *time);
      check_.last = std::max(check_.last, *time);
    }
    ++captures_[{uri, Digits(record.Field("WARC-Date"))}];
  }

  void CheckOne(const WarcRecord& record, const char* field, std::string_view bytes,
                const std::string& file) {
    const auto matches = WarcDigestMatches(record.Field(field), bytes);
    check_.digests += matches ? 1 : 0;
    if (matches == false) {
      Problem(fmt::format("{}: the {} of {} is not what its {} says", file, record.type(),
                          record.Field("WARC-Target-URI"), field));
    }
  }

  void CheckIndexes() {
    auto missing = captures_;
    bool any = false;
    for (const ZipReader::Entry& entry : zip_.entries()) {
      const std::string& name = entry.name;
      const bool plain = name.ends_with(".cdx") || name.ends_with(".cdxj");
      const bool packed = name.ends_with(".cdx.gz") || name.ends_with(".cdxj.gz");
      if (!name.starts_with("indexes/") || (!plain && !packed)) {
        continue;
      }
      any = true;
      auto text = Read(name);
      if (text && packed) {
        auto unpacked = DecodeContentUpTo("gzip", *text, kMaxJson);
        text = unpacked ? std::optional<std::string>(std::move(*unpacked)) : std::nullopt;
      }
      if (text) {
        CheckIndex(*text, name, missing);
      }
    }
    if (!any) {
      Problem("there is no index");
    }
    for (const auto& [capture, count] : missing) {
      if (count > 0) {
        Problem(fmt::format("{} at {} is in no index", capture.first, capture.second));
      }
    }
  }

  using Places = std::map<std::pair<std::string, std::string>, std::int64_t>;

  void CheckIndex(std::string_view text, const std::string& name, Places& missing) {
    std::string_view before;
    for (std::size_t number = 1; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.empty() || line.starts_with('!')) {
        continue;
      }
      if (line < before) {
        Problem(fmt::format("{} line {} is not in order", name, number));
      }
      before = line;
      CheckLine(line, fmt::format("{} line {}", name, number), missing);
    }
  }

  void CheckLine(std::string_view line, const std::string& where, Places& missing) {
    const std::size_t brace = line.find('{');
    const PlainJson json = PlainJson::parse(line.substr(std::min(brace, line.size())), nullptr,
                                            /*allow_exceptions=*/false);
    if (!json.is_object()) {
      Problem(where + " is no CDXJ");
      return;
    }
    std::string file = MemberText(json, "filename");
    file = file.substr(file.rfind('/') + 1);
    const auto found = files_.find(file);
    const std::uint64_t length = NumberOf(json, "length");
    if (found == files_.end() || length > kMaxRecord) {
      Problem(where + " points into no file of the package");
      return;
    }
    std::string record = found->second->Part(NumberOf(json, "offset"), length);
    if (record.starts_with("\x1f\x8b")) {
      auto plain = DecodeContentUpTo("gzip", record, kMaxRecord);
      record = plain ? std::move(*plain) : std::string();
    }
    const std::string_view head = SplitHttpMessage(record).head;
    const std::string uri = Address(HttpField(head, "WARC-Target-URI"));
    const std::string time = Digits(HttpField(head, "WARC-Date"));
    const std::string key(line.substr(0, std::min(brace, line.size())));
    const bool same_time = key.find(" " + time) != std::string::npos && !time.empty();
    if (!record.starts_with("WARC/") || uri != MemberText(json, "url") || !same_time) {
      Problem(fmt::format("{} does not point to a record of {}", where, MemberText(json, "url")));
      return;
    }
    --missing[{uri, time}];
  }

  void CheckPages() {
    const auto text = Read(kWaczPages);
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    for (std::size_t number = 1; !rest.empty(); ++number) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const PlainJson page =
          PlainJson::parse(rest.substr(0, end), nullptr, /*allow_exceptions=*/false);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::string url = MemberText(page, "url");
      if (number == 1 || url.empty()) {
        continue;  // the header
      }
      ++check_.pages;
      const auto time = ParseUtc(MemberText(page, "ts"));
      const std::string digits = time ? Digits(FormatUtc(*time)) : std::string();
      if (!captures_.contains({url.substr(0, url.find('#')), digits})) {
        Problem(fmt::format("the page {} at {} is no capture of this package", url,
                            MemberText(page, "ts")));
      }
    }
  }

  const ZipReader& zip_;
  WaczCheck check_;
  std::map<std::string, std::unique_ptr<ScratchFile>> files_;  // WARC files by name
  Places captures_;  // how many records of a URL and second there are
};

}  // namespace

Result<WaczCheck> VerifyWacz(const std::filesystem::path& path) {
  auto zip = ZipReader::Open(path);
  if (!zip) {
    return zip.error();
  }
  return WaczVerifier(**zip).Run();
}

}  // namespace kiosque
