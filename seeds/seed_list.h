// seed_list.h — what a crawl is to visit: seed files, URLs and command-line flags put together.
//
//   default  <  [crawler]  <  [[site]]  <  environment  <  command line        (the right one wins)
//
// [crawler] is inherited by the sites of its own file only; what it says of the whole run (contact,
// store, jobs …) may be said by several files when they agree. URLs of one host that come from
// lists or from the command line are one site with several beginnings.
//
// Errors: the first thing wrong, naming file, line, key and the fix.
// Threads: pure function but for reading files.
#ifndef KIOSQUE_SEEDS_SEED_LIST_H_
#define KIOSQUE_SEEDS_SEED_LIST_H_

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "seeds/setting.h"
#include "seeds/site.h"

namespace kiosque {

/// A flag as given: `flag` without "--", repeated for lists.
struct FlagValue {
  std::string flag;
  std::string value;
};

/// Where the seeds come from.
struct SeedSources {
  std::vector<std::string> arguments;  ///< seed files, and URLs (whatever contains "://"), in order
  std::vector<FlagValue> flags;        ///< site keys hold for every site
  std::vector<FlagValue> environment;  ///< the same, weaker than flags, stronger than files
  UtcTime now{};                       ///< what an age in `since` is counted from
};

/// One line of `kiosque config show`.
struct ShownSetting {
  std::string table;  ///< "crawler", or the site's id
  std::string key;
  std::string value;  ///< "" = none
  Provenance from;
};

struct SeedList {
  RunSettings run;
  std::vector<Site> sites;
  std::vector<ShownSetting> shown;  ///< every key of [crawler], then of every site

  /// Puts everything together. `contact` may be missing: see RequireContact.
  static Result<SeedList> Load(const SeedSources& sources);

  /// An Error that says how to set a contact when there is none: nobody is crawled anonymously.
  Status RequireContact() const;
};

/// Puts flags into a table that holds `place` keys. Unknown flags are kInvalidArgument with "did
/// you mean".
Result<SettingTable> FlagTable(const std::vector<FlagValue>& flags, Provenance::Kind kind);

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_SEED_LIST_H_
