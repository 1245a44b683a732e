#include "parser/sitemap.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/feed_date.h"
#include "parser/gunzip.h"
#include "parser/xml_decoder.h"
#include "parser/xml_reader.h"

namespace kiosque {

namespace {

constexpr std::size_t kMaxTitle = 4096;

/// Which URLs a sitemap may list.
class SiteScope {
 public:
  explicit SiteScope(Url sitemap)
      : sitemap_(std::move(sitemap)), domain_(sitemap_.RegistrableDomain()) {}

  /// The URL that `loc` means, if it is one of this site.
  std::optional<Url> Resolve(std::string_view loc) {
    loc = Trim(loc);
    if (loc.empty()) {
      return std::nullopt;
    }
    Result<Url> url = sitemap_.Resolve(loc);
    if (!url || !SameSite(*url)) {
      return std::nullopt;
    }
    return std::move(*url);
  }
  const Url& sitemap() const { return sitemap_; }

 private:
  /// The Public Suffix List is asked once a host, not once a row.
  bool SameSite(const Url& url) {
    if (url.hostname() == sitemap_.hostname()) {
      return true;
    }
    if (url.hostname() != last_host_) {
      last_host_ = url.hostname();
      last_same_ = url.RegistrableDomain() == domain_;
    }
    return last_same_;
  }

  Url sitemap_;
  std::string domain_;
  std::string last_host_;
  bool last_same_ = false;
};

/// The texts of one <url> or <sitemap>, as they come.
struct Row {
  std::string loc;
  std::string lastmod;
  std::string title;
  std::string publication_date;
  std::string language;
  std::string publication;
  std::vector<std::string> images;
  bool tainted = false;  // the address had a reference that was not expanded

  void Clear() {
    loc.clear();
    lastmod.clear();
    title.clear();
    publication_date.clear();
    language.clear();
    publication.clear();
    images.clear();
    tainted = false;
  }
};

}  // namespace

class SitemapReader::Impl {
 public:
  Impl(Url url, SitemapSink& sink, SitemapLimits limits)
      : scope_(std::move(url)), sink_(sink), limits_(limits), xml_(scope_.sitemap()) {}

  bool Append(std::string_view bytes) {
    if (stopped_) {
      return false;
    }
    if (!started_) {
      head_ += bytes;
      return head_.size() < 2 ? true : Begin(false);
    }
    return Coded(bytes);
  }

  void Finish() {
    if (!started_ && !stopped_) {
      Begin(true);
    }
    if (!stopped_) {
      Text(decoder_.Decode({}, true), true);
    }
  }

  bool valid() const { return valid_; }
  bool truncated() const { return truncated_; }

 private:
  enum class Form { kUnknown, kXml, kLines };

  bool Begin(bool last) {
    started_ = true;
    if (Gunzip::LooksLike(head_)) {
      gunzip_ = std::make_unique<Gunzip>();
    }
    const std::string head = std::move(head_);
    return (last && head.empty()) || Coded(head);
  }

  bool Coded(std::string_view bytes) {
    if (gunzip_ == nullptr) {
      return Plain(bytes);
    }
    // What follows damage in a compressed stream is noise; the rows before it count.
    return gunzip_->Append(bytes, [this](std::string_view piece) { return Plain(piece); });
  }

  bool Plain(std::string_view bytes) {
    if (decoded_bytes_ + bytes.size() > limits_.max_decoded_bytes) {
      bytes = bytes.substr(0, limits_.max_decoded_bytes - decoded_bytes_);
      truncated_ = true;
    }
    decoded_bytes_ += bytes.size();
    Text(decoder_.Decode(bytes, false), false);
    stopped_ = stopped_ || truncated_;
    return !stopped_;
  }

  void Text(std::string_view utf8, bool last) {
    if (form_ == Form::kUnknown) {
      const std::size_t first = utf8.find_first_not_of(kAsciiSpace);
      if (first == std::string_view::npos) {
        return;
      }
      form_ = utf8[first] == '<' ? Form::kXml : Form::kLines;
    }
    if (form_ == Form::kLines) {
      Lines(utf8, last);
      return;
    }
    xml_.Append(utf8);
    if (last) {
      xml_.Finish();
    }
    Elements();
  }

