#include "base/article_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/char_set.h"
#include "base/markup.h"
#include "base/unicode.h"

namespace kiosque {

namespace {

std::string_view TextPart(const Block& block, std::size_t begin, std::size_t end) {
  return std::string_view(block.text).substr(begin, end - begin);
}

/// What Markdown may read as markup inside a line.
constexpr CharSet kMarkdownSigns("\\`*[]<_");

void AppendMarkdown(std::string_view text, std::string* out) {
  std::size_t clean = 0;  // start of what was not yet copied
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kMarkdownSigns.Has(text[i]) || (text[i] == '_' && i != 0 && text[i - 1] != ' ')) {
      continue;
    }
    out->append(text.substr(clean, i - clean)).push_back('\\');
    clean = i;
  }
  out->append(text.substr(clean));
}

/// An address inside "(…)": parentheses and spaces would end it.
std::string MarkdownAddress(const Url& url) {
  std::string address;
  for (const char c : url.href()) {
    if (c == '(') {
      address += "%28";
    } else if (c == ')') {
      address += "%29";
    } else {
      address += c;
    }
  }
  return address;
}

/// Calls `plain` for the runs between links and `linked` for each link, in order. Links that
/// overlap or stand outside the text are passed over.
template <typename Plain, typename Linked>
void ForEachRun(const Block& block, Plain plain, Linked linked) {
  std::size_t at = 0;
  for (const InlineLink& link : block.links) {
    const std::size_t end = std::size_t{link.begin} + link.length;
    if (link.begin < at || end > block.text.size() || link.length == 0) {
      continue;
    }
    plain(TextPart(block, at, link.begin));
    linked(TextPart(block, link.begin, end), link.url);
    at = end;
  }
  plain(TextPart(block, at, block.text.size()));
}

/// A line that would open a list, heading or quote by accident is escaped.
std::string GuardLineStart(std::string line) {
  if (line.empty()) {
    return line;
  }
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (line[0] == '#' || line[0] == '>' ||
      ((line[0] == '-' || line[0] == '+') && line.size() > 1 && line[1] == ' ')) {
    line.insert(0, "\\");
  } else if (digits != std::string::npos && digits > 0 && digits < 10 &&
             (line[digits] == '.' || line[digits] == ')') && digits + 1 < line.size() &&
             line[digits + 1] == ' ') {
    line.insert(digits, "\\");
  }
  return line;
}

std::string InlineMarkdown(const Block& block) {
  std::string out;
  ForEachRun(
      block, [&](std::string_view text) { AppendMarkdown(text, &out); },
      [&](std::string_view anchor, const Url& url) {
        out += '[';
        AppendMarkdown(anchor, &out);
        out += "](" + MarkdownAddress(url) + ')';
      });
  return out;
}

std::vector<std::vector<std::string_view>> TableCells(const Block& block) {
  std::vector<std::vector<std::string_view>> rows;
  std::string_view rest = block.text;
  while (true) {
    const std::size_t line_end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, line_end);
    std::vector<std::string_view>& row = rows.emplace_back();
    while (true) {
      const std::size_t cell_end = std::min(line.find('\t'), line.size());
      row.push_back(line.substr(0, cell_end));
      if (cell_end == line.size()) {
        break;
      }
      line.remove_prefix(cell_end + 1);
    }
    if (line_end == rest.size()) {
      return rows;
    }
    rest.remove_prefix(line_end + 1);
  }
}

std::string TableMarkdown(const Block& block) {
  const auto rows = TableCells(block);
  std::size_t columns = 1;
  for (const auto& row : rows) {
    columns = std::max(columns, row.size());
  }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out += r == 0 ? "|" : "\n|";
    for (std::size_t c = 0; c < columns; ++c) {
      std::string cell;
      AppendMarkdown(c < rows[r].size() ? rows[r][c] : std::string_view(), &cell);
      for (std::size_t bar = cell.find('|'); bar != std::string::npos;
           bar = cell.find('|', bar + 2)) {
        cell.insert(bar, "\\");
      }
      out += ' ' + cell + " |";
    }
    if (r == 0) {
      out += "\n|";
      for (std::size_t c = 0; c < columns; ++c) {
        out += " --- |";
      }
    }
  }
  return out;
}

