#include "corpus/jsonl_writer.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "corpus/json_text.h"

namespace kiosque {
namespace {

// Appends a value as JSON.
class JsonValue {
 public:
  explicit JsonValue(std::string& out) : out_(out) {}
  void operator()(std::monostate) const { out_ += "null"; }
  void operator()(const std::string& text) const { AppendJsonString(text, out_); }
  void operator()(std::int64_t number) const {
    fmt::format_to(std::back_inserter(out_), "{}", number);
  }
  void operator()(bool truth) const { out_ += truth ? "true" : "false"; }
  void operator()(const std::vector<std::string>& list) const {
    char before = '[';
    for (const std::string& text : list) {
      out_.push_back(before);
      AppendJsonString(text, out_);
      before = ',';
    }
    out_ += list.empty() ? "[]" : "]";
  }
  void operator()(const std::vector<CorpusLink>& links) const {
    out_.push_back('[');
    for (const CorpusLink& link : links) {
      out_ += out_.back() == '[' ? "{\"anchor\":" : ",{\"anchor\":";
      AppendJsonString(link.anchor, out_);
      out_ += ",\"url\":";
      AppendJsonString(link.url, out_);
      out_.push_back('}');
    }
    out_.push_back(']');
  }

 private:
  std::string& out_;
};

}  // namespace

void AppendJsonRow(const CorpusRow& row, std::span<const Column> columns, bool write_nulls,
                   std::string& out) {
  char before = '{';
  for (const Column& column : columns) {
    const ColumnValue value = column.value(row);
    if (!write_nulls && std::holds_alternative<std::monostate>(value)) {
      continue;
    }
    out.push_back(before);
    before = ',';
    AppendJsonString(column.name, out);
    out.push_back(':');
    std::visit(JsonValue(out), value);
  }
  out += "}\n";
}

Status JsonlWriter::Write(const CorpusRow& row) {
  line_.clear();
  AppendJsonRow(row, columns_, write_nulls_, line_);
  return sink_->Append(line_);
}

}  // namespace kiosque
