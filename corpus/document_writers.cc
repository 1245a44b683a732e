// The formats of row_writer.h that are documents rather than tables: markdown and text.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/article_text.h"
#include "base/sanitize.h"
#include "corpus/csv_writer.h"
#include "corpus/json_text.h"
#include "corpus/jsonl_writer.h"
#include "corpus/row_writer.h"
#include "corpus/tei_writer.h"
#include "corpus/token_writers.h"

namespace kiosque {
namespace {

constexpr std::array<std::string_view, 7> kFormatNames = {"jsonl", "csv",      "markdown", "text",
                                                          "tei",   "vertical", "conllu"};
constexpr std::array<std::string_view, 7> kSuffixes = {"jsonl", "csv",  "md",    "txt",
                                                       "xml",   "vert", "conllu"};

// The columns that are the document itself, and those that only a program wants.
bool InFrontMatter(std::string_view name) {
  return name != "text" && name != "markdown" && name != "links" && name != "captions";
}

// A JSON scalar or flow list is YAML too (YAML 1.2.2 §1.3), and JSON strings need no guessing about
// quotes.
class YamlValue {
 public:
  explicit YamlValue(std::string& out) : out_(out) {}
  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { AppendJsonString(text, out_); }
  void operator()(std::int64_t number) const { out_ += std::to_string(number); }
  void operator()(bool truth) const { out_ += truth ? "true" : "false"; }
  void operator()(const std::vector<std::string>& list) const {
    out_.push_back('[');
    for (const std::string& text : list) {
      out_ += out_.back() == '[' ? "" : ", ";
      AppendJsonString(text, out_);
    }
    out_.push_back(']');
  }
  void operator()(const std::vector<CorpusLink>&) const {}

 private:
  std::string& out_;
};

class MarkdownWriter final : public RowWriter {
 public:
  explicit MarkdownWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}
  Status Write(const CorpusRow& row) override {
    const std::string before = first_ ? "" : "\n";
    first_ = false;
    return sink_->Append(before + MarkdownDocument(row));
  }
  Status Finish() override { return sink_->Finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
  bool first_ = true;
};

class TextWriter final : public RowWriter {
 public:
  explicit TextWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}
  Status Write(const CorpusRow& row) override {
    const Article& article = row.version.article;
    std::string out = first_ ? "" : "\f\n";
    first_ = false;
    const auto line = [&out](std::string_view name, std::string_view value) {
      if (!value.empty()) {
        out += fmt::format("{}: {}\n", name, SanitizeLine(value));
      }
    };
    line("Title", article.title);
    line("By", fmt::format("{}", fmt::join(article.byline, ", ")));
    line("Published", article.published ? article.published->Iso() : std::string());
    line("Crawled", FormatUtc(row.version.first_seen));
    line("Version", std::to_string(row.version.number));
    line("Language", article.language);
    line("URL", row.url.href());
    out += "\n" + SanitizeText(BodyText(article));
    out += out.ends_with('\n') ? "" : "\n";
    return sink_->Append(out);
  }
  Status Finish() override { return sink_->Finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
  bool first_ = true;
};

}  // namespace

std::string_view CorpusFormatName(CorpusFormat format) {
  return kFormatNames[static_cast<std::size_t>(format)];
}

std::optional<CorpusFormat> CorpusFormatFromName(std::string_view name) {
  for (std::size_t i = 0; i < kFormatNames.size(); ++i) {
    if (kFormatNames[i] == name) {
      return static_cast<CorpusFormat>(i);
    }
  }
  return std::nullopt;
}

std::string_view CorpusFormatSuffix(CorpusFormat format) {
  return kSuffixes[static_cast<std::size_t>(format)];
}

std::string MarkdownDocument(const CorpusRow& row) {
  std::string out = "---\n";
  for (const Column& column : Columns()) {
    const ColumnValue value = column.value(row);
    if (!InFrontMatter(column.name) || std::holds_alternative<std::monostate>(value)) {
      continue;
    }
    out += fmt::format("{}: ", column.name);
    std::visit(YamlValue(out), value);
    out.push_back('\n');
  }
  out += fmt::format("---\n\n# {}\n\n{}", SanitizeLine(row.version.article.title),
                     SanitizeText(BodyMarkdown(row.version.article)));
  if (!out.ends_with('\n')) {
    out.push_back('\n');
  }
  return out;
}

std::unique_ptr<RowWriter> MakeRowWriter(CorpusFormat format, std::unique_ptr<ByteSink> sink,
                                         const RowWriterOptions& options) {
  switch (format) {
    case CorpusFormat::kCsv:
      return std::make_unique<CsvWriter>(std::move(sink), ColumnsOf(options.schema),
                                         options.guard_formulas);
    case CorpusFormat::kMarkdown:
      return std::make_unique<MarkdownWriter>(std::move(sink));
    case CorpusFormat::kText:
      return std::make_unique<TextWriter>(std::move(sink));
    case CorpusFormat::kTei:
      return MakeTeiWriter(std::move(sink));
    case CorpusFormat::kVertical:
      return MakeVerticalWriter(std::move(sink));
    case CorpusFormat::kConllu:
      return MakeConlluWriter(std::move(sink));
    case CorpusFormat::kJsonl:
      break;
  }
  return std::make_unique<JsonlWriter>(std::move(sink), ColumnsOf(options.schema),
                                       options.schema != CorpusSchema::kKiosque);
}

}  // namespace kiosque
