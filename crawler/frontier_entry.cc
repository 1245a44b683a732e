#include "crawler/frontier_entry.h"

#include <algorithm>
#include <utility>

#include "base/canonical.h"
#include "base/sha256.h"
#include "seeds/site.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kEntryFormat = 3;
constexpr std::uint8_t kHostFormat = 4;
constexpr std::uint8_t kRestlessHostFormat = 3;  ///< the one before, without `rests_until`
constexpr std::size_t kRankBytes = 17;

/// 0 = empty; the epoch itself is no time that a page is published or a host goes down at.
void WriteOptionalTime(ByteWriter& out, const std::optional<UtcTime>& time) {
  out.Time(time.value_or(UtcTime{}));
}
std::optional<UtcTime> ReadOptionalTime(ByteReader& in) {
  const UtcTime time = in.Time();
  return time == UtcTime{} ? std::nullopt : std::optional(time);
}

/// Dated ones first, newest first; then undated ones as they were found. Seconds are fine enough.
std::uint64_t OrderOf(const FrontierEntry& entry) {
  constexpr std::uint64_t kUndated = std::uint64_t{1} << 63;
  if (entry.published) {
    const auto seconds = entry.published->time_since_epoch().count() / 1'000'000;
    return (kUndated - 1) - static_cast<std::uint64_t>(std::max<std::int64_t>(0, seconds));
  }
  return kUndated | static_cast<std::uint64_t>(
                        std::max<std::int64_t>(0, entry.found.time_since_epoch().count()));
}

std::string Rank(const FrontierEntry& entry, std::uint64_t url) {
  // What failed waits behind what has not been tried; what is known to be a list comes before any
  // backlog.
  const bool hub = (entry.evidence & kWasHub) != 0;
  const LinkClass known = hub ? std::min(entry.link_class, LinkClass::kHub) : entry.link_class;
  const LinkClass rank_class = entry.failures > 0 ? LinkClass::kRetry : known;
  std::string rank(1, static_cast<char>(rank_class));
  return rank + BigEndian(OrderOf(entry)) + BigEndian(url);
}

}  // namespace

std::string FrontierEntry::Encode() const {
  ByteWriter out;
  out.U8(kEntryFormat);
  out.Bytes(url.href());
  out.U8(static_cast<std::uint8_t>(link_class));
  out.U8(evidence);
  out.U8(hops);
  out.U8(failures);
  out.Varint(depth);
  WriteOptionalTime(out, published);
  out.Time(found);
  out.Time(visited);
  out.Bytes(via);
  out.Bytes(etag);
  out.Bytes(last_modified);
  WriteOptionalTime(out, modified);
  out.Varint(payload);
  out.Varint(static_cast<std::uint64_t>(interval.count()));
  out.U8(quiet);
  out.Varint(scope);
  out.U8(terms);
  out.Bool(audit);
  out.Bool(told);
  return out.Take();
}

std::optional<FrontierEntry> FrontierEntry::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kEntryFormat) {
    return std::nullopt;
  }
  Result<Url> url = Url::Parse(in.Bytes());
  if (!url) {
    return std::nullopt;
  }
  FrontierEntry entry(std::move(*url));
  entry.link_class = static_cast<LinkClass>(
      std::min<std::uint8_t>(in.U8(), static_cast<std::uint8_t>(LinkClass::kRetry)));
  entry.evidence = in.U8();
  entry.hops = in.U8();
  entry.failures = in.U8();
  entry.depth = static_cast<std::uint16_t>(in.Varint());
  entry.published = ReadOptionalTime(in);
  entry.found = in.Time();
  entry.visited = in.Time();
  entry.via = in.Bytes();
  entry.etag = in.Bytes();
  entry.last_modified = in.Bytes();
  entry.modified = ReadOptionalTime(in);
  entry.payload = in.Varint();
  entry.interval = std::chrono::seconds(static_cast<std::int64_t>(in.Varint()));
  entry.quiet = in.U8();
  entry.scope = in.Varint();
  entry.terms = in.U8();
  entry.audit = in.Bool();
  entry.told = in.Bool();
  return in.Done() ? std::optional(std::move(entry)) : std::nullopt;
}

std::string HostRecord::Encode() const {
  ByteWriter out;
  out.U8(kHostFormat);
  out.Bytes(origin);
  out.Varint(queued);
  out.Varint(scheduled);
  out.Bytes(address);
  out.Varint(hard_failures);
  out.Varint(soft_failures);
  WriteOptionalTime(out, down_since);
  WriteOptionalTime(out, last_trouble);
  WriteOptionalTime(out, validators_lied);
  out.Varint(index_right);
  out.Varint(index_wrong);
  WriteOptionalTime(out, rests_until);
  return out.Take();
}

