#include "corpus/diff_render.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/markup.h"
#include "base/sanitize.h"
#include "corpus/json_text.h"

namespace kiosque {
namespace {

using Kind = BlockDiff::Kind;

constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kFaint = "\x1b[2m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

// How a run of removed or added words is marked.
struct Marks {
  std::string_view remove_begin, remove_end, add_begin, add_end;
};
constexpr Marks kPlainMarks = {"[-", "-]", "{+", "+}"};
constexpr Marks kColourMarks = {"\x1b[31;9m", "\x1b[0m", "\x1b[32;4m", "\x1b[0m"};
constexpr Marks kHtmlMarks = {"<del>", "</del>", "<ins>", "</ins>"};

std::string EscapeHtml(std::string_view text) {
  return EscapeMarkup(SanitizeText(text));
}

// The words of both sides in one line.
template <typename Escape>
std::string MarkedWords(const WordDiff& diff, const Marks& marks, Escape escape) {
  std::string out;
  for (const Edit& edit : diff.edits) {
    const std::vector<TextToken>& side = edit.kind == EditKind::kAdded ? diff.to : diff.from;
    if (!out.empty() && side[edit.begin].space_before) {
      out += ' ';
    }
    const std::string words = escape(JoinTokens(side, edit.begin, edit.end));
    if (edit.kind == EditKind::kSame) {
      out += words;
    } else {
      const bool added = edit.kind == EditKind::kAdded;
      out.append(added ? marks.add_begin : marks.remove_begin).append(words);
      out.append(added ? marks.add_end : marks.remove_end);
    }
  }
  return out;
}

// --- terminal ---

class TerminalDiff {
 public:
  TerminalDiff(const VersionDiff& diff, bool colour) : diff_(diff), colour_(colour) {}

  std::string Run() {
    const auto line = [&](char sign, const Version& version, std::string_view code) {
      out_ += Painted(code, fmt::format("{}{}{} version {}, first seen {}", sign, sign, sign,
                                        version.number, FormatUtc(version.first_seen))) +
              '\n';
    };
    out_ += Painted(kBold, diff_.url.href()) + '\n';
    line('-', diff_.from, kRed);
    line('+', diff_.to, kGreen);
    out_ += SanitizeLine(DescribeChange(diff_.summary)) + '\n';
    PrintFields();
    for (const BlockDiff& block : diff_.diff.blocks) {
      PrintBlock(block);
    }
    EndSame();
    return std::move(out_);
  }

 private:
  std::string Painted(std::string_view code, std::string_view text) const {
    return colour_ ? fmt::format("{}{}{}", code, text, kPlain) : std::string(text);
  }

  void PrintFields() {
    for (const FieldDiff& field : diff_.diff.fields) {
      if (field.name == "title") {
        out_ += fmt::format(
            "\n  title: {}\n",
            MarkedWords(diff_.diff.title, colour_ ? kColourMarks : kPlainMarks, SanitizeLine));
      } else {
        out_ += fmt::format("  {}: {} → {}\n", field.name,
                            Painted(kRed, field.from.empty() ? "(none)" : SanitizeLine(field.from)),
                            Painted(kGreen, field.to.empty() ? "(none)" : SanitizeLine(field.to)));
      }
    }
  }

  void PrintBlock(const BlockDiff& block) {
    if (block.kind == Kind::kSame) {
      ++same_;
      return;
    }
    EndSame();
    switch (block.kind) {
      case Kind::kChanged:
        out_ += fmt::format(
            "\n~ {}\n",
            MarkedWords(block.words, colour_ ? kColourMarks : kPlainMarks, SanitizeLine));
        break;
      case Kind::kAdded:
        out_ += '\n' + Painted(kGreen, "+ " + SanitizeLine(block.to)) + '\n';
        break;
      case Kind::kRemoved:
        out_ += '\n' + Painted(kRed, "- " + SanitizeLine(block.from)) + '\n';
        break;
      default:
        out_ += '\n' + Painted(kFaint, "> (moved) " + SanitizeLine(block.to)) + '\n';
    }
  }

  void EndSame() {
    if (same_ > 0) {
      out_ += '\n' +
              Painted(kFaint,
                      fmt::format("  … {} paragraph{} unchanged", same_, same_ == 1 ? "" : "s")) +
              '\n';
    }
    same_ = 0;
  }

