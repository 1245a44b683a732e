// page_context.h — what seed files and flags know of the site that a page at hand came from.
//
// Errors: those of SeedFlags::Load. Threads: Read by one; ContextOf from any after it.
#ifndef KIOSQUE_CLI_PAGE_CONTEXT_H_
#define KIOSQUE_CLI_PAGE_CONTEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"
#include "cli/seed_flags.h"
#include "parser/page.h"
#include "seeds/seed_list.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace kiosque {

/// What references are resolved against when nobody says where a page came from. No front page: its
/// path must not speak for a list.
inline constexpr std::string_view kUnknownUrl = "http://unknown.invalid/page";

class PageSites {
 public:
  /// `--seeds` and the flags of `keys`.
  void AddTo(CLI::App& app, const std::vector<std::string_view>& keys);

  /// Reads seed files, flags and environment. `now`: no page of theirs is from later.
  Status Read(UtcTime now);

  /// The flags alone are a site too: it stands for every page of no other. REQUIRES: Read.
  const SeedList& list() const { return list_; }
  /// How to read the page of `url`; refers to rules in here. REQUIRES: Read.
  PageContext ContextOf(Url url, UtcTime fetched) const;

 private:
  std::vector<std::string> files_;
  SeedFlags flags_;
  SeedList list_;
  UtcTime now_{};
};

/// Adds `-j`: how many threads read pages; 0 = not given.
CLI::Option* AddJobsOption(CLI::App& app, unsigned& jobs);
/// As given, else one a processor.
unsigned ThreadsFor(unsigned jobs);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_PAGE_CONTEXT_H_
