#include "cli/text_changes.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/article_text.h"

namespace kiosque {
namespace {

/// How many bytes at the front of both are the same whole words.
std::size_t CommonFront(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto length = static_cast<std::size_t>(end - a.begin());
  const bool whole =
      (length == a.size() || a[length] == ' ') && (length == b.size() || b[length] == ' ');
  if (!whole) {
    const std::size_t space = a.substr(0, length).rfind(' ');
    length = space == std::string_view::npos ? 0 : space + 1;
  }
  return length;
}

std::size_t CommonBack(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  auto length = static_cast<std::size_t>(end - a.rbegin());
  const bool whole = (length == a.size() || a[a.size() - length - 1] == ' ') &&
                     (length == b.size() || b[b.size() - length - 1] == ' ');
  if (!whole) {
    const std::size_t space = a.substr(a.size() - length).find(' ');
    length = space == std::string_view::npos ? 0 : length - space;
  }
  return length;
}

TextChange Compare(std::string_view from, std::string_view to) {
  const std::size_t front = CommonFront(from, to);
  const std::size_t back = CommonBack(from.substr(front), to.substr(front));
  TextChange change;
  change.before = from.substr(0, front);
  change.old_words = from.substr(front, from.size() - front - back);
  change.new_words = to.substr(front, to.size() - front - back);
  change.after = from.substr(from.size() - back);
  return change;
}

std::vector<std::string> Texts(const Article& article) {
  std::vector<std::string> texts = BodyParagraphs(article);
  texts.insert(texts.begin(), article.title);
  return texts;
}

std::vector<std::string> NotIn(const std::vector<std::string>& texts,
                               const std::vector<std::string>& others) {
  const std::set<std::string> known(others.begin(), others.end());
  std::vector<std::string> alone;
  std::copy_if(texts.begin(), texts.end(), std::back_inserter(alone),
               [&known](const std::string& text) { return !known.contains(text); });
  return alone;
}

}  // namespace

std::vector<TextChange> TextChanges(const Article& from, const Article& to) {
  const std::vector<std::string> gone = NotIn(Texts(from), Texts(to));
  const std::vector<std::string> come = NotIn(Texts(to), Texts(from));
  std::vector<TextChange> changes;
  for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
    changes.push_back(Compare(i < gone.size() ? std::string_view(gone[i]) : std::string_view(),
                              i < come.size() ? std::string_view(come[i]) : std::string_view()));
  }
  return changes;
}

}  // namespace kiosque