std::optional<HostRecord> HostRecord::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint8_t format = in.U8();
  if (format != kRestlessHostFormat && format != kHostFormat) {
    return std::nullopt;
  }
  HostRecord record;
  record.origin = in.Bytes();
  record.queued = in.Varint();
  record.scheduled = in.Varint();
  record.address = in.Bytes();
  record.hard_failures = static_cast<std::uint32_t>(in.Varint());
  record.soft_failures = static_cast<std::uint32_t>(in.Varint());
  record.down_since = ReadOptionalTime(in);
  record.last_trouble = ReadOptionalTime(in);
  record.validators_lied = ReadOptionalTime(in);
  record.index_right = static_cast<std::uint32_t>(in.Varint());
  record.index_wrong = static_cast<std::uint32_t>(in.Varint());
  if (format == kHostFormat) {
    record.rests_until = ReadOptionalTime(in);
  }
  return in.Done() ? std::optional(std::move(record)) : std::nullopt;
}

std::string KnownUrl::Encode() const {
  ByteWriter out;
  out.U8(evidence);
  out.Raw(row);
  return out.Take();
}

std::optional<KnownUrl> KnownUrl::Decode(std::string_view bytes) {
  if (bytes.empty()) {
    return std::nullopt;
  }
  KnownUrl known;
  known.evidence = static_cast<std::uint8_t>(bytes.front());
  known.row = bytes.substr(1);
  return known;
}

std::string RunRecord::Encode() const {
  ByteWriter out;
  out.U8(kEntryFormat);
  out.Time(started);
  out.Bool(finished);
  return out.Take();
}

std::optional<RunRecord> RunRecord::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kEntryFormat) {
    return std::nullopt;
  }
  RunRecord record;
  record.started = in.Time();
  record.finished = in.Bool();
  return in.Done() ? std::optional(record) : std::nullopt;
}

std::string SiteRecord::Encode() const {
  ByteWriter out;
  out.U8(kEntryFormat);
  out.Time(run);
  out.Varint(pages);
  return out.Take();
}

std::optional<SiteRecord> SiteRecord::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kEntryFormat) {
    return std::nullopt;
  }
  SiteRecord record;
  record.run = in.Time();
  record.pages = static_cast<std::uint32_t>(in.Varint());
  return in.Done() ? std::optional(record) : std::nullopt;
}

std::uint64_t PayloadMark(const Sha256& digest) {
  return std::max<std::uint64_t>(1, ReadBe64(digest.raw()));
}

std::uint64_t Fingerprint(std::string_view text) {
  return ReadBe64(Sha256::Of(text).raw());
}

std::string BigEndian(std::uint64_t number) {
  std::string bytes;
  AppendBe64(bytes, number);
  return bytes;
}

std::string IdentityOf(const Url& url) {
  const Url canonical = CanonicalUrl(url);
  std::string identity = SiteHost(canonical.hostname());
  if (canonical.has_explicit_port()) {
    identity += ':' + std::to_string(canonical.port());
  }
  return identity.append(canonical.path_and_query());
}

std::string HostKey(std::uint64_t host) {
  return std::string(kHostPrefix) + BigEndian(host);
}
std::string QueuePrefix(std::uint64_t host) {
  return "fq" + BigEndian(host);
}
std::string QueueKey(std::uint64_t host, const FrontierEntry& entry, std::uint64_t url) {
  return QueuePrefix(host) + Rank(entry, url);
}
std::string SchedulePrefix(std::uint64_t host) {
  return "fs" + BigEndian(host);
}
std::string ScheduleBound(std::uint64_t host, UtcTime due) {
  const auto micros = std::max<std::int64_t>(0, due.time_since_epoch().count());
  return SchedulePrefix(host) + BigEndian(static_cast<std::uint64_t>(micros));
}
std::string ScheduleKey(std::uint64_t host, UtcTime due, const FrontierEntry& entry,
                        std::uint64_t url) {
  return ScheduleBound(host, due) + Rank(entry, url);
}
std::string KnownKey(const Url& url, std::uint64_t identity) {
  return "fu" + BigEndian(Fingerprint(SiteHost(url.hostname()))) + BigEndian(identity);
}
std::string RunKey(std::uint64_t seeds) {
  return "fr" + BigEndian(seeds);
}
std::string TrapKey(std::uint64_t seeds) {
  return "fg" + BigEndian(seeds);
}
std::string RobotsKey(std::string_view origin) {
  return std::string("fb").append(origin);
}
std::string SiteKey(std::string_view id) {
  return "fx" + BigEndian(Fingerprint(id));
}

bool IsScheduleKey(std::string_view row) {
  return row.starts_with("fs");
}
UtcTime DueOf(std::string_view schedule_key) {
  return UtcTime(std::chrono::microseconds(
      static_cast<std::int64_t>(ReadBe64(schedule_key.substr(kPrefixBytes + kFingerprintBytes)))));
}
std::uint64_t HostOfRow(std::string_view row) {
  return ReadBe64(row.substr(kPrefixBytes));
}
std::uint64_t IdentityOfRow(std::string_view row) {
  return ReadBe64(row.substr(row.size() - kFingerprintBytes));
}
std::string_view RankOf(std::string_view row) {
  return row.substr(row.size() - kRankBytes);
}

}  // namespace kiosque