  const VersionDiff& diff_;
  const bool colour_;
  std::string out_;
  std::size_t same_ = 0;
};

// --- unified ---

struct Line {
  char sign;
  std::string text;
};

std::vector<std::string> LinesOf(const Article& article) {
  std::vector<std::string> lines{SanitizeLine(article.title)};
  for (const Block& block : article.blocks) {
    lines.push_back(SanitizeLine(block.text));
  }
  return lines;
}

// Compared as they are written, not by their normal form: a patch must apply to the letter.
std::vector<Line> UnifiedLines(const Article& from, const Article& to) {
  const std::vector<std::string> old_lines = LinesOf(from);
  const std::vector<std::string> new_lines = LinesOf(to);
  std::unordered_map<std::string_view, std::uint32_t> ids;
  const auto numbered = [&ids](const std::vector<std::string>& lines) {
    std::vector<std::uint32_t> out;
    for (const std::string& line : lines) {
      out.push_back(ids.emplace(line, static_cast<std::uint32_t>(ids.size())).first->second);
    }
    return out;
  };
  const std::vector<std::uint32_t> a = numbered(old_lines);
  const std::vector<std::uint32_t> b = numbered(new_lines);
  std::vector<Line> lines;
  for (const Edit& edit : DiffSequences(a, b)) {
    const bool added = edit.kind == EditKind::kAdded;
    const char sign = added ? '+' : edit.kind == EditKind::kRemoved ? '-' : ' ';
    for (std::size_t i = edit.begin; i < edit.end; ++i) {
      lines.push_back({sign, added ? new_lines[i] : old_lines[i]});
    }
  }
  return lines;
}

std::string Unified(const VersionDiff& diff) {
  constexpr std::size_t kContext = 3;
  const std::vector<Line> lines = UnifiedLines(diff.from.article, diff.to.article);
  std::string out = fmt::format("--- {}\t{}\tversion {}\n+++ {}\t{}\tversion {}\n", diff.url.href(),
                                FormatUtc(diff.from.first_seen), diff.from.number, diff.url.href(),
                                FormatUtc(diff.to.first_seen), diff.to.number);
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t change = i;
    while (change < lines.size() && lines[change].sign == ' ') {
      ++change;
    }
    if (change == lines.size()) {
      break;
    }
    const std::size_t begin = change - std::min(kContext, change - i);
    old_line += begin - i;
    new_line += begin - i;
    std::size_t end = change;
    for (std::size_t same = 0; end < lines.size() && same <= 2 * kContext; ++end) {
      same = lines[end].sign == ' ' ? same + 1 : 0;
    }
    while (end > change && lines[end - 1].sign == ' ') {
      --end;
    }
    end = std::min(end + kContext, lines.size());
    std::string hunk;
    std::size_t olds = 0;
    std::size_t news = 0;
    for (std::size_t at = begin; at < end; ++at) {
      hunk += fmt::format("{}{}\n", lines[at].sign, lines[at].text);
      olds += lines[at].sign != '+' ? 1 : 0;
      news += lines[at].sign != '-' ? 1 : 0;
    }
    out += fmt::format("@@ -{},{} +{},{} @@\n{}", olds == 0 ? old_line - 1 : old_line, olds,
                       news == 0 ? new_line - 1 : new_line, news, hunk);
    old_line += olds;
    new_line += news;
    i = end;
  }
  return out;
}

// --- html ---

std::string Html(const VersionDiff& diff) {
  std::string out = fmt::format(
      "<article class=\"kiosque-diff\" data-class=\"{}\">\n<p><a href=\"{}\">{}</a>: version {} "
      "({}) to {} ({}): {}</p>\n",
      ChangeClassName(diff.summary.change), EscapeHtml(diff.url.href()),
      EscapeHtml(diff.url.href()), diff.from.number, FormatUtc(diff.from.first_seen),
      diff.to.number, FormatUtc(diff.to.first_seen), EscapeHtml(DescribeChange(diff.summary)));
  return out + DiffHtmlBody(diff.diff) + "</article>\n";
}

// --- json ---

std::string JsonEdits(const WordDiff& diff) {
  static constexpr std::array<std::string_view, 3> kOps = {"same", "removed", "added"};
  std::vector<std::string> edits;
  for (const Edit& edit : diff.edits) {
    const auto& side = edit.kind == EditKind::kAdded ? diff.to : diff.from;
    edits.push_back(fmt::format(R"({{"op":"{}","text":{}}})",
                                kOps[static_cast<std::size_t>(edit.kind)],
                                JsonText(JoinTokens(side, edit.begin, edit.end))));
  }
  return fmt::format("[{}]", fmt::join(edits, ","));
}

std::string RenderJson(const VersionDiff& diff) {
  std::vector<std::string> classes;
  for (const ChangeClass change : diff.summary.classes) {
    classes.emplace_back(ChangeClassName(change));
  }
  std::vector<std::string> fields;
  for (const FieldDiff& field : diff.diff.fields) {
    fields.push_back(fmt::format(R"({{"field":"{}","from":{},"to":{}}})", field.name,
                                 JsonText(field.from), JsonText(field.to)));
  }
  std::vector<std::string> blocks;
  for (const BlockDiff& block : diff.diff.blocks) {
    std::string text = fmt::format(R"({{"kind":"{}","from":{},"to":{})", BlockDiffName(block.kind),
                                   JsonText(block.from), JsonText(block.to));
    text += block.kind == Kind::kChanged ? ",\"edits\":" + JsonEdits(block.words) + "}" : "}";
    blocks.push_back(std::move(text));
  }
  return fmt::format(
      R"({{"url":{},"from":{{"version":{},"first_seen":"{}"}},"to":{{"version":{},"first_seen":"{}"}},)"
      R"("class":"{}","classes":{},"numbers":{},"names":{},"quotes":{},"paragraphs_added":{},)"
      R"("paragraphs_removed":{},"words_added":{},"words_removed":{},"fields":[{}],"title":{},"blocks":[{}]}})"
      "\n",
      JsonText(diff.url.href()), diff.from.number, FormatUtc(diff.from.first_seen), diff.to.number,
      FormatUtc(diff.to.first_seen), ChangeClassName(diff.summary.change), JsonStrings(classes),
      JsonStrings(diff.summary.numbers), JsonStrings(diff.summary.names), diff.summary.quotes,
      diff.summary.paragraphs_added, diff.summary.paragraphs_removed, diff.summary.words_added,
      diff.summary.words_removed, fmt::join(fields, ","), JsonEdits(diff.diff.title),
      fmt::join(blocks, ","));
}

}  // namespace

