#include "corpus/tei_writer.h"

#include <fmt/format.h>

#include <utility>

#include "base/char_set.h"
#include "base/clock.h"
#include "base/markup.h"
#include "base/sanitize.h"

namespace kiosque {
namespace {

constexpr std::string_view kStart =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
    "<teiHeader><fileDesc><titleStmt><title>Kiosque corpus</title></titleStmt>"
    "<publicationStmt><p>Exported by Kiosque</p></publicationStmt>"
    "<sourceDesc><p>Articles as published on the Web</p></sourceDesc></fileDesc></teiHeader>\n";

std::string Xml(std::string_view text) {
  std::string out;
  AppendXml(text, out);
  return out;
}

std::string Element(std::string_view name, std::string_view text) {
  return text.empty() ? std::string()
                      : fmt::format("<{0}>{1}</{0}>", name, Xml(SanitizeLine(text)));
}

// An empty line of a list would be no item; TEI wants a title, whatever it is.
std::string Header(const CorpusRow& row) {
  const Article& article = row.version.article;
  std::string out = "<teiHeader><fileDesc><titleStmt>";
  out += fmt::format("<title>{}</title>", Xml(SanitizeLine(article.title)));
  for (const std::string& person : article.byline) {
    out += Element("author", person);
  }
  out += "</titleStmt><publicationStmt>";
  out += fmt::format(
      "<publisher>{}</publisher>",
      Xml(SanitizeLine(article.site_name.empty() ? row.url.hostname()
                                                 : std::string_view(article.site_name))));
  if (article.published) {
    out += fmt::format("<date type=\"published\" when=\"{}\"/>", article.published->Iso());
  }
  out += fmt::format("<idno type=\"kiosque\">{}</idno><idno type=\"url\">{}</idno>", RowId(row),
                     Xml(row.url.href()));
  if (!article.license.empty()) {
    out += fmt::format("<availability><licence>{}</licence></availability>",
                       Xml(SanitizeLine(article.license)));
  }
  out += "</publicationStmt><sourceDesc><bibl>";
  out += fmt::format("<ptr target=\"{}\"/>", Xml(row.url.href()));
  out += "</bibl></sourceDesc></fileDesc><profileDesc><creation>";
  out += fmt::format("<date type=\"crawled\" when=\"{}\"/></creation>",
                     FormatUtc(row.version.first_seen));
  if (!article.language.empty()) {
    out += fmt::format("<langUsage><language ident=\"{0}\">{0}</language></langUsage>",
                       Xml(article.language));
  }
  if (!article.tags.empty()) {
    out += "<textClass><keywords>";
    for (const std::string& tag : article.tags) {
      out += Element("term", tag);
    }
    out += "<term type=\"kind\">" + std::string(PageKindName(article.kind)) + "</term>";
    out += "</keywords></textClass>";
  }
  return out + "</profileDesc></teiHeader>";
}

// A block's text with its links as ref elements.
std::string Inline(const Block& block) {
  const std::string_view text = block.text;
  std::string out;
  std::size_t at = 0;
  for (const InlineLink& link : block.links) {
    if (link.begin < at || link.begin > text.size() || link.length > text.size() - link.begin) {
      continue;
    }
    AppendXml(text.substr(at, link.begin - at), out);
    out += "<ref target=\"";
    AppendXml(link.url.href(), out);
    out += "\">";
    AppendXml(text.substr(link.begin, link.length), out);
    out += "</ref>";
    at = link.begin + link.length;
  }
  AppendXml(text.substr(at), out);
  return out;
}

std::string Table(const Block& block) {
  std::string out = "<table><row><cell>";
  for (const char c : block.text) {
    if (c == '\n') {
      out += "</cell></row><row><cell>";
    } else if (c == '\t') {
      out += "</cell><cell>";
    } else {
      AppendXml(std::string_view(&c, 1), out);
    }
  }
  return out + "</cell></row></table>";
}

std::string BlockXml(const Block& block) {
  switch (block.kind) {
    case BlockKind::kHeading:
      return fmt::format("<p rend=\"heading\">{}</p>\n", Inline(block));
    case BlockKind::kListItem:
      return fmt::format("<item>{}</item>\n", Inline(block));
    case BlockKind::kQuote:
      return fmt::format("<quote>{}</quote>\n", Inline(block));
    case BlockKind::kTable:
      return Table(block) + "\n";
    case BlockKind::kCode:
      return fmt::format("<p rend=\"code\" xml:space=\"preserve\">{}</p>\n", Inline(block));
    case BlockKind::kParagraph:
    case BlockKind::kEmbed:
      break;
  }
  return fmt::format("<p>{}</p>\n", Inline(block));
}

std::string BodyXml(const Article& article) {
  std::string out = "<text><body><div type=\"article\">\n";
  if (!article.title.empty()) {
    out += fmt::format("<head>{}</head>\n", Xml(SanitizeLine(article.title)));
  }
  bool in_list = false;
  for (const Block& block : article.blocks) {
    const bool item = block.kind == BlockKind::kListItem;
    out += item && !in_list ? "<list>\n" : (!item && in_list ? "</list>\n" : "");
    in_list = item;
    out += BlockXml(block);
  }
  out += in_list ? "</list>\n" : "";
  out += article.blocks.empty() ? "<p/>\n" : "";
  return out + "</div></body></text>";
}

class TeiWriter final : public RowWriter {
 public:
  explicit TeiWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}

  Status Write(const CorpusRow& row) override {
    const std::string start = std::exchange(begun_, true) ? std::string() : std::string(kStart);
    const std::string& language = row.version.article.language;
    return sink_->Append(
        fmt::format("{}<TEI xml:id=\"k{}\"{}>{}\n{}</TEI>\n", start, RowId(row),
                    language.empty() ? "" : fmt::format(" xml:lang=\"{}\"", Xml(language)),
                    Header(row), BodyXml(row.version.article)));
  }
  Status Finish() override {
    Status status = begun_ ? Ok() : sink_->Append(kStart);
    if (status) {
      status = sink_->Append("</teiCorpus>\n");
    }
    return status ? sink_->Finish() : status;
  }

 private:
  std::unique_ptr<ByteSink> sink_;
  bool begun_ = false;
};

}  // namespace

namespace {

// What AppendXml must look at: markup, controls, and the first byte of U+FFFE and U+FFFF.
constexpr CharSet kXmlSigns(
    std::string_view("&<>\"\xEF\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0D\x0E\x0F"
                     "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F",
                     35));

}  // namespace

void AppendXml(std::string_view text, std::string& out) {
  std::size_t clean = 0;  // start of what was not yet copied
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (!kXmlSigns.Has(text[i])) {
      continue;
    }
    // U+FFFE and U+FFFF are UTF-8 and not XML.
    const bool no_character = byte == 0xef && i + 2 < text.size() && text[i + 1] == '\xbf' &&
                              (text[i + 2] == '\xbe' || text[i + 2] == '\xbf');
    if (byte == 0xef && !no_character) {
      continue;
    }
    out.append(text.substr(clean, i - clean));
    if (no_character || byte < 0x20) {
      out += "\xef\xbf\xbd";
      i += no_character ? 2 : 0;
    } else {
      AppendMarkup(text.substr(i, 1), out);
    }
    clean = i + 1;
  }
  out.append(text.substr(clean));
}

std::unique_ptr<RowWriter> MakeTeiWriter(std::unique_ptr<ByteSink> sink) {
  return std::make_unique<TeiWriter>(std::move(sink));
}

}  // namespace kiosque
