// The Article part of row_codec.h: the longest of the rows, and the one that grows with the parser.
#include <fmt/format.h>

#include <utility>

#include "storage/codec.h"
#include "storage/row_codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kArticleFormat = 2;
constexpr std::uint8_t kWithEvidence = 2;  // the first format that ends in the evidence

void WriteDate(ByteWriter& writer, const std::optional<ArticleDate>& date) {
  writer.Bool(date.has_value());
  if (!date) {
    return;
  }
  writer.Signed(date->utc.time_since_epoch().count());
  writer.Bool(date->offset.has_value());
  writer.Signed(date->offset ? date->offset->count() : 0);
  writer.U8(static_cast<std::uint8_t>(date->precision));
  writer.Bytes(date->source);
}

bool ReadDate(ByteReader& reader, std::optional<ArticleDate>& date) {
  if (!reader.Bool()) {
    return reader.ok();
  }
  date.emplace();
  date->utc = std::chrono::sys_seconds(std::chrono::seconds(reader.Signed()));
  const bool has_offset = reader.Bool();
  const std::int64_t offset = reader.Signed();
  constexpr std::int64_t kDayMinutes = 24 * 60;
  if (offset < -kDayMinutes || offset > kDayMinutes) {
    return false;
  }
  if (has_offset) {
    date->offset = std::chrono::minutes(offset);
  }
  const std::uint8_t precision = reader.U8();
  if (precision > static_cast<std::uint8_t>(ArticleDate::Precision::kSecond)) {
    return false;
  }
  date->precision = static_cast<ArticleDate::Precision>(precision);
  date->source = reader.Bytes();
  return reader.ok();
}

void WriteUrl(ByteWriter& writer, const std::optional<Url>& url) {
  writer.Bytes(url ? std::string_view(url->href()) : std::string_view());
}

bool ReadUrl(ByteReader& reader, std::optional<Url>& url) {
  const std::string_view href = reader.Bytes();
  if (href.empty()) {
    return reader.ok();
  }
  auto parsed = Url::Parse(href);
  if (!parsed) {
    return false;
  }
  url = std::move(*parsed);
  return true;
}

void WriteStrings(ByteWriter& writer, const std::vector<std::string>& strings) {
  writer.Varint(strings.size());
  for (const std::string& text : strings) {
    writer.Bytes(text);
  }
}

void ReadStrings(ByteReader& reader, std::vector<std::string>& strings) {
  const std::size_t count = reader.Count();
  strings.reserve(count);
  for (std::size_t i = 0; i < count && reader.ok(); ++i) {
    strings.emplace_back(reader.Bytes());
  }
}

void WriteBlock(ByteWriter& writer, const Block& block) {
  writer.U8(static_cast<std::uint8_t>(block.kind));
  writer.U8(block.level);
  writer.Bool(block.ordered);
  writer.Varint(block.ordinal);
  writer.Bytes(block.text);
  writer.Varint(block.links.size());
  for (const InlineLink& link : block.links) {
    writer.Varint(link.begin);
    writer.Varint(link.length);
    writer.Bytes(link.url.href());
  }
}

bool ReadLinks(ByteReader& reader, Block& block) {
  const std::size_t count = reader.Count();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t begin = reader.Varint();
    const std::uint64_t length = reader.Varint();
    auto url = Url::Parse(reader.Bytes());
    if (!url || begin > block.text.size() || length > block.text.size() - begin) {
      return false;
    }
    block.links.push_back(InlineLink{static_cast<std::uint32_t>(begin),
                                     static_cast<std::uint32_t>(length), std::move(*url)});
  }
  return reader.ok();
}

bool ReadBlock(ByteReader& reader, Block& block) {
  const std::uint8_t kind = reader.U8();
  if (kind > static_cast<std::uint8_t>(BlockKind::kEmbed)) {
    return false;
  }
  block.kind = static_cast<BlockKind>(kind);
  block.level = reader.U8();
  block.ordered = reader.Bool();
  block.ordinal = static_cast<std::uint16_t>(reader.Varint());
  block.text = reader.Bytes();
  return ReadLinks(reader, block);
}

bool ReadBody(ByteReader& reader, Article& article) {
  const std::size_t blocks = reader.Count();
  for (std::size_t i = 0; i < blocks; ++i) {
    if (!ReadBlock(reader, article.blocks.emplace_back())) {
      return false;
    }
  }
  const std::size_t captions = reader.Count();
  for (std::size_t i = 0; i < captions && reader.ok(); ++i) {
    ImageCaption& caption = article.captions.emplace_back();
    caption.url = reader.Bytes();
    caption.text = reader.Bytes();
  }
  ReadStrings(reader, article.comments);
  return reader.ok();
}

