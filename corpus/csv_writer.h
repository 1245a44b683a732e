// csv_writer.h — the csv format of row_writer.h.
//
// Errors and threads: row_writer.h.
// Source: RFC 4180 §2; OWASP "CSV Injection" for the characters that start a formula.
#ifndef KIOSQUE_CORPUS_CSV_WRITER_H_
#define KIOSQUE_CORPUS_CSV_WRITER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "corpus/row_writer.h"

namespace kiosque {

/// `text` as a CSV cell: control characters dropped, quoted where it must be, guarded against being
/// run as a formula.
std::string CsvCell(std::string_view text, bool guard_formulas);

class CsvWriter final : public RowWriter {
 public:
  CsvWriter(std::unique_ptr<ByteSink> sink, std::span<const Column> columns, bool guard_formulas)
      : sink_(std::move(sink)), columns_(columns), guard_formulas_(guard_formulas) {}
  Status Write(const CorpusRow& row) override;
  Status Finish() override;

 private:
  Status WriteHeader();

  std::unique_ptr<ByteSink> sink_;
  const std::span<const Column> columns_;
  const bool guard_formulas_;
  bool header_written_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CSV_WRITER_H_
