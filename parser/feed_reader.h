// feed_reader.h — turns the elements of an XML feed into a Feed. Private to parser/feed*.cc.
//
// Elements are either containers (channel, item, source, author …), which open a frame, or fields:
// everything else, whose text and markup is captured up to its end and then put where the innermost
// frame says.
//
// Errors: none. Threads: one reader, one thread.
#ifndef KIOSQUE_PARSER_FEED_READER_H_
#define KIOSQUE_PARSER_FEED_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/feed.h"
#include "parser/xml_reader.h"

namespace kiosque {

/// One element with everything in it.
struct FeedField {
  std::string key;  ///< known name, lower case, without "atom:"
  bool atom = false;
  std::size_t depth = 0;
  std::string text;    ///< characters, decoded
  std::string markup;  ///< the same with child elements as tags, references absolute
  bool has_children = false;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< names in lower case
  std::optional<Url> base;
  std::string language;

  /// The attribute's value; empty when absent.
  const std::string& Attribute(std::string_view name) const;
};

/// "Name (mail)", "mail (Name)", "Name <mail>", a name, or a mail address.
FeedPerson ParsePerson(std::string_view text);

/// A text construct as RSS or Atom mean it: type, mode, base64, xhtml's div.
FeedText ToFeedText(const FeedField& field);

/// The URL that an entry stands for (see FeedEntry::url), and whether it is its id. `original` is
/// feedburner:origLink.
void ChooseEntryUrl(FeedEntry* entry, const std::string& original, bool guid_may_be_link);

class FeedReader {
 public:
  FeedReader(Feed* feed, const FeedContext& context);
  void Read(std::string_view utf8);

 private:
  enum class Scope { kOutside, kFeed, kEntry, kSource, kPerson, kImage, kThrough, kIgnored };
  struct Frame {
    Scope scope;
    std::size_t depth;
    FeedMeta* meta;  // what fields of this frame describe
  };

  void Start();
  void End();
  bool OpenContainer(const std::string& key, bool atom);
  void OpenEntry();
  void OpenFeed(const std::string& key);
  void OpenPerson(const std::string& key);
  void CloseFrame();
  void CloseEntry();
  void BeginField(std::string key, bool atom);
  void ChildTag();
  void FinishField();

  void Put(const FeedField& field);
  bool PutText(const FeedField& field);
  bool PutDate(const FeedField& field);
  bool PutPerson(const FeedField& field);
  bool PutTag(const FeedField& field);
  bool PutLink(const FeedField& field);
  bool PutOfEntry(const FeedField& field);
  void PutOfFeed(const FeedField& field);
  void PutId(const FeedField& field);
  void PutGenerator(const FeedField& field);
  void PutOfPerson(const FeedField& field);
  void PutOfImage(const FeedField& field);
  void AddLink(FeedLink link);
  void AddTag(FeedTag tag);
  void FinishFeed();
  void NameFormat(const std::string& root, std::string_view raw_namespaces);

  Feed* feed_;
  XmlReader xml_;
  std::string http_language_;
  std::vector<Frame> frames_;
  FeedMeta* meta_;              // of the innermost frame
  FeedEntry* entry_ = nullptr;  // the open one
  FeedEntry spare_;             // receives what is beyond kMaxFeedEntries
  FeedPerson person_;
  std::string person_key_;
  std::string original_link_;
  bool guid_may_be_link_ = true;
  bool capturing_ = false;
  FeedField field_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_FEED_READER_H_