std::string ListIndent(const Block& block) {
  return std::string(block.level > 1 ? 2 * (block.level - 1u) : 0u, ' ');
}

std::string BlockMarkdown(const Block& block) {
  switch (block.kind) {
    case BlockKind::kHeading:
      return std::string(std::clamp<std::size_t>(block.level, 1, 6), '#') + ' ' +
             InlineMarkdown(block);
    case BlockKind::kListItem:
      return ListIndent(block) +
             (block.ordered ? fmt::format("{}. ", block.ordinal) : std::string("- ")) +
             InlineMarkdown(block);
    case BlockKind::kQuote:
      return "> " + GuardLineStart(InlineMarkdown(block));
    case BlockKind::kTable:
      return TableMarkdown(block);
    case BlockKind::kCode:
      return "```\n" + block.text + "\n```";
    case BlockKind::kParagraph:
    case BlockKind::kEmbed:
      break;
  }
  return GuardLineStart(InlineMarkdown(block));
}

/// Items of one list follow line by line, paragraphs of one quote stay one quote; all else is set
/// apart by a blank line.
std::string_view Separator(const Block& before, const Block& after, std::string_view within_quote) {
  if (before.kind == BlockKind::kListItem && after.kind == BlockKind::kListItem) {
    return "\n";
  }
  if (before.kind == BlockKind::kQuote && after.kind == BlockKind::kQuote) {
    return within_quote;
  }
  return "\n\n";
}

template <typename Wanted, typename Render>
std::string JoinBlocks(const std::vector<Block>& blocks, std::string_view within_quote,
                       Wanted wanted, Render render) {
  std::string out;
  const Block* before = nullptr;
  for (const Block& block : blocks) {
    if (!wanted(block)) {
      continue;
    }
    if (before != nullptr) {
      out += Separator(*before, block, within_quote);
    }
    out += render(block);
    before = &block;
  }
  return out;
}

std::string InlineHtml(const Block& block) {
  std::string out;
  ForEachRun(
      block, [&](std::string_view text) { AppendMarkup(text, out); },
      [&](std::string_view anchor, const Url& url) {
        out += "<a href=\"";
        AppendMarkup(url.href(), out);
        out += "\">";
        AppendMarkup(anchor, out);
        out += "</a>";
      });
  return out;
}

std::string TableHtml(const Block& block) {
  std::string out = "<table>";
  for (const auto& row : TableCells(block)) {
    out += "<tr>";
    for (const std::string_view cell : row) {
      out += "<td>";
      AppendMarkup(cell, out);
      out += "</td>";
    }
    out += "</tr>";
  }
  return out + "</table>";
}

std::string BlockHtml(const Block& block) {
  const auto wrap = [&](std::string_view tag) {
    return fmt::format("<{0}>{1}</{0}>", tag, InlineHtml(block));
  };
  switch (block.kind) {
    case BlockKind::kHeading:
      return wrap(fmt::format("h{}", std::clamp<int>(block.level, 2, 6)));
    case BlockKind::kListItem:
      return wrap("li");
    case BlockKind::kTable:
      return TableHtml(block);
    case BlockKind::kCode:
      return wrap("pre");
    case BlockKind::kQuote:
    case BlockKind::kParagraph:
    case BlockKind::kEmbed:
      break;
  }
  return wrap("p");
}

/// The element that consecutive blocks share: a list, a quote, or none.
std::string_view HtmlWrapper(const Block& block) {
  if (block.kind == BlockKind::kListItem) {
    return block.ordered ? "ol" : "ul";
  }
  return block.kind == BlockKind::kQuote ? "blockquote" : "";
}

