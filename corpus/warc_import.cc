#include "corpus/warc_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/clock.h"
#include "corpus/article_json.h"
#include "corpus/foreign_body.h"
#include "corpus/http_message.h"
#include "corpus/warc_date.h"
#include "corpus/warc_export.h"
#include "corpus/warc_reader.h"

namespace kiosque {
namespace {

// "<http://example.org/>", as WARC 1.0's grammar had it by mistake.
std::string_view WithoutBrackets(std::string_view uri) {
  if (uri.starts_with('<') && uri.ends_with('>')) {
    uri = uri.substr(1, uri.size() - 2);
  }
  return uri;
}

// A line of an application/warc-fields block.
std::string_view InfoLine(std::string_view block, std::string_view name) {
  return HttpField(block, name);
}

FetchOutcome OutcomeOf(std::uint16_t status, std::string_view head, std::string_view truncated) {
  if (truncated == "length") {
    return FetchOutcome::kTooLarge;
  }
  if (truncated == "time") {
    return FetchOutcome::kTimeout;
  }
  if (truncated == "disconnect") {
    return FetchOutcome::kDisconnected;
  }
  if (status == 304) {
    return FetchOutcome::kNotModified;
  }
  const bool redirect = status >= 300 && status < 400 && !HttpField(head, "Location").empty();
  return redirect ? FetchOutcome::kRedirect : FetchOutcome::kOk;
}

bool SameSecond(UtcTime a, UtcTime b) {
  return std::chrono::floor<std::chrono::seconds>(a) == std::chrono::floor<std::chrono::seconds>(b);
}

// A record, and those that were seen to belong to it.
struct Exchange {
  std::string id;   // of the response
  std::string uri;  // as in the file
  std::string date;
  CaptureRecord record;
};

class Importer {
 public:
  Importer(Archive& archive, const ImportOptions& options, ImportReport& report)
      : archive_(archive), options_(options), report_(report) {}

  Status Run(WarcReader& reader) {
    while (auto record = reader.Next()) {
      if (Status status = Take(std::move(*record)); !status) {
        return status;
      }
    }
    Status status = EndExchange();
    if (status) {
      status = Flush();
    }
    for (const auto& [what, count] : reader.oddities()) {
      report_.oddities[what] += count;
    }
    report_.compressed_bytes += reader.compressed_bytes();
    return status;
  }

 private:
  void Odd(const char* what) { ++report_.oddities[what]; }

  Status Take(WarcRecord record) {
    const std::string type = AsciiLower(record.type());
    ++report_.records[type.empty() ? "none" : type];
    if (type == "request" || type == "metadata") {
      return TakeCompanion(std::move(record));
    }
    if (type == "warcinfo") {
      last_time_ = ParseWarcDate(record.Field("WARC-Date"));
      articles_kept_ = !HttpField(record.block, kArticlesLine).empty();
    }
    if (type == "response" || type == "revisit" || type == "resource") {
      if (Status status = EndExchange(); !status) {
        return status;
      }
      return TakeCapture(record, type);
    }
    return Ok();
  }

  // A request may come before its response or after it.
  Status TakeCompanion(WarcRecord record) {
    if (exchange_ && Belongs(record, *exchange_)) {
      Attach(record, exchange_->record);
      return Ok();
    }
    if (Status status = EndExchange(); !status) {
      return status;
    }
    constexpr std::size_t kMaxWaiting = 8;
    waiting_.push_back(std::move(record));
    if (waiting_.size() > kMaxWaiting) {
      waiting_.erase(waiting_.begin());
    }
    return Ok();
  }

  static bool Belongs(const WarcRecord& companion, const Exchange& exchange) {
    const std::string_view to = companion.Field("WARC-Concurrent-To");
    const bool same_visit = companion.Field("WARC-Target-URI") == exchange.uri &&
                            companion.Field("WARC-Date") == exchange.date;
    return (!to.empty() && to == exchange.id) || same_visit;
  }

