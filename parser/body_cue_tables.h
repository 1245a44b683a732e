// body_cue_tables.h — the vocabularies behind parser/body_cues.h.
//
// Threads: constant tables.
#ifndef KIOSQUE_PARSER_BODY_CUE_TABLES_H_
#define KIOSQUE_PARSER_BODY_CUE_TABLES_H_

#include <span>
#include <string_view>

#include "parser/body_cues.h"

namespace kiosque {

struct NameRow {
  ClassCue cue;
  std::string_view names;  // separated by spaces; "x-" is a prefix, "x" a whole word
};

struct PhraseRow {
  TextCue cue;
  std::string_view phrases;  // separated by '|', lower case
};

extern const std::span<const NameRow> kNameRows;
extern const std::span<const PhraseRow> kPhraseRows;

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_CUE_TABLES_H_
