// xml_scanner.h — XML as it is met on the web, cut into tags and text, without building a tree.
//
// A pull scanner over a window of the document: Append() more bytes, call Next() until it says
// kNeedInput. Feeds and sitemaps are often ill-formed and sitemaps may be huge; pugixml and
// libxml2's SAX stop at the first error or hold the whole document, this does neither. Comments,
// processing instructions and the document type are skipped whatever their length; CDATA is text;
// references are decoded, entities of a DTD never (billion laughs cannot happen, nothing external
// is ever fetched).
//
//   Append(bytes) ─▶ window ─Next()─▶ kStart "url" · kText "…" · kEnd "url" · kNeedInput · kDone
//
// Bounds: one pass, time linear in the input; memory = what was appended and not yet scanned, at
// most one tag of
//         kMaxTagBytes beyond it. Views are valid until the next call.
// Errors: none; `odd()` says whether anything was not well-formed.
// Threads: one thread. Source: XML 1.0 (fifth edition) §2, §3.1, §4.1.
#ifndef KIOSQUE_PARSER_XML_SCANNER_H_
#define KIOSQUE_PARSER_XML_SCANNER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kiosque {

struct XmlAttribute {
  std::string_view name;  ///< as written, with its prefix
  std::string value;      ///< decoded
};

class XmlScanner {
 public:
  enum class Token { kStart, kEnd, kText, kNeedInput, kDone };
  static constexpr std::size_t kMaxTagBytes = std::size_t{64} * 1024;
  static constexpr std::size_t kMaxAttributes = 256;

  /// Gives more of the document, in UTF-8. REQUIRES: Finish() was not called.
  void Append(std::string_view utf8);
  /// Says that nothing follows.
  void Finish() { finished_ = true; }

  /// The next token. A run of text may come in several pieces. An empty-element tag gives kStart
  /// and kEnd.
  Token Next();

  /// kStart, kEnd: the name as written.
  std::string_view name() const { return name_; }
  /// kStart: at most kMaxAttributes, in order.
  const std::vector<XmlAttribute>& attributes() const { return attributes_; }
  /// kText: decoded characters.
  std::string_view text() const { return text_; }
  /// The token's bytes in the document.
  std::string_view raw() const { return raw_; }
  /// kText: whether it stood in a CDATA section.
  bool in_cdata() const { return text_in_cdata_; }
  /// kText: whether a reference to an entity of the document's own vanished from it.
  bool dropped_reference() const { return dropped_reference_; }
  /// kStart, kEnd: whether they are the two halves of one empty-element tag.
  bool empty_element() const { return empty_element_; }

  /// Whether anything so far broke XML's rules for tags, references and attributes (nesting is
  /// parser/xml_reader.h's to judge).
  bool odd() const { return odd_; }
  /// Whether the document declares entities; references to unknown names then vanish.
  bool declares_entities() const { return declares_entities_; }

 private:
  enum class Skip { kNone, kComment, kInstruction, kDoctype, kSubset };

  std::string_view Rest() const { return std::string_view(window_).substr(at_); }
  Token Text();
  Token CdataText();
  Token Markup();
  Token Declaration(std::string_view rest);
  Token Instruction(std::string_view rest);
  Token StartTag(std::string_view rest);
  Token EndTag(std::string_view rest);
  Token Literal(std::size_t length);
  Token Incomplete();
  bool SkipOn();
  std::size_t EndOfSkipped(std::string_view rest) const;
  std::size_t TagEnd(std::string_view rest);
  void ReadAttributes(std::string_view tag);
  std::string_view AttributeValue(std::string_view* tag);
  std::string_view Decode(std::string_view raw);

  std::string window_;
  std::size_t at_ = 0;
  bool finished_ = false;
  bool in_cdata_ = false;
  bool pending_end_ = false;
  bool odd_ = false;
  bool declares_entities_ = false;
  Skip skip_ = Skip::kNone;

  std::string name_;
  std::string_view text_;
  std::string_view raw_;
  std::string decoded_;
  std::vector<XmlAttribute> attributes_;
  bool text_in_cdata_ = false;
  bool dropped_reference_ = false;
  bool empty_element_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_XML_SCANNER_H_
