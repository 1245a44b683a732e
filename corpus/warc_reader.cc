#include "corpus/warc_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/clock.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxLine = 1u << 20;
constexpr std::size_t kMaxFields = 1000;
constexpr std::uint64_t kMaxBlock = std::uint64_t{1} << 30;  // a larger one is passed over
constexpr std::size_t kBlockStep = 4u << 20;  // of a block, until it is known how much there is
constexpr std::size_t kArcLine = 4u << 10;    // the longest that is looked at behind a block
constexpr std::string_view kRecordEnd = "\r\n\r\n";
constexpr std::string_view kRecordStart = "\r\n\r\nWARC/";

std::string_view TrimEnd(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ' ||
                           line.back() == '\t')) {
    line.remove_suffix(1);
  }
  return line;
}

std::string_view TrimHeaderLine(std::string_view text) {
  text = TrimEnd(text);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  return text;
}

std::vector<std::string_view> HeaderWords(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    line = TrimHeaderLine(line);
    if (line.empty()) {
      return words;
    }
    const std::size_t end = std::min(line.find(' '), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc() && end == text.data() + text.size()
             ? std::optional<std::uint64_t>(value)
             : std::nullopt;
}

// "http://example.org/ 192.0.2.1 20240413120000 text/html 1234"; ARC 2 has more before the length,
// and an address may hold spaces, so the date is looked for.
struct ArcLine {
  std::string url;
  std::string ip;
  std::string date;
  std::string mime;
  std::string length;
};

std::optional<ArcLine> ParseArcLine(std::string_view line) {
  const auto words = HeaderWords(line);
  constexpr std::size_t kWords = 5;
  if (words.size() < kWords || words[0].find(':') == std::string_view::npos ||
      !AreAsciiDigits(words.back())) {
    return std::nullopt;
  }
  for (std::size_t i = 2; i + 2 < words.size(); ++i) {
    const std::string_view ip = words[i - 1];
    const bool dated = AreAsciiDigits(words[i]) && words[i].size() >= 8 && words[i].size() <= 17;
    const bool address =
        words.size() == kWords ||
        ip.find_first_not_of("0123456789abcdefABCDEF.:-") == std::string_view::npos;
    if (dated && address) {
      ArcLine arc;
      const auto url_end = static_cast<std::size_t>(ip.data() - words[0].data());
      arc.url = TrimHeaderLine(std::string_view(words[0].data(), url_end));
      arc.ip = ip;
      arc.date = words[i];
      arc.mime = words[i + 1];
      arc.length = words.back();
      return arc;
    }
  }
  return std::nullopt;
}

// Whether `line` is "WARC/1.0", or ends like that: the bytes of a body whose length was too short
// may stand before it, or a byte order mark.
std::optional<std::size_t> VersionAt(std::string_view line) {
  const std::size_t at = line.rfind("WARC/");
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view version = line.substr(at + 5);
  if (version.empty() || !AreAsciiDigits(version.substr(0, 1))) {
    return std::nullopt;
  }
  const bool alone = version.find_first_not_of("0123456789.") == std::string_view::npos;
  return at == 0 || alone ? std::optional<std::size_t>(at) : std::nullopt;
}

}  // namespace

Result<std::unique_ptr<WarcReader>> WarcReader::Open(const std::filesystem::path& path) {
  auto source = ByteSource::Open(path);
  if (!source) {
    return source.error();
  }
  const std::string_view start = (*source)->Peek(512);
  const bool arc = start.find("filedesc:") != std::string_view::npos ||
                   ParseArcLine(start.substr(0, start.find('\n'))).has_value();
  if (!start.empty() && !arc && start.find("WARC/") == std::string_view::npos) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("{} is neither a WARC nor an ARC file", path.string()));
  }
  std::unique_ptr<WarcReader> reader(new WarcReader(std::move(*source), arc));
  if (start.empty()) {
    reader->Odd("files with nothing in them");
  }
  return reader;
}

// The line with which the next record begins, or empty at the end.
std::optional<std::string> WarcReader::FindStart() {
  bool garbage = false;
  while (true) {
    const std::string_view line = source_->Line(kMaxLine);
    if (line.empty()) {
      if (source_->damaged() > 0 && !damage_told_) {
        damage_told_ = true;
        oddities_["compressed data damaged or cut off"] += source_->damaged();
      }
      return std::nullopt;
    }
    const std::string_view text = TrimEnd(line);
    if (text.empty()) {
      continue;
    }
    const auto version = VersionAt(text);
    if (!garbage && version != 0u && !(arc_ && ParseArcLine(text))) {
      Odd("bytes between records that are none");
      garbage = true;
    }
    if (version) {
      return std::string(text.substr(*version));
    }
    if (arc_ && ParseArcLine(text)) {
      return std::string(text);
    }
  }
}

std::optional<WarcRecord> WarcReader::Next() {
  while (auto start = FindStart()) {
    auto record = start->starts_with("WARC/") ? ReadWarc(std::move(*start)) : ReadArc(*start);
    if (record) {
      return record;
    }
  }
  return std::nullopt;
}

