#include "cli/debug_table.h"

#include "cli/debug_url.h"

namespace kiosque {
namespace {

// One line a probe, alphabetically.
constexpr DebugProbe kProbes[] = {
    {"canonical", "{url} -> {output}: the key under which a page is known", &DebugCanonical},
    {"idna", "{input} -> {output}: a domain in ASCII, or null", &DebugIdna},
    {"surt", "{url} -> {output}: the key under which archives sort a page", &DebugSurt},
    {"url", "{input, base} -> its parts, or {failure: true}", &DebugUrl},
    {"url-query", "{input, output: {encoding: …}} -> the query in each encoding", &DebugUrlQuery},
};

}  // namespace

std::span<const DebugProbe> DebugProbes() {
  return kProbes;
}

}  // namespace kiosque