  void Attach(const WarcRecord& companion, CaptureRecord& record) {
    Capture& capture = record.capture;
    if (AsciiLower(companion.type()) == "request") {
      if (HttpStatus(companion.block) != 0) {
        Odd("requests that are responses");
        return;
      }
      capture.request_head = std::string(SplitHttpMessage(companion.block).head);
      return;
    }
    const std::string_view block = companion.block;
    if (MediaType(companion.Field("Content-Type")) == kArticleMediaType) {
      AttachArticle(block, record);
      return;
    }
    capture.via = InfoLine(block, "via");
    const std::string_view time = InfoLine(block, "fetchTimeMs");
    std::int64_t milliseconds = 0;
    if (std::from_chars(time.data(), time.data() + time.size(), milliseconds).ec == std::errc()) {
      capture.duration = std::chrono::milliseconds(milliseconds);
    }
    if (const auto outcome = FetchOutcomeFromName(InfoLine(block, "outcome"))) {
      capture.outcome = *outcome;
    }
    capture.robots_ignored = InfoLine(block, "robots") == "ignored";
    capture.tls_broken = InfoLine(block, "certificate") == "not trusted";
    if (const std::string_view charset = InfoLine(block, "charset"); !charset.empty()) {
      capture.charset = charset;
    }
  }

  void AttachArticle(std::string_view json, CaptureRecord& record) {
    if (!options_.articles) {
      return;
    }
    auto read = ArticleFromJson(json);
    if (!read) {
      Odd("article records that cannot be read");
      return;
    }
    record.article = std::move(read->article);
    record.extractor = read->extractor;
  }

  Status TakeCapture(const WarcRecord& record, const std::string& type) {
    auto url = Url::Parse(WithoutBrackets(record.Field("WARC-Target-URI")));
    const auto time = TimeOf(record);
    if (!url || !time) {
      Odd(url ? "records without a date" : "records of other things than http and https");
      waiting_.clear();
      return Ok();
    }
    Exchange exchange{.id = std::string(record.Field("WARC-Record-ID")),
                      .uri = std::string(record.Field("WARC-Target-URI")),
                      .date = std::string(record.Field("WARC-Date")),
                      .record = CaptureRecord{.capture = Capture{.url = std::move(*url)}}};
    Capture& capture = exchange.record.capture;
    capture.time = *time;
    capture.ip = record.Field("WARC-IP-Address");
    ReadConnection(record, capture);
    const bool http = type == "revisit" || HttpStatus(record.block) != 0 ||
                      MediaType(record.Field("Content-Type")) == "application/http";
    if (type == "resource" || (type == "response" && !http)) {
      TakeResource(record, exchange.record);
    } else if (!TakeHttp(record, exchange.record)) {
      waiting_.clear();
      return Ok();
    }
    if (type == "revisit") {
      if (Status status = TakeOriginalBody(record, exchange.record); !status) {
        return status;
      }
      if (exchange.record.capture.status == 0) {  // neither it nor its original has a head
        Odd("responses without an HTTP status");
        waiting_.clear();
        return Ok();
      }
    }
    for (const WarcRecord& companion : waiting_) {
      if (Belongs(companion, exchange)) {
        Attach(companion, exchange.record);
      }
    }
    waiting_.clear();
    exchange_ = std::move(exchange);
    return Ok();
  }

  // Its date; where it has none that can be read, that of the record before.
  std::optional<UtcTime> TimeOf(const WarcRecord& record) {
    if (const auto time = ParseWarcDate(record.Field("WARC-Date"))) {
      last_time_ = time;
    } else if (last_time_) {
      Odd("records without a date, given that of the one before");
    }
    return last_time_;
  }

  static void ReadConnection(const WarcRecord& record, Capture& capture) {
    for (const WarcField& field : record.fields) {
      if (AsciiLower(field.name) != "warc-protocol") {
        continue;
      }
      if (field.value.starts_with("tls/")) {
        capture.tls = "TLSv" + field.value.substr(4);
      } else {
        capture.protocol = field.value;
      }
    }
    if (const std::string_view cipher = record.Field("WARC-Cipher-Suite"); !cipher.empty()) {
      capture.tls += (capture.tls.empty() ? "" : " ") + std::string(cipher);
    }
  }

