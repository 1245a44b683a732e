#include "corpus/warc_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/article_text.h"
#include "base/surt.h"
#include "corpus/article_json.h"
#include "corpus/http_message.h"

namespace kiosque {
namespace {

constexpr std::string_view kIdenticalPayload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view kNotModified =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

// "https://user:pw@host/path#top" as it went over the wire.
std::string TargetUri(const Url& url) {
  return url.WithoutCredentials().WithoutFragment().href();
}

std::string_view TruncationReason(FetchOutcome outcome) {
  switch (outcome) {
    case FetchOutcome::kTooLarge:
      return "length";
    case FetchOutcome::kTimeout:
      return "time";
    case FetchOutcome::kDisconnected:
      return "disconnect";
    default:
      return "unspecified";
  }
}

// The second part of "TLSv1.3 TLS_AES_256_GCM_SHA384", and the first as "tls/1.3".
std::pair<std::string, std::string> TlsParts(const std::string& tls) {
  const std::size_t space = tls.find(' ');
  std::string version = tls.substr(0, space);
  if (version.starts_with("TLSv")) {
    version = "tls/" + version.substr(4);
  }
  return {version, space == std::string::npos ? std::string() : tls.substr(space + 1)};
}

// A response already written of the page at hand: what a revisit points to.
struct Original {
  std::string id;
  std::string uri;
  UtcTime time{};
  std::uint16_t status = 0;
  Sha256 digest;
};

class WarcExporter {
 public:
  WarcExporter(const Archive& archive, const WarcExportOptions& options)
      : archive_(archive), options_(options), writer_(options.writer) {}

  Result<WarcExportReport> Run() {
    if (!options_.cdxj.empty()) {
      auto sink = MakeFileSink(options_.cdxj);
      if (!sink) {
        return sink.error();
      }
      index_ = std::make_unique<CdxjWriter>(std::move(*sink));
    }
    const Status walked = VisitCaptures(archive_, options_.selection,
                                        [this](const Capture& capture) { return Export(capture); });
    if (!walked) {
      return walked.error();
    }
    return Finish();
  }

 private:
  Result<WarcExportReport> Finish() {
    Status status = writer_.Finish();
    if (status && index_) {
      status = index_->Finish();
    }
    if (!status) {
      return status.error();
    }
    report_.files = writer_.files();
    return report_;
  }

  Status Export(const Capture& capture) {
    if (capture.status == 0 || capture.response_head.empty()) {
      ++report_.without_response;
      return Ok();
    }
    const std::string surt = SurtKey(capture.url);
    if (surt != page_) {
      page_ = surt;
      originals_.clear();
      ids_.clear();
      versions_.clear();
    }
    std::string body;
    bool decoded = false;
    if (capture.payload || capture.coding.coded_digest) {
      auto coded = archive_.CodedBody(capture);
      if (!coded && coded.error().code == Errc::kNotFound) {
        ++report_.without_body;
        return Ok();
      }
      if (!coded) {
        return coded.error();
      }
      body = std::string(coded->view());
      decoded = !capture.coding.coded_digest;
    }
    if (Status status = writer_.BeginExchange(capture.time); !status) {
      return status;
    }
    return WriteExchange(capture, std::move(body), decoded);
  }

  // Fields that the records of one exchange share.
  WarcRecord Begin(std::string_view type, const Capture& capture, std::string_view content) {
    WarcRecord record;
    const std::string seed = fmt::format("{} {} {} {}", type, TargetUri(capture.url),
                                         FormatUtc(capture.time), Sha256::Of(content).Hex());
    // Two captures of one page in one microsecond with equal bytes still are two records.
    const int repeat = ids_[seed]++;
    record.Add("WARC-Type", std::string(type));
    record.Add("WARC-Record-ID", WarcRecordId(fmt::format("{} {}", seed, repeat)));
    record.Add("WARC-Date", FormatUtc(capture.time));
    record.Add("WARC-Target-URI", TargetUri(capture.url));
    return record;
  }

