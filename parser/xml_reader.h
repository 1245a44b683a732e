// xml_reader.h — the elements of a tolerant XML document: balanced, with namespaces, base and
// language.
//
// Sits on parser/xml_scanner.h and mends what authors break: an end tag without its start is
// dropped, a missing one is supplied, elements deeper than kMaxDepth are passed over. Names come as
// "prefix:local" with the prefix that the namespace is known by, whatever the document calls it:
// "atom:entry", "dc:date", "item" (RSS and sitemaps have none). A prefix that is never declared
// counts as that known one.
//
// Bounds: time linear, depth kMaxDepth, kMaxBindings namespace declarations in scope; no recursion.
// Errors: none; well_formed() tells. Threads: one thread.
// Source: Namespaces in XML 1.0; XML Base; XML 1.0 §2.12 (xml:lang).
#ifndef KIOSQUE_PARSER_XML_READER_H_
#define KIOSQUE_PARSER_XML_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "parser/xml_scanner.h"

namespace kiosque {

class XmlReader {
 public:
  using Token = XmlScanner::Token;
  static constexpr std::size_t kMaxDepth = 256;
  static constexpr std::size_t kMaxBindings = 256;

  /// `base`: where the document came from; empty when it has no address.
  explicit XmlReader(std::optional<Url> base) : document_base_(std::move(base)) {}

  void Append(std::string_view utf8) { scanner_.Append(utf8); }
  void Finish() { scanner_.Finish(); }

  /// The next token; every kStart has its kEnd, kDone comes after the last one.
  Token Next();

  /// kStart, kEnd: the name in its known form.
  const std::string& name() const { return name_; }
  /// kStart: the value of an attribute by its name as written ("href", "rdf:about"); null when
  /// absent.
  const std::string* Attribute(std::string_view name) const;
  const std::vector<XmlAttribute>& attributes() const { return scanner_.attributes(); }
  std::string_view text() const { return scanner_.text(); }
  /// The token's bytes; empty for an end tag that was supplied.
  std::string_view raw() const { return supplied_ ? std::string_view() : scanner_.raw(); }
  bool in_cdata() const { return scanner_.in_cdata(); }
  bool dropped_reference() const { return scanner_.dropped_reference(); }
  /// kEnd: whether it was supplied because the document ended there.
  bool cut_off() const { return cut_off_; }
  bool empty_element() const { return !supplied_ && scanner_.empty_element(); }

  /// How many elements are open; with kStart and kEnd the element itself counts.
  std::size_t depth() const { return stack_size_; }
  /// The name of the open element at `level` from the top (0 = the innermost); empty beyond the
  /// root.
  std::string_view Open(std::size_t level) const;
  /// What references in the innermost element are resolved against: xml:base of the nearest, else
  /// the document's.
  const std::optional<Url>& base() const;
  /// xml:lang of the nearest element that has one; empty when none.
  const std::string& language() const;
  /// Whether an element in scope has xml:lang, even an empty one.
  bool has_language() const;

  /// Whether the document was well-formed so far; after kDone, as a whole.
  bool well_formed() const { return !broken_ && !scanner_.odd(); }
  /// Whether there was a root element.
  bool has_root() const { return has_root_; }

 private:
  struct Element {
    std::string raw_name;
    std::string name;
    std::size_t bindings = 0;             // how many were in scope outside of it
    std::optional<Url> base;              // set where the element has xml:base
    std::optional<std::string> language;  // set where the element has xml:lang
  };
  struct Binding {
    std::string prefix;
    std::string_view known;  // what the namespace is called here
  };
  Token StartElement();
  Token EndElement();
  Token CloseTop();
  void Declare(Element* element);
  std::string KnownName(std::string_view raw) const;

  XmlScanner scanner_;
  std::optional<Url> document_base_;
  std::vector<Element> stack_;  // slots beyond stack_size_ are kept for their buffers
  std::size_t stack_size_ = 0;
  std::vector<Binding> bindings_;
  std::string name_;
  std::size_t closing_ = 0;  // elements still to be closed before the current end tag is dealt with
  std::size_t passed_over_ = 0;  // open elements beyond kMaxDepth
  bool pop_ = false;             // the top element was reported closed: remove it on the next call
  bool supplied_ = false;
  bool cut_off_ = false;
  bool broken_ = false;
  bool has_root_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_XML_READER_H_