  /// https://www.sitemaps.org/protocol.html#otherformats: one absolute URL a line.
  void Lines(std::string_view utf8, bool last) {
    line_ += utf8;
    std::size_t at = 0;
    while (!stopped_) {
      std::size_t end = line_.find_first_of("\r\n", at);
      if (end == std::string::npos) {
        if (!last) {
          break;
        }
        end = line_.size();
      }
      Line(Trim(std::string_view(line_).substr(at, end - at)));
      if (end == line_.size()) {
        break;
      }
      at = end + 1;
    }
    line_.erase(0, std::min(at, line_.size()));
    if (line_.size() > kMaxUrlBytes) {
      stopped_ = true;  // no list of addresses
    }
  }

  void Line(std::string_view line) {
    if (!line.starts_with("http://") && !line.starts_with("https://")) {
      return;
    }
    if (auto url = scope_.Resolve(line)) {
      valid_ = true;
      stopped_ = !sink_.OnEntry(SitemapEntry(std::move(*url)));
    }
  }

  void Elements() {
    while (!stopped_) {
      switch (xml_.Next()) {
        case XmlReader::Token::kStart:
          Start();
          break;
        case XmlReader::Token::kEnd:
          End();
          break;
        case XmlReader::Token::kText:
          if (field_ != nullptr) {
            const std::size_t cap = field_ == &row_.title ? kMaxTitle : kMaxUrlBytes;
            *field_ += xml_.text().substr(0, cap - std::min(cap, field_->size()));
            row_.tainted = row_.tainted || (field_ == &row_.loc && xml_.dropped_reference());
          }
          break;
        default:
          return;
      }
    }
  }

  void Start() {
    const std::string& name = xml_.name();
    if (xml_.depth() == 1) {
      valid_ = name == "urlset" || name == "sitemapindex";
      stopped_ = !valid_;
    } else if (name == "url" || name == "sitemap") {
      row_.Clear();
      in_row_ = true;
    } else if (in_row_) {
      field_ = FieldFor(name);
    }
  }

  std::string* FieldFor(const std::string& name) {
    if (name == "loc") {
      return row_.loc.empty() ? &row_.loc : nullptr;
    }
    if (name == "lastmod") {
      return &row_.lastmod;
    }
    if (name == "news:title") {
      return &row_.title;
    }
    if (name == "news:publication_date") {
      return &row_.publication_date;
    }
    if (name == "news:language") {
      return &row_.language;
    }
    if (name == "news:name") {
      return &row_.publication;
    }
    if (name == "image:loc" && row_.images.size() < kMaxSitemapImages) {
      return &row_.images.emplace_back();
    }
    return nullptr;
  }

  void End() {
    field_ = nullptr;
    const std::string& name = xml_.name();
    if (!in_row_ || (name != "url" && name != "sitemap")) {
      return;
    }
    in_row_ = false;
    if (xml_.cut_off() || row_.tainted) {
      return;
    }
    if (name == "url") {
      Entry();
    } else if (auto url = scope_.Resolve(row_.loc); url && *url != scope_.sitemap()) {
      SubSitemap sitemap(std::move(*url));
      sitemap.lastmod = ParseFeedDate(row_.lastmod);
      stopped_ = !sink_.OnSitemap(std::move(sitemap));
    }
  }

  void Entry() {
    auto url = scope_.Resolve(row_.loc);
    if (!url) {
      return;
    }
    SitemapEntry entry(std::move(*url));
    entry.lastmod = ParseFeedDate(row_.lastmod);
    entry.title = CollapseSpace(row_.title);
    entry.publication_date = ParseFeedDate(row_.publication_date);
    entry.language = Trim(row_.language);
    entry.publication = CollapseSpace(row_.publication);
    for (const std::string& image : row_.images) {
      // Images lie on other hosts more often than not.
      if (const auto image_url = scope_.sitemap().Resolve(Trim(image));
          image_url && !Trim(image).empty()) {
        entry.images.push_back(*image_url);
      }
    }
    stopped_ = !sink_.OnEntry(std::move(entry));
  }

