#include "corpus/capture_selection.h"

#include <algorithm>

#include "base/surt.h"

namespace kiosque {
namespace {

// In order, and none inside another: "org,a" has "org,a,blog".
std::vector<std::string> Sites(const std::vector<std::string>& hosts) {
  std::vector<std::string> sites;
  for (const std::string& host : hosts) {
    sites.push_back(SurtHostPrefix(host));
  }
  std::sort(sites.begin(), sites.end());
  std::vector<std::string> apart;
  for (const std::string& site : sites) {
    const bool inside =
        !apart.empty() && (site == apart.back() || site.starts_with(apart.back() + ","));
    if (!inside) {
      apart.push_back(site);
    }
  }
  if (apart.empty()) {
    apart.emplace_back();  // all of them
  }
  return apart;
}

}  // namespace

Status VisitCaptures(const Archive& archive, const CaptureSelection& selection,
                     const std::function<Status(const Capture& capture)>& visit) {
  for (const std::string& site : Sites(selection.hosts)) {
    Status visited = Ok();
    const Status walked = archive.ScanCaptures(site, [&](const Capture& capture) {
      const bool early = selection.since && capture.time < *selection.since;
      const bool late = selection.until && capture.time >= *selection.until;
      visited = early || late ? Ok() : visit(capture);
      return visited.has_value();
    });
    if (!walked || !visited) {
      return walked ? visited : walked;
    }
  }
  return Ok();
}

}  // namespace kiosque
