// class_list.h — the tokens of a class attribute, or of another that is a list like it (rel).
//
// Errors: none. Threads: pure functions. Source: HTML §2.3.7 "space-separated tokens".
#ifndef KIOSQUE_PARSER_CLASS_LIST_H_
#define KIOSQUE_PARSER_CLASS_LIST_H_

#include <cstddef>
#include <string_view>

#include "base/ascii.h"

namespace kiosque {

/// Whether `name` is one of `classes`, with its case. `name` is not empty.
constexpr bool HasClass(std::string_view classes, std::string_view name) {
  for (std::size_t at = classes.find(name); at != std::string_view::npos;
       at = classes.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || IsAsciiSpace(classes[at - 1])) &&
        (end == classes.size() || IsAsciiSpace(classes[end]))) {
      return true;
    }
  }
  return false;
}

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CLASS_LIST_H_