  SiteScope scope_;
  SitemapSink& sink_;
  const SitemapLimits limits_;
  std::string head_;
  std::unique_ptr<Gunzip> gunzip_;
  XmlDecoder decoder_;
  XmlReader xml_;
  Form form_ = Form::kUnknown;
  std::string line_;
  Row row_;
  std::string* field_ = nullptr;  // of row_, what text belongs to
  std::size_t decoded_bytes_ = 0;
  bool in_row_ = false;
  bool started_ = false;
  bool stopped_ = false;
  bool valid_ = false;
  bool truncated_ = false;
};

SitemapReader::SitemapReader(Url url, SitemapSink& sink, SitemapLimits limits)
    : impl_(std::make_unique<Impl>(std::move(url), sink, limits)) {}
SitemapReader::~SitemapReader() = default;

bool SitemapReader::Append(std::string_view bytes) {
  return impl_->Append(bytes);
}

void SitemapReader::Finish() {
  impl_->Finish();
}

bool SitemapReader::valid() const {
  return impl_->valid();
}

bool SitemapReader::truncated() const {
  return impl_->truncated();
}

/// Rows of the part that is being read, and how many there were before.
class SitemapParts::Collector final : public SitemapSink {
 public:
  explicit Collector(std::size_t max) : max_(max) {}

  bool OnEntry(SitemapEntry entry) override {
    if (entries_++ == max_) {
      part.truncated = true;
      return false;
    }
    part.entries.push_back(std::move(entry));
    return true;
  }
  bool OnSitemap(SubSitemap sub) override {
    if (sitemaps_++ == max_) {
      part.truncated = true;
      return false;
    }
    part.sitemaps.push_back(std::move(sub));
    return true;
  }
  bool full() const { return part.entries.size() + part.sitemaps.size() >= kRows; }

  Sitemap part;

 private:
  const std::size_t max_;
  std::size_t entries_ = 0;
  std::size_t sitemaps_ = 0;
};

SitemapParts::SitemapParts(Url url, SitemapLimits limits)
    : rows_(std::make_unique<Collector>(limits.max_entries)),
      reader_(std::move(url), *rows_, limits) {}
SitemapParts::~SitemapParts() = default;

Sitemap SitemapParts::Next(std::string_view bytes) {
  constexpr std::size_t kPiece = std::size_t{32} << 10;
  constexpr std::size_t kCodedPiece = 512;  // deflate makes up to a thousand bytes of one
  const std::size_t piece = Gunzip::LooksLike(bytes) ? kCodedPiece : kPiece;
  while (!ended_ && !rows_->full()) {
    const std::string_view next = bytes.substr(std::min(at_, bytes.size()), piece);
    at_ += next.size();
    if (next.empty() || !reader_.Append(next)) {
      reader_.Finish();
      ended_ = true;
    }
  }
  Sitemap part = std::exchange(rows_->part, Sitemap());
  part.valid = reader_.valid();
  part.truncated = part.truncated || (ended_ && reader_.truncated());
  return part;
}

Sitemap ParseSitemap(std::string_view bytes, const Url& url, SitemapLimits limits) {
  SitemapParts parts(url, limits);
  Sitemap sitemap = parts.Next(bytes);
  while (!parts.ended()) {
    Sitemap part = parts.Next(bytes);
    std::move(part.entries.begin(), part.entries.end(), std::back_inserter(sitemap.entries));
    std::move(part.sitemaps.begin(), part.sitemaps.end(), std::back_inserter(sitemap.sitemaps));
    sitemap.valid = part.valid;
    sitemap.truncated = part.truncated;
  }
  return sitemap;
}

}  // namespace kiosque
