// document_buffers.h — what a Document's views point into. Private to parser/document*.cc.
//
// Threads: belongs to its Document.
#ifndef KIOSQUE_PARSER_DOCUMENT_BUFFERS_H_
#define KIOSQUE_PARSER_DOCUMENT_BUFFERS_H_

#include <string>

#include "parser/document.h"
#include "parser/text_arena.h"

namespace kiosque {

struct Document::Buffers {
  std::string html;  ///< the page
  TextArena arena;   ///< what had to be decoded
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DOCUMENT_BUFFERS_H_
