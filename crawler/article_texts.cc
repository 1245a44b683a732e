#include "crawler/article_texts.h"

#include <string>

#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kShownFormat = 1;
/// Notices of a line or two are the same under many an address.
constexpr std::uint32_t kLeastWords = 40;

std::string RowKey(std::uint64_t mark) {
  return std::string(kArticleTextPrefix) + BigEndian(mark);
}

/// The last part of the path; of an address of a front script nothing.
std::string_view LastPart(const Url& url) {
  std::string_view path = url.path();
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last == "index.php" ? std::string_view() : last;
}

bool HasPart(const Url& url, std::string_view part) {
  const std::string_view path = url.path();
  for (std::size_t at = path.find(part); at != std::string_view::npos;
       at = path.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if (at > 0 && path[at - 1] == '/' &&
        (end == path.size() || path[end] == '/' || path[end] == ';')) {
      return true;
    }
  }
  return false;
}

}  // namespace

ArticleTexts::Marks ArticleTexts::MarksOf(std::string_view site, const Article& article) {
  if (article.words < kLeastWords) {
    return {};
  }
  std::string title = article.title;
  if (article.published && article.published->source != "url") {  // that differs by itself
    title.append(1, '\n').append(FormatUtc(article.published->utc));
  }
  std::string text(site);
  for (const Block& block : article.blocks) {
    text.append(1, '\n').append(block.text);
  }
  return {Fingerprint(text), Fingerprint(title)};
}

std::uint8_t ArticleTexts::RankOf(const FrontierEntry& entry) {
  const bool named = (entry.evidence & (kInFeed | kInSitemap)) != 0;
  return static_cast<std::uint8_t>((named ? 2 : 0) + (entry.url.search().empty() ? 1 : 0));
}

bool ArticleTexts::AreRelated(const Url& a, const Url& b) {
  const std::string_view last_a = LastPart(a);
  const std::string_view last_b = LastPart(b);
  if (last_a.empty() || last_b.empty()) {
    return !(last_a.empty() ? a : b).search().empty();
  }
  return HasPart(a, last_b) || HasPart(b, last_a);
}

std::optional<ArticleTexts::Shown> ArticleTexts::Find(const Marks& marks) const {
  const auto row = marks.text == 0 ? std::nullopt : rows_.Get(RowKey(marks.text));
  return row ? Decode(*row) : std::nullopt;
}

std::optional<ArticleTexts::Shown> ArticleTexts::Decode(std::string_view row) {
  ByteReader in(row);
  if (in.U8() != kShownFormat) {
    return std::nullopt;
  }
  const std::uint8_t rank = in.U8();
  const std::uint64_t title = in.Varint();
  Result<Url> url = Url::Parse(in.Bytes());
  if (!url || !in.Done()) {
    return std::nullopt;
  }
  return Shown{std::move(*url), rank, title};
}

void ArticleTexts::Keep(const Marks& marks, const FrontierEntry& entry) {
  if (marks.text == 0) {
    return;
  }
  ByteWriter out;
  out.U8(kShownFormat);
  out.U8(RankOf(entry));
  out.Varint(marks.title);
  out.Bytes(entry.url.href());
  rows_.Put(RowKey(marks.text), out.Take());
}

}  // namespace kiosque
