// The registrable domain of a Url, by libpsl. The list compiled into libpsl is used, so that the
// answer does not depend on files of the machine.
#include <libpsl.h>

#include <string>

#include "base/url.h"

namespace kiosque {

std::string Url::RegistrableDomain() const {
  std::string host(hostname());
  if (HostIsAddress()) {
    return host;
  }
  if (host.size() > 1 && host.back() == '.') {
    host.pop_back();
  }
  const char* const domain = psl_registrable_domain(psl_builtin(), host.c_str());
  return domain == nullptr ? host : std::string(domain);
}

}  // namespace kiosque
