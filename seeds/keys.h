// keys.h — every key of a seed file: its name, its type, its default and what it means.
//
// One table feeds the TOML reader, the command line's flags, `kiosque config show` and the
// documentation, so that none of them can know a key that the others do not.
//
// Threads: constant data.
#ifndef KIOSQUE_SEEDS_KEYS_H_
#define KIOSQUE_SEEDS_KEYS_H_

#include <span>
#include <string_view>

#include "base/error.h"
#include "seeds/setting.h"

namespace kiosque {

enum class KeyPlace {
  kCrawler,  ///< [crawler] only: holds for the whole run
  kSite,     ///< [[site]] only
  kBoth,     ///< [crawler] gives the default for every site of its file
};

enum class KeyType {
  kText,
  kPath,
  kInteger,
  kBoolean,
  kDuration,
  kSize,
  kTime,
  kChoice,
  kTextList,
  kUrlList,
  kPatternList,
  kLadder,
  kHoursList,
  kBoostList,
  kSelectorList,
};

struct KeySpec {
  std::string_view name;  ///< in TOML
  std::string_view flag;  ///< on the command line, without "--"
  KeyPlace place;
  KeyType type;
  std::string_view fallback;  ///< the default as text; "" = none
  std::string_view choices;   ///< of kChoice: "a|b|c"
  std::string_view help;      ///< one line, no full stop
};

/// All keys, in the order in which they are shown.
std::span<const KeySpec> SeedKeys();

/// The key called `name` in a table of that place (kCrawler or kSite); null when there is none.
const KeySpec* FindKey(std::string_view name, KeyPlace table);
/// The key whose flag is `flag`; null when there is none.
const KeySpec* FindFlag(std::string_view flag);

bool IsList(KeyType type);
/// What a value looks like, for messages: `a duration such as "1s"`.
std::string_view Expectation(KeyType type);

/// Checks that every item of `value` can be read as `key` wants. The message names place, key,
/// value and fix.
Status CheckSetting(const KeySpec& key, const Setting& value);

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_KEYS_H_
