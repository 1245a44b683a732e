// converter.h — an ICU converter that closes itself.
//
// Errors: null for a name that ICU does not know. Threads: one converter is used by one thread.
#ifndef KIOSQUE_PARSER_CONVERTER_H_
#define KIOSQUE_PARSER_CONVERTER_H_

#include <unicode/ucnv.h>

#include <memory>
#include <utility>

namespace kiosque {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

/// The converter between UTF-16 and the charset that ICU calls `name`.
inline Converter OpenConverter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CONVERTER_H_
