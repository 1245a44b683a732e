// json_reader.h — JSON as it stands on web pages, read into a flat tree.
//
// JSON-LD is written by templates and plug-ins: comments, CDATA and HTML comment markers around it,
// trailing or missing commas, raw newlines and bare quotes inside strings, &quot; for every quote,
// several values one after another, the end cut off. All of these are read as they were meant;
// well-formed JSON is read as RFC 8259 says.
//
// Values stand in one array in document order (as in parser/document.h), so every walk is a loop.
// Value 0 is an array that holds the top-level values.
//
// Bounds: linear time; depth kMaxDepth (deeper containers are flattened into their parent),
// kMaxValues values. Errors: none. Lifetime: views point into the tree's own buffer, valid when it
// is moved. Threads: immutable after Parse. Source: RFC 8259.
#ifndef KIOSQUE_PARSER_JSON_READER_H_
#define KIOSQUE_PARSER_JSON_READER_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace kiosque {

using JsonId = std::uint32_t;
inline constexpr JsonId kNoJson = std::numeric_limits<JsonId>::max();

struct JsonValue {
  enum class Kind : std::uint8_t { kLiteral, kString, kArray, kObject };
  Kind kind = Kind::kLiteral;
  JsonId parent = kNoJson;
  JsonId end = 0;         ///< one past the last value inside
  std::string_view key;   ///< of a member of an object
  std::string_view text;  ///< kString: unescaped; kLiteral: a number, true, false, null as written
};

class JsonTree {
 public:
  static constexpr std::size_t kMaxDepth = 64;
  static constexpr std::size_t kMaxValues = 200'000;

  static JsonTree Parse(std::string_view text);

  std::span<const JsonValue> values() const { return values_; }
  const JsonValue& operator[](JsonId id) const { return values_[id]; }

  JsonId FirstChild(JsonId id) const { return id + 1 < values_[id].end ? id + 1 : kNoJson; }
  JsonId NextSibling(JsonId id) const {
    const JsonId parent = values_[id].parent;
    return parent != kNoJson && values_[id].end < values_[parent].end ? values_[id].end : kNoJson;
  }
  /// The member `key` of the object `id`; kNoJson when it has none or is no object.
  JsonId Member(JsonId id, std::string_view key) const;
  /// The text of that member when it is a string or a literal; empty otherwise.
  std::string_view Text(JsonId id, std::string_view key) const;

 private:
  friend class JsonReader;
  std::unique_ptr<char[]> buffer_;
  std::vector<JsonValue> values_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_JSON_READER_H_