  Status WriteExchange(const Capture& capture, std::string body, bool decoded) {
    const Sha256 digest = Sha256::Of(body);
    const Original* original = FindOriginal(capture, body, digest);
    std::string head =
        ArchivedResponseHead(capture.response_head, body.size(), decoded, original != nullptr);
    WarcRecord record = Begin(original != nullptr ? "revisit" : "response", capture, head + body);
    const std::string id(record.Field("WARC-Record-ID"));
    AddConnection(capture, record);
    record.Add("WARC-Payload-Digest", WarcDigest(original != nullptr ? original->digest : digest));
    if (original != nullptr) {
      AddRevisit(capture, *original, record);
      record.block = std::move(head);
    } else {
      if (capture.truncated) {
        record.Add("WARC-Truncated", std::string(TruncationReason(capture.outcome)));
      }
      record.block = std::move(head) + body;
    }
    record.Add("Content-Type", "application/http;msgtype=response");
    auto place = writer_.Write(std::move(record));
    if (!place) {
      return place.error();
    }
    if (Status status = Index(capture, original, digest, std::move(*place)); !status) {
      return status;
    }
    if (original == nullptr) {
      ++report_.responses;
      originals_.push_back({id, TargetUri(capture.url), capture.time, capture.status, digest});
    } else {
      ++report_.revisits;
    }
    if (Status status = WriteCompanions(capture, id); !status) {
      return status;
    }
    return WriteArticle(capture, id);
  }

  // The earlier response of this page whose bytes these are, or of which a 304 says that it still
  // holds.
  const Original* FindOriginal(const Capture& capture, const std::string& body,
                               const Sha256& digest) const {
    if (capture.status == 304) {
      const auto last = std::find_if(originals_.rbegin(), originals_.rend(),
                                     [](const Original& o) { return o.status == 200; });
      return last == originals_.rend() ? nullptr : &*last;
    }
    if (body.empty()) {
      return nullptr;  // an empty body is never a duplicate
    }
    const auto found = std::find_if(originals_.begin(), originals_.end(),
                                    [&](const Original& o) { return o.digest == digest; });
    return found == originals_.end() ? nullptr : &*found;
  }

  static void AddConnection(const Capture& capture, WarcRecord& record) {
    if (!capture.ip.empty()) {
      record.Add("WARC-IP-Address", capture.ip);
    }
    if (!capture.protocol.empty()) {
      record.Add("WARC-Protocol", capture.protocol);
    }
    if (!capture.tls.empty()) {
      const auto [version, cipher] = TlsParts(capture.tls);
      record.Add("WARC-Protocol", version);
      if (!cipher.empty()) {
        record.Add("WARC-Cipher-Suite", cipher);
      }
    }
  }

  static void AddRevisit(const Capture& capture, const Original& original, WarcRecord& record) {
    record.Add("WARC-Profile",
               std::string(capture.status == 304 ? kNotModified : kIdenticalPayload));
    record.Add("WARC-Refers-To", original.id);
    record.Add("WARC-Refers-To-Target-URI", original.uri);
    record.Add("WARC-Refers-To-Date", FormatUtc(original.time));
  }

  Status Index(const Capture& capture, const Original* original, const Sha256& digest,
               WarcPlace place) {
    if (!index_) {
      return Ok();
    }
    CdxjEntry entry{
        .url = capture.url, .time = capture.time, .mime = {}, .digest = {}, .place = {}};
    entry.mime = original != nullptr ? "warc/revisit"
                                     : MediaType(HttpField(capture.response_head, "Content-Type"));
    entry.status = capture.status;
    entry.digest = WarcDigest(original != nullptr ? original->digest : digest);
    entry.place = std::move(place);
    return index_->Add(entry);
  }

