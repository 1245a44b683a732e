// xml_decoder.h — the bytes of an XML document as UTF-8, piece by piece.
//
// For documents too long to hold (parser/sitemap.h); feeds and pages go through parser/charset.h,
// which weighs more evidence. The encoding is the byte order mark's, else UTF-16 seen in the first
// bytes, else the XML declaration's, else UTF-8. Ill-formed bytes of other encodings become U+FFFD;
// UTF-8 is passed on as it is.
//
// Bounds: holds at most kHeadBytes back. Errors: none. Threads: one thread.
// Source: XML 1.0 §4.3.3 and appendix F.
#ifndef KIOSQUE_PARSER_XML_DECODER_H_
#define KIOSQUE_PARSER_XML_DECODER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace kiosque {

class XmlDecoder {
 public:
  static constexpr std::size_t kHeadBytes = 1024;

  XmlDecoder();
  ~XmlDecoder();

  /// Decodes more bytes; with `last` everything held back comes too. The view is valid until the
  /// next call.
  std::string_view Decode(std::string_view bytes, bool last);

 private:
  struct Converter;  // ICU's pair
  void Decide();
  void Convert(std::string_view bytes, bool last);

  std::string head_;
  std::string out_;
  bool decided_ = false;
  std::unique_ptr<Converter> converter_;  // null = UTF-8
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_XML_DECODER_H_