void WarcReader::ReadFields(WarcRecord& record) {
  while (true) {
    const std::string_view line = source_->Line(kMaxLine);
    const std::string_view text = TrimEnd(line);
    if (text.empty()) {
      return;
    }
    if ((text.front() == ' ' || text.front() == '\t') && !record.fields.empty()) {
      record.fields.back().value += fmt::format(" {}", TrimHeaderLine(text));
      continue;
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || record.fields.size() >= kMaxFields) {
      Odd("header lines that are no fields");
      continue;
    }
    record.Add(std::string(TrimHeaderLine(text.substr(0, colon))),
               std::string(TrimHeaderLine(text.substr(colon + 1))));
  }
}

std::optional<WarcRecord> WarcReader::ReadWarc(std::string version) {
  WarcRecord record;
  record.version = std::move(version);
  if (record.version != "WARC/1.0" && record.version != "WARC/1.1") {
    Odd("records of another WARC version than 1.0 and 1.1");
  }
  ReadFields(record);
  const std::string length(record.Field("Content-Length"));
  return ReadBlock(length, record) ? std::optional<WarcRecord>(std::move(record)) : std::nullopt;
}

// Whether `bytes`, after empty lines, are the start of a record, or nothing.
bool WarcReader::BeginsRecord(std::string_view bytes) const {
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  return bytes.empty() || bytes.starts_with("WARC/") ||
         (arc_ && ParseArcLine(bytes.substr(0, bytes.find('\n'))));
}

// Makes a block of `bytes` available. Where the next record begins, when that is with a member of
// the compressed file within the block.
std::optional<std::size_t> WarcReader::PeekBlock(std::size_t bytes) {
  std::size_t seen = 1;
  for (std::size_t want = 0; want < bytes;) {
    want = std::min(bytes, want + kBlockStep);
    const std::string_view there = source_->Peek(want + kArcLine);
    for (auto member = source_->NextMember(seen, want); member;
         member = source_->NextMember(seen, want)) {
      if (*member < there.size() && BeginsRecord(there.substr(*member))) {
        return member;
      }
      seen = *member + 1;
    }
    if (there.size() < want) {
      break;
    }
  }
  return std::nullopt;
}

// The bytes of a block whose declared length is `bytes`, as they are in the file: up to the next
// record, when what stands behind the declared length is none.
std::size_t WarcReader::BlockBytes(std::size_t bytes) {
  if (const auto member = PeekBlock(bytes)) {
    return *member;
  }
  const std::string_view there = source_->Peek(bytes + kArcLine);
  if (there.size() >= bytes && BeginsRecord(there.substr(bytes))) {
    return bytes;
  }
  for (std::size_t at = there.find(kRecordStart); at < bytes;
       at = there.find(kRecordStart, at + 1)) {
    const std::size_t begin = at + kRecordEnd.size();
    const std::string_view head = there.substr(begin, kArcLine);
    if (AsciiLower(head).find("\nwarc-type:") != std::string::npos) {
      return begin;
    }
  }
  return bytes;
}

// Reads the block into `record`; false when there is no record to give.
bool WarcReader::ReadBlock(std::string_view length, WarcRecord& record) {
  const auto size = Number(length);
  if (!size) {
    Odd("records without a length");
    return false;
  }
  if (*size > kMaxBlock) {
    Odd("records of more than 1 GiB, passed over");
    source_->Skip(*size);
    return false;
  }
  const auto declared = static_cast<std::size_t>(*size);
  const std::size_t bytes = BlockBytes(declared);
  record.block = std::string(source_->Peek(bytes).substr(0, bytes));
  source_->Skip(record.block.size());
  if (bytes < declared) {
    Odd("records whose length leads into the next one");
    record.cut = !record.block.ends_with(kRecordEnd);
    if (!record.cut) {
      record.block.resize(record.block.size() - kRecordEnd.size());
    }
  } else if (record.block.size() < bytes) {
    Odd("records cut off by the end of the file");
    record.cut = true;
  }
  return true;
}

std::optional<WarcRecord> WarcReader::ReadArc(std::string_view line) {
  const auto arc = ParseArcLine(line);
  if (!arc) {
    return std::nullopt;
  }
  WarcRecord record;
  record.version = "ARC/1.0";
  record.Add("WARC-Type", arc->url.starts_with("filedesc:") ? "warcinfo" : "response");
  record.Add("WARC-Target-URI", arc->url);
  std::string digits = arc->date;
  digits.resize(14, '0');
  if (const auto time = ParseUtc(digits)) {
    record.Add("WARC-Date", FormatUtc(*time));
  }
  if (arc->ip != "0.0.0.0") {
    record.Add("WARC-IP-Address", arc->ip);
  }
  if (!ReadBlock(arc->length, record)) {
    return std::nullopt;
  }
  const bool http = record.block.starts_with("HTTP/");
  record.Add("Content-Type", http ? "application/http;msgtype=response" : arc->mime);
  return record;
}

}  // namespace kiosque
