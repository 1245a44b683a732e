// setting.h — one value as somebody wrote it, and where.
//
// Values are kept as text until their key says how to read them (seeds/keys.h), so that a TOML
// file, a command line and a built-in default are read by the same code and refused with the same
// words.
//
// Threads: plain values.
#ifndef KIOSQUE_SEEDS_SETTING_H_
#define KIOSQUE_SEEDS_SETTING_H_

#include <map>
#include <string>
#include <vector>

namespace kiosque {

/// Where a value comes from, weakest first: a later one overrides an earlier one.
struct Provenance {
  enum class Kind { kDefault, kCrawlerTable, kSiteTable, kUrlList, kEnvironment, kCommandLine };
  Kind kind = Kind::kDefault;
  std::string file;  ///< empty for defaults, environment and command line
  int line = 0;      ///< 1-based; 0 = none

  /// For people: "default", "[crawler] seeds/drc.toml:3", "[[site]] seeds/drc.toml:12",
  /// "seeds.txt:4", "environment", "command line".
  std::string Text() const;
  /// The head of an error message: "seeds/drc.toml:12: " or "command line: ".
  std::string Where() const;
};

struct Setting {
  std::vector<std::string> items;  ///< one for scalars, any number for lists
  Provenance from;

  /// The items joined by ", ".
  std::string Text() const;
};

/// Key name -> value.
using SettingTable = std::map<std::string, Setting, std::less<>>;

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_SETTING_H_
