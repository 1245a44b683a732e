#include "storage/page_aliases.h"

#include "base/canonical.h"
#include "base/sha256.h"
#include "base/surt.h"

namespace kiosque {
namespace {

constexpr std::size_t kMarkBytes = 8;

std::string MarkOf(std::string_view text) {
  return std::string(Sha256::Of(text).raw().substr(0, kMarkBytes));
}
std::string PageMark(const Url& url) {
  return MarkOf(SurtKey(CanonicalUrl(url)));
}
std::string AliasPrefix(const Url& holder) {
  return std::string(kAliasPrefix) + PageMark(holder);
}

}  // namespace

std::vector<StateChange> AliasRows(const Url& holder, const Url& alias) {
  std::vector<StateChange> rows;
  if (holder.href() == alias.href()) {
    return rows;
  }
  rows.push_back({AliasPrefix(holder) + MarkOf(alias.href()), alias.href()});
  if (PageMark(holder) != PageMark(alias)) {
    rows.push_back({HolderKey(alias), holder.href()});
  }
  return rows;
}

std::string HolderKey(const Url& url) {
  return std::string(kHolderPrefix) + PageMark(url);
}

std::vector<Url> AliasesOf(const Archive& archive, const Url& url) {
  std::vector<Url> aliases;
  const std::string prefix = AliasPrefix(url);
  (void)archive.ScanState(prefix, prefix, [&](std::string_view, std::string_view value) {
    if (Result<Url> alias = Url::Parse(value)) {
      aliases.push_back(std::move(*alias));
    }
    return true;
  });
  return aliases;
}

std::optional<Url> HolderOfAlias(const Archive& archive, const Url& url) {
  const Result<std::optional<std::string>> row = archive.StateRow(HolderKey(url));
  if (!row || !*row) {
    return std::nullopt;
  }
  const Result<Url> holder = Url::Parse(**row);
  return holder ? std::optional(*holder) : std::nullopt;
}

}  // namespace kiosque