/// Typographic variants that editors and CMSes swap without changing the text.
void AppendNormalized(std::string_view text, std::string* out) {
  static constexpr std::pair<std::string_view, std::string_view> kFolds[] = {
      {"\u2018", "'"},  {"\u2019", "'"},  {"\u201A", "'"},  {"\u2032", "'"},
      {"\u201C", "\""}, {"\u201D", "\""}, {"\u201E", "\""}, {"\u00AB", "\""},
      {"\u00BB", "\""}, {"\u2010", "-"},  {"\u2011", "-"},  {"\u2012", "-"},
      {"\u2013", "-"},  {"\u2014", "-"},  {"\u2212", "-"},  {"\u2026", "..."}};
  static constexpr CharSet kLeads("\xC2\xE2");  // all of them begin with one of these bytes
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t plain = kLeads.FirstIn(text.substr(i));
    out->append(text.substr(i, plain));
    i += plain;
    if (i == text.size()) {
      return;
    }
    const auto* fold = std::find_if(std::begin(kFolds), std::end(kFolds), [&](const auto& f) {
      return text.substr(i, f.first.size()) == f.first;
    });
    if (fold == std::end(kFolds)) {
      *out += text[i++];
    } else {
      *out += fold->second;
      i += fold->first.size();
    }
  }
}

}  // namespace

bool HasWords(const Block& block) {
  return block.kind != BlockKind::kEmbed;
}

std::string BodyMarkdown(const Article& article) {
  return JoinBlocks(
      article.blocks, "\n>\n", [](const Block&) { return true; }, BlockMarkdown);
}

std::string BodyText(const Article& article) {
  return JoinBlocks(article.blocks, "\n\n", HasWords,
                    [](const Block& block) { return block.text; });
}

std::vector<std::string> BodyParagraphs(const Article& article) {
  std::vector<std::string> paragraphs;
  paragraphs.reserve(article.blocks.size());
  for (const Block& block : article.blocks) {
    if (HasWords(block)) {
      paragraphs.push_back(block.text);
    }
  }
  return paragraphs;
}

std::string BodyHtml(const Article& article) {
  std::string out;
  std::string_view open;
  for (const Block& block : article.blocks) {
    const std::string_view wrapper = HtmlWrapper(block);
    if (wrapper != open) {
      if (!open.empty()) {
        out += fmt::format("</{}>\n", open);
      }
      if (!wrapper.empty()) {
        out += fmt::format("<{}>\n", wrapper);
      }
      open = wrapper;
    }
    out += BlockHtml(block) + '\n';
  }
  if (!open.empty()) {
    out += fmt::format("</{}>\n", open);
  }
  return out;
}

std::string NormalText(std::string_view text) {
  std::string normal;
  AppendNormalized(CollapseSpace(text), &normal);
  return ToNfc(std::move(normal));
}

std::string VersionForm(const Article& article) {
  constexpr std::ptrdiff_t kMostSpaces = 2;
  std::string form = NormalText(article.title);
  for (const Block& block : article.blocks) {
    const bool counter = block.kind != BlockKind::kHeading && !block.text.empty() &&
                         block.text.front() >= '0' && block.text.front() <= '9' &&
                         std::count(block.text.begin(), block.text.end(), ' ') <= kMostSpaces;
    if (HasWords(block) && !counter) {
      form += '\n' + NormalText(block.text);
    }
  }
  for (const std::string& name : article.byline) {
    form += "\x1f" + NormalText(name);
  }
  form += "\x1e" + NormalText(article.agency) + "\x1e";
  // Dates read from running text may be relative ("il y a 3 heures").
  if (article.published && article.published->source != "text") {
    form += article.published->Iso();
  }
  form += "\x1e";
  form += article.lead_image ? article.lead_image->path() : std::string_view();
  return form;
}

std::string NormalForm(const Article& article) {
  std::string normal;
  AppendNormalized(CollapseSpace(article.title), &normal);
  for (const Block& block : article.blocks) {
    normal += '\n';
    AppendNormalized(CollapseSpace(block.text), &normal);
  }
  return ToNfc(std::move(normal));
}

}  // namespace kiosque