void WriteEvidence(ByteWriter& writer, const std::vector<FieldEvidence>& evidence) {
  writer.Varint(evidence.size());
  for (const FieldEvidence& field : evidence) {
    writer.Bytes(field.field);
    writer.Bytes(field.source);
    writer.U8(field.confidence);
  }
}

bool ReadEvidence(ByteReader& reader, std::vector<FieldEvidence>& evidence) {
  const std::size_t count = reader.Count();
  for (std::size_t i = 0; i < count && reader.ok(); ++i) {
    FieldEvidence& field = evidence.emplace_back();
    field.field = reader.Bytes();
    field.source = reader.Bytes();
    field.confidence = reader.U8();
  }
  return reader.ok();
}

void WriteHashes(ByteWriter& writer, const std::vector<std::uint64_t>& hashes) {
  writer.Varint(hashes.size());
  for (const std::uint64_t hash : hashes) {
    writer.Varint(hash);
  }
}

bool ReadHashes(ByteReader& reader, std::vector<std::uint64_t>& hashes) {
  const std::size_t count = reader.Count();
  for (std::size_t i = 0; i < count && reader.ok(); ++i) {
    hashes.push_back(reader.Varint());
  }
  return reader.ok();
}

// False at the first field that cannot be.
bool ReadArticle(ByteReader& reader, std::uint8_t format, Article& article) {
  article.title = reader.Bytes();
  ReadStrings(reader, article.byline);
  article.agency = reader.Bytes();
  if (!ReadDate(reader, article.published) || !ReadDate(reader, article.modified)) {
    return false;
  }
  article.language = reader.Bytes();
  article.declared_language = reader.Bytes();
  article.site_name = reader.Bytes();
  article.section = reader.Bytes();
  ReadStrings(reader, article.tags);
  article.description = reader.Bytes();
  if (!ReadUrl(reader, article.canonical) || !ReadUrl(reader, article.amp) ||
      !ReadUrl(reader, article.lead_image)) {
    return false;
  }
  article.license = reader.Bytes();
  article.paywalled = reader.Bool();
  const std::uint8_t kind = reader.U8();
  if (kind > static_cast<std::uint8_t>(PageKind::kOther)) {
    return false;
  }
  article.kind = static_cast<PageKind>(kind);
  article.words = static_cast<std::uint32_t>(reader.Varint());
  if (!ReadBody(reader, article) || format < kWithEvidence) {
    return reader.ok() && format < kWithEvidence;
  }
  article.credit = reader.Bytes();
  return ReadEvidence(reader, article.evidence) && ReadHashes(reader, article.template_blocks);
}

}  // namespace

std::string EncodeArticle(const Article& article) {
  ByteWriter writer;
  writer.U8(kArticleFormat);
  writer.Bytes(article.title);
  WriteStrings(writer, article.byline);
  writer.Bytes(article.agency);
  WriteDate(writer, article.published);
  WriteDate(writer, article.modified);
  writer.Bytes(article.language);
  writer.Bytes(article.declared_language);
  writer.Bytes(article.site_name);
  writer.Bytes(article.section);
  WriteStrings(writer, article.tags);
  writer.Bytes(article.description);
  WriteUrl(writer, article.canonical);
  WriteUrl(writer, article.amp);
  WriteUrl(writer, article.lead_image);
  writer.Bytes(article.license);
  writer.Bool(article.paywalled);
  writer.U8(static_cast<std::uint8_t>(article.kind));
  writer.Varint(article.words);
  writer.Varint(article.blocks.size());
  for (const Block& block : article.blocks) {
    WriteBlock(writer, block);
  }
  writer.Varint(article.captions.size());
  for (const ImageCaption& caption : article.captions) {
    writer.Bytes(caption.url);
    writer.Bytes(caption.text);
  }
  WriteStrings(writer, article.comments);
  writer.Bytes(article.credit);
  WriteEvidence(writer, article.evidence);
  WriteHashes(writer, article.template_blocks);
  return writer.Take();
}

Result<Article> DecodeArticle(std::string_view bytes) {
  ByteReader reader(bytes);
  const std::uint8_t format = reader.U8();
  if (format > kArticleFormat) {
    return Fail(Errc::kTooNew,
                fmt::format("article format {} is newer than {}, the newest this program reads",
                            format, kArticleFormat));
  }
  Article article;
  if (format == 0 || !ReadArticle(reader, format, article) || !reader.Done()) {
    return Fail(Errc::kCorrupt, "the bytes are not an article");
  }
  return article;
}

}  // namespace kiosque