  void TakeResource(const WarcRecord& record, CaptureRecord& out) {
    out.capture.media_type = MediaType(record.Field("Content-Type"));
    out.capture.status = 200;
    out.capture.response_head =
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\n\r\n", record.Field("Content-Type"));
    out.body = Body(record.block);
  }

  // False when the block is no HTTP response.
  bool TakeHttp(const WarcRecord& record, CaptureRecord& out) {
    Capture& capture = out.capture;
    const HttpMessage message = SplitHttpMessage(WithHead(record));
    capture.status = HttpStatus(message.head);
    const bool revisit = AsciiLower(record.type()) == "revisit";  // Heritrix calls them truncated
    if (capture.status == 0 && !revisit) {
      Odd("responses without an HTTP status");
      return false;
    }
    capture.response_head = std::string(message.head);
    capture.media_type = MediaType(HttpField(message.head, "Content-Type"));
    const std::string truncated = record.cut ? "disconnect"
                                  : revisit  ? std::string()
                                             : AsciiLower(record.Field("WARC-Truncated"));
    capture.truncated = !truncated.empty();
    capture.outcome = OutcomeOf(capture.status, message.head, truncated);
    if (!revisit) {
      TakeBody(record, message, out);
    }
    return true;
  }

  // The block; revisits of Heritrix and warcit may have none. A 304 is known without.
  static std::string_view WithHead(const WarcRecord& record) {
    const bool unchanged =
        record.block.empty() &&
        record.Field("WARC-Profile").find("not-modified") != std::string_view::npos;
    return unchanged ? std::string_view("HTTP/1.1 304 Not Modified\r\n\r\n") : record.block;
  }

  void TakeBody(const WarcRecord& record, const HttpMessage& message, CaptureRecord& out) {
    ForeignBody body = ReadForeignBody(record, message, out.capture.truncated);
    for (const char* what : body.oddities) {
      Odd(what);
    }
    out.capture.coding.name = std::move(body.coding);
    out.capture.truncated = out.capture.truncated || body.cut;
    out.body = Body(std::move(body.bytes));
    out.coded_body = std::move(body.coded);
  }

  // The body that a revisit says it had again.
  Status TakeOriginalBody(const WarcRecord& record, CaptureRecord& out) {
    if (record.Field("WARC-Profile").find("identical-payload-digest") == std::string_view::npos) {
      return Ok();  // a 304 has none
    }
    if (Status status = Flush(); !status) {
      return status;
    }
    std::string_view uri = record.Field("WARC-Refers-To-Target-URI");
    auto url = Url::Parse(WithoutBrackets(uri.empty() ? record.Field("WARC-Target-URI") : uri));
    const auto time = ParseWarcDate(record.Field("WARC-Refers-To-Date"));
    if (!url) {
      Odd("revisits whose original is not here");
      return Ok();
    }
    auto captures = archive_.Captures(*url);
    if (!captures) {
      return captures.error();
    }
    for (auto original = captures->rbegin(); original != captures->rend(); ++original) {
      const bool named = time ? SameSecond(original->time, *time) : true;
      if (!named || !original->payload || !original->payload_kept) {
        continue;
      }
      CaptureRecord copy{.capture = Capture{.url = *url}};
      if (Status status = CopyBody(*original, copy); !status) {
        if (status.error().code == Errc::kNotFound) {
          continue;  // how it was coded is no longer known
        }
        return status;
      }
      if (HasPayload(record, copy)) {
        out.capture.coding.name = std::move(copy.capture.coding.name);
        if (out.capture.status == 0) {
          out.capture.status = original->status;
          out.capture.response_head = original->response_head;
          out.capture.media_type = original->media_type;
        }
        out.coded_body = std::move(copy.coded_body);
        out.body = std::move(copy.body);
        return Ok();
      }
    }
    Odd("revisits whose original is not here");
    return Ok();
  }

