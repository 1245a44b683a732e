// jsonl_writer.h — the jsonl format of row_writer.h.
//
// Errors and threads: row_writer.h.
#ifndef KIOSQUE_CORPUS_JSONL_WRITER_H_
#define KIOSQUE_CORPUS_JSONL_WRITER_H_

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "corpus/row_writer.h"

namespace kiosque {

/// Appends `row` as one JSON object and a newline. Columns that are absent are null with
/// `write_nulls`, else left out.
void AppendJsonRow(const CorpusRow& row, std::span<const Column> columns, bool write_nulls,
                   std::string& out);

class JsonlWriter final : public RowWriter {
 public:
  JsonlWriter(std::unique_ptr<ByteSink> sink, std::span<const Column> columns, bool write_nulls)
      : sink_(std::move(sink)), columns_(columns), write_nulls_(write_nulls) {}
  Status Write(const CorpusRow& row) override;
  Status Finish() override { return sink_->Finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
  const std::span<const Column> columns_;
  const bool write_nulls_;
  std::string line_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_JSONL_WRITER_H_
