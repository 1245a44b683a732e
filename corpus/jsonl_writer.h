// jsonl_writer.h — the jsonl format of row_writer.h.
//
// Errors and threads: row_writer.h.
#ifndef KIOSQUE_CORPUS_JSONL_WRITER_H_
#define KIOSQUE_CORPUS_JSONL_WRITER_H_

#include <memory>
#include <string>
#include <utility>

#include "corpus/row_writer.h"

namespace kiosque {

/// Appends `row` as one JSON object and a newline.
void AppendJsonRow(const CorpusRow& row, std::string& out);

class JsonlWriter final : public RowWriter {
 public:
  explicit JsonlWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}
  Status Write(const CorpusRow& row) override;
  Status Finish() override { return sink_->Finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
  std::string line_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_JSONL_WRITER_H_
