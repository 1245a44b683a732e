// document_builder.h — fills a Document: normalises the page, has the tree built, lays it flat.
//
//   page --html_prescan--> tokens --html_skeleton--> skeleton --Gumbo--> tree --here--> nodes
//
// Threads: scratch memory is kept per thread; builders of different threads share nothing.
#ifndef KIOSQUE_PARSER_DOCUMENT_BUILDER_H_
#define KIOSQUE_PARSER_DOCUMENT_BUILDER_H_

#include <string>

#include "parser/document.h"

namespace kiosque {

class DocumentBuilder {
 public:
  explicit DocumentBuilder(Document& document) : document_(document) {}

  /// Parses `html` into the (empty) document. Once only.
  void Build(std::string html, ParseRoute route);

 private:
  void BuildFromSkeleton();

  Document& document_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DOCUMENT_BUILDER_H_
