// token_writers.h — the corpus a token a line, for concordancers and taggers.
//
//   vertical   <doc id="…" url="…" …> <p> <s> token … </s> </p> </doc>; <g/> where no space was
//   conllu     CoNLL-U: # newdoc, # newpar, # sent_id, # text; ID and FORM, SpaceAfter=No; what
//              needs a tagger is "_"
//
// Sentences and tokens are those of Unicode's rules for the article's language (text_breaks.h,
// ICU): good for languages that write spaces, coarse for the others.
//
// Errors and threads: row_writer.h.
// Source: UAX #29 §4, §5; the Sketch Engine's vertical format; universaldependencies.org/format.
#ifndef KIOSQUE_CORPUS_TOKEN_WRITERS_H_
#define KIOSQUE_CORPUS_TOKEN_WRITERS_H_

#include <memory>

#include "corpus/byte_sink.h"
#include "corpus/row_writer.h"

namespace kiosque {

std::unique_ptr<RowWriter> MakeVerticalWriter(std::unique_ptr<ByteSink> sink);
std::unique_ptr<RowWriter> MakeConlluWriter(std::unique_ptr<ByteSink> sink);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_TOKEN_WRITERS_H_
