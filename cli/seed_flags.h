// seed_flags.h — every key of a seed file as a flag, and as a variable of the environment.
//
//   key connect_to   ->   --connect-to HOST1:PORT1:HOST2:PORT2   and   $KIOSQUE_CONNECT_TO
//
// The table of seeds/keys.h is the only list of keys: a new key is a new flag without a line here.
// Values are checked by SeedList::Load, with the same words as in files.
//
// Errors: none here. Threads: one command, one thread; reads the environment.
#ifndef KIOSQUE_CLI_SEED_FLAGS_H_
#define KIOSQUE_CLI_SEED_FLAGS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "seeds/keys.h"
#include "seeds/seed_list.h"

namespace CLI {
class App;
}

namespace kiosque {

class SeedFlags {
 public:
  /// Adds the flags of all keys, in groups of their own.
  void AddTo(CLI::App& app);
  /// Adds the flags of the named keys only.
  void AddTo(CLI::App& app, const std::vector<std::string_view>& keys);

  /// `arguments` (seed files and URLs) with the flags given and the environment's values.
  SeedSources Sources(std::vector<std::string> arguments) const;
  /// The seeds of Sources(arguments). A file that cannot be read is kInvalidArgument here: whoever
  /// named it can mend it.
  Result<SeedList> Load(std::vector<std::string> arguments) const;

 private:
  void Add(CLI::App& app, const KeySpec& key);

  std::map<std::string_view, std::vector<std::string>> values_;  // by flag
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_SEED_FLAGS_H_
