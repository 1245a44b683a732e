#include "crawler/index_rows.h"

#include <utility>

#include "crawler/frontier_entry.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kIndexRowFormat = 1;

std::string RowKey(const Url& url) {
  return std::string(kIndexRowPrefix) + BigEndian(Fingerprint(IdentityOf(url)));
}

/// The first kMaxBytes, whole characters.
std::string Cut(std::string_view text) {
  if (text.size() <= IndexRow::kMaxBytes) {
    return std::string(text);
  }
  std::size_t end = IndexRow::kMaxBytes;
  while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return std::string(text.substr(0, end));
}

void WriteTime(ByteWriter& out, const std::optional<UtcTime>& time) {
  out.Bool(time.has_value());
  out.Time(time.value_or(UtcTime{}));
}
std::optional<UtcTime> ReadTime(ByteReader& in) {
  const bool there = in.Bool();
  const UtcTime time = in.Time();
  return there ? std::optional(time) : std::nullopt;
}

class Keeper {
 public:
  Keeper(const ParsedResponse& parsed, const Scope& scope, StateOverlay& rows)
      : source_(parsed.result.url.href()), scope_(scope), rows_(rows) {}

  void Keep(const Url& url, std::string_view title, std::string_view id,
            std::optional<UtcTime> published, std::optional<UtcTime> modified) {
    if (!scope_.SiteOf(url)) {
      return;
    }
    IndexRow row{source_, Cut(title), Cut(id), published, modified};
    std::string key = RowKey(url);
    std::string bytes = row.Encode();
    if (rows_.Get(key) != bytes) {
      rows_.Put(std::move(key), std::move(bytes));
    }
  }

 private:
  const std::string& source_;
  const Scope& scope_;
  StateOverlay& rows_;
};

}  // namespace

std::string IndexRow::Encode() const {
  ByteWriter out;
  out.U8(kIndexRowFormat);
  out.Bytes(source);
  out.Bytes(title);
  out.Bytes(id);
  WriteTime(out, published);
  WriteTime(out, modified);
  return out.Take();
}

std::optional<IndexRow> IndexRow::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kIndexRowFormat) {
    return std::nullopt;
  }
  IndexRow row;
  row.source = in.Bytes();
  row.title = in.Bytes();
  row.id = in.Bytes();
  row.published = ReadTime(in);
  row.modified = ReadTime(in);
  return in.Done() ? std::optional(std::move(row)) : std::nullopt;
}

void KeepIndexRows(const ParsedResponse& parsed, const Scope& scope, StateOverlay& rows) {
  Keeper keeper(parsed, scope, rows);
  if (parsed.feed) {
    for (const FeedEntry& entry : parsed.feed->entries) {
      if (entry.url) {
        keeper.Keep(*entry.url, PlainText(entry.title), entry.id, entry.published.time,
                    entry.updated.time);
      }
    }
  }
  if (parsed.posts) {
    for (const WpPost& post : parsed.posts->posts) {
      keeper.Keep(post.link, post.title, std::to_string(post.id), post.published, post.modified);
    }
  }
  if (parsed.sitemap) {
    for (const SitemapEntry& entry : parsed.sitemap->entries) {
      if (!entry.title.empty()) {
        keeper.Keep(entry.loc, entry.title, {}, entry.publication_date, entry.lastmod);
      }
    }
  }
}

std::optional<IndexRow> IndexRowOf(const Archive& archive, const Url& url) {
  const Result<std::optional<std::string>> row = archive.StateRow(RowKey(url));
  return row && *row ? IndexRow::Decode(**row) : std::nullopt;
}

}  // namespace kiosque