std::optional<DiffFormat> DiffFormatFromName(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kNames = {"terminal", "unified", "html", "json"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) {
    return std::nullopt;
  }
  return static_cast<DiffFormat>(found - kNames.begin());
}

std::string DiffHtmlBody(const ArticleDiff& diff) {
  std::string out;
  for (const FieldDiff& field : diff.fields) {
    if (field.name == "title") {
      out += fmt::format("<h2>{}</h2>\n", MarkedWords(diff.title, kHtmlMarks, EscapeHtml));
    } else {
      out += fmt::format("<p>{}: <del>{}</del> <ins>{}</ins></p>\n", field.name,
                         EscapeHtml(field.from), EscapeHtml(field.to));
    }
  }
  bool gap = false;
  for (const BlockDiff& block : diff.blocks) {
    if (block.kind == Kind::kSame) {
      gap = true;
      continue;
    }
    out += std::exchange(gap, false) ? "<p>…</p>\n" : "";
    switch (block.kind) {
      case Kind::kChanged:
        out += fmt::format("<p>{}</p>\n", MarkedWords(block.words, kHtmlMarks, EscapeHtml));
        break;
      case Kind::kAdded:
        out += fmt::format("<p><ins>{}</ins></p>\n", EscapeHtml(block.to));
        break;
      case Kind::kRemoved:
        out += fmt::format("<p><del>{}</del></p>\n", EscapeHtml(block.from));
        break;
      default:
        out += fmt::format("<p class=\"moved\">{}</p>\n", EscapeHtml(block.to));
    }
  }
  return out;
}

std::string RenderDiff(const VersionDiff& diff, DiffFormat format, bool colour) {
  switch (format) {
    case DiffFormat::kTerminal:
      return TerminalDiff(diff, colour).Run();
    case DiffFormat::kUnified:
      return Unified(diff);
    case DiffFormat::kHtml:
      return Html(diff);
    case DiffFormat::kJson:
      break;
  }
  return RenderJson(diff);
}

}  // namespace kiosque