  // The request, and what no other record has a place for.
  Status WriteCompanions(const Capture& capture, const std::string& response_id) {
    if (!capture.request_head.empty()) {
      const std::string head = ArchivedRequestHead(capture.request_head);
      WarcRecord request = Begin("request", capture, head);
      request.Add("WARC-Concurrent-To", response_id);
      request.Add("Content-Type", "application/http;msgtype=request");
      request.block = head;
      auto place = writer_.Write(std::move(request));
      if (!place) {
        return place.error();
      }
      ++report_.requests;
    }
    const std::string lines = MetadataLines(capture);
    WarcRecord metadata = Begin("metadata", capture, lines);
    metadata.Add("WARC-Concurrent-To", response_id);
    metadata.Add("Content-Type", "application/warc-fields");
    metadata.block = lines;
    auto place = writer_.Write(std::move(metadata));
    return place ? Ok() : Status(place.error());
  }

  // The version that began with this capture: as text for other tools, and without loss for an
  // import.
  Status WriteArticle(const Capture& capture, const std::string& response_id) {
    std::optional<Version> version;
    if (capture.version != 0 && versions_.insert(capture.version).second) {
      auto loaded = archive_.VersionNumber(capture.url, capture.version);
      if (!loaded && loaded.error().code != Errc::kNotFound) {
        return loaded.error();
      }
      if (loaded && capture.payload == loaded->payload) {
        version = std::move(*loaded);
      }
    }
    if (version) {
      const std::string json = ArticleJson(version->article, version->extractor);
      WarcRecord metadata = Begin("metadata", capture, json);
      metadata.Add("WARC-Refers-To", response_id);
      metadata.Add("WARC-Concurrent-To", response_id);
      metadata.Add("Content-Type", std::string(kArticleMediaType));
      metadata.block = json;
      const std::string text = version->article.title + "\n\n" + BodyText(version->article) + "\n";
      WarcRecord conversion = Begin("conversion", capture, text);
      conversion.Add("WARC-Refers-To", response_id);
      conversion.Add("Content-Type", "text/plain; charset=utf-8");
      conversion.block = text;
      for (WarcRecord* record : {&metadata, &conversion}) {
        if (auto place = writer_.Write(std::move(*record)); !place) {
          return place.error();
        }
      }
      ++report_.articles;
    }
    return options_.on_capture ? options_.on_capture(capture, version ? &*version : nullptr) : Ok();
  }

  // via and fetchTimeMs are Heritrix's names; the others are ours.
  static std::string MetadataLines(const Capture& capture) {
    std::string lines;
    if (!capture.via.empty()) {
      lines += fmt::format("via: {}\r\n", capture.via);
    }
    lines += fmt::format("fetchTimeMs: {}\r\n", capture.duration.count());
    lines += fmt::format("outcome: {}\r\n", FetchOutcomeName(capture.outcome));
    if (!capture.charset.empty()) {
      lines += fmt::format("charset: {}\r\n", capture.charset);
    }
    if (capture.robots_ignored) {
      lines += "robots: ignored\r\n";
    }
    if (capture.tls_broken) {
      lines += "certificate: not trusted\r\n";
    }
    return lines;
  }

  const Archive& archive_;
  const WarcExportOptions& options_;
  WarcWriter writer_;
  std::unique_ptr<CdxjWriter> index_;
  std::string page_;                  // SURT of the page at hand
  std::vector<Original> originals_;   // of that page
  std::map<std::string, int> ids_;    // record seeds of that page
  std::set<std::uint32_t> versions_;  // whose article was written, of that page
  WarcExportReport report_;
};

}  // namespace

Result<WarcExportReport> ExportWarc(const Archive& archive, const WarcExportOptions& options) {
  return WarcExporter(archive, options).Run();
}

std::vector<WarcField> WarcInfo(const std::string& program_version,
                                const std::string& operator_contact) {
  std::vector<WarcField> info = {
      {"software", "kiosque/" + program_version},
      {"format", "WARC File Format 1.1"},
      {"conformsTo",
       "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
      {"robots", "classic"},
      {std::string(kArticlesLine), fmt::format("metadata records of type {}", kArticleMediaType)},
  };
  if (!operator_contact.empty()) {
    info.push_back({"operator", operator_contact});
  }
  return info;
}

}  // namespace kiosque
