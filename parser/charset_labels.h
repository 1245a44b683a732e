// charset_labels.h — the Encoding Standard's names and labels, and ICU's name for each.
//
// Errors: none. Threads: pure functions over a constant table.
// Source: https://encoding.spec.whatwg.org/#names-and-labels (§4.2).
#ifndef KIOSQUE_PARSER_CHARSET_LABELS_H_
#define KIOSQUE_PARSER_CHARSET_LABELS_H_

#include <string_view>

namespace kiosque {

/// One encoding of the standard.
struct Encoding {
  const char* name;         ///< as the standard writes it
  const char* icu;          ///< the ICU converter that decodes alike; "" = decoded here
  std::string_view labels;  ///< lower case, each between two spaces
};

/// The encoding that a label names (ASCII case and outer white space ignored); null when unknown.
const Encoding* FindEncoding(std::string_view label);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CHARSET_LABELS_H_
