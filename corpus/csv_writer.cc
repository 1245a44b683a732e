#include "corpus/csv_writer.h"

#include <fmt/format.h>

#include "base/sanitize.h"

namespace kiosque {
namespace {

std::string Join(const std::vector<std::string>& list) {
  return fmt::format("{}", fmt::join(list, "; "));
}

// A value as the text of a cell. Only what came from the web is guarded.
class CellText {
 public:
  explicit CellText(bool guard_formulas) : guard_(guard_formulas) {}
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return CsvCell(text, guard_); }
  std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
  std::string operator()(bool truth) const { return truth ? "true" : "false"; }
  std::string operator()(const std::vector<std::string>& list) const {
    return CsvCell(Join(list), guard_);
  }
  std::string operator()(const std::vector<CorpusLink>& links) const {
    std::vector<std::string> list;
    for (const CorpusLink& link : links) {
      list.push_back(fmt::format("{} <{}>", link.anchor, link.url));
    }
    return CsvCell(Join(list), guard_);
  }

 private:
  const bool guard_;
};

}  // namespace

std::string CsvCell(std::string_view text, bool guard_formulas) {
  std::string clean = SanitizeText(text);
  constexpr std::string_view kFormulaStarts = "=+-@\t\r\n";
  if (guard_formulas && !clean.empty() &&
      kFormulaStarts.find(clean.front()) != std::string_view::npos) {
    clean.insert(clean.begin(), '\'');
  }
  if (clean.find_first_of("\",\r\n") == std::string::npos) {
    return clean;
  }
  std::string cell = "\"";
  cell.reserve(clean.size() + clean.size() / 16 + 2);
  std::string_view rest = clean;
  for (std::size_t quote = rest.find('"'); quote != std::string_view::npos;
       quote = rest.find('"')) {
    cell.append(rest.substr(0, quote + 1)).push_back('"');
    rest.remove_prefix(quote + 1);
  }
  cell.append(rest).push_back('"');
  return cell;
}

Status CsvWriter::WriteHeader() {
  std::string line;
  for (const Column& column : columns_) {
    line += line.empty() ? "" : ",";
    line += column.name;
  }
  header_written_ = true;
  return sink_->Append(line + "\r\n");
}

Status CsvWriter::Write(const CorpusRow& row) {
  if (!header_written_) {
    if (Status status = WriteHeader(); !status) {
      return status;
    }
  }
  std::string line;
  for (const Column& column : columns_) {
    line += &column == columns_.data() ? "" : ",";
    line += std::visit(CellText(guard_formulas_), column.value(row));
  }
  return sink_->Append(line + "\r\n");
}

Status CsvWriter::Finish() {
  if (!header_written_) {
    if (Status status = WriteHeader(); !status) {
      return status;
    }
  }
  return sink_->Finish();
}

}  // namespace kiosque