  // Whether the bytes are those that the revisit speaks of; others' digests are of the coded bytes
  // or of the decoded ones.
  static bool HasPayload(const WarcRecord& record, const CaptureRecord& copy) {
    return PayloadDigestMatches(record,
                                copy.coded_body.empty() ? copy.body.view() : copy.coded_body) ||
           PayloadDigestMatches(record, copy.body.view());
  }

  Status CopyBody(const Capture& original, CaptureRecord& out) {
    auto body = archive_.Payload(*original.payload);
    if (!body) {
      return body.error();
    }
    out.body = std::move(*body);
    if (original.coding.coded_digest) {
      auto coded = archive_.CodedBody(original);
      if (!coded) {
        return coded.error();
      }
      out.capture.coding.name = original.coding.name;
      out.coded_body = std::string(coded->view());
    }
    return Ok();
  }

  // The exchange is complete: read its page and put it into the group.
  Status EndExchange() {
    if (!exchange_) {
      return Ok();
    }
    CaptureRecord record = std::move(exchange_->record);
    exchange_.reset();
    auto held = IsHeld(record);
    if (!held) {
      return held.error();
    }
    if (*held) {
      ++report_.held;
      return Ok();
    }
    const Capture& capture = record.capture;
    const bool html =
        capture.media_type == "text/html" || capture.media_type == "application/xhtml+xml";
    const bool read = options_.articles && options_.read_page && !articles_kept_;
    if (read && capture.status == 200 && html && !record.body.empty()) {
      ImportedReading reading = options_.read_page(capture, record.body.view());
      record.article = std::move(reading.article);
      record.extractor = reading.extractor;
      if (record.capture.charset.empty()) {
        record.capture.charset = std::move(reading.charset);
      }
    }
    group_bytes_ += record.body.size() + record.coded_body.size();
    group_.captures.push_back(std::move(record));
    return group_.captures.size() >= options_.group_captures || group_bytes_ >= options_.group_bytes
               ? Flush()
               : Ok();
  }

  // Whether this capture was in the archive before this import.
  Result<bool> IsHeld(const CaptureRecord& record) const {
    if (empty_before_) {
      return false;
    }
    auto captures = archive_.Captures(record.capture.url);
    if (!captures) {
      return captures.error();
    }
    return std::any_of(captures->begin(), captures->end(), [&](const Capture& held) {
      return held.sequence < first_own_ && held.time == record.capture.time &&
             held.status == record.capture.status && held.url == record.capture.url &&
             (record.body.empty() ? !held.payload : held.payload == record.body.digest());
    });
  }

  Status Flush() {
    if (group_.captures.empty()) {
      return Ok();
    }
    auto receipts = archive_.Commit(std::move(group_));
    group_ = CommitGroup{};
    group_bytes_ = 0;
    if (!receipts) {
      return receipts.error();
    }
    for (const CaptureReceipt& receipt : *receipts) {
      first_own_ = std::min(first_own_, receipt.sequence);
      ++report_.captures;
      report_.new_versions += receipt.new_version ? 1 : 0;
      report_.new_payloads += receipt.new_payload ? 1 : 0;
    }
    return Ok();
  }

  Archive& archive_;
  const ImportOptions& options_;
  ImportReport& report_;
  const bool empty_before_ = archive_.stats().captures == 0;
  std::uint64_t first_own_ = UINT64_MAX;  // sequence of the first capture of this file
  std::optional<Exchange> exchange_;
  std::optional<UtcTime> last_time_;  // of the record before
  bool articles_kept_ = false;        // the file says so: nothing is to be read anew
  std::vector<WarcRecord> waiting_;   // requests and metadata that came first
  CommitGroup group_;
  std::size_t group_bytes_ = 0;
};

}  // namespace

Status ImportWarc(Archive& archive, const std::filesystem::path& file, const ImportOptions& options,
                  ImportReport& report) {
  auto reader = WarcReader::Open(file);
  if (!reader) {
    return reader.error();
  }
  return Importer(archive, options, report).Run(**reader);
}

}  // namespace kiosque
