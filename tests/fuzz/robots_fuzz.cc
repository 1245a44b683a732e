// Any bytes as a robots.txt, and any path and agent asked of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parser/robots_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find('\n');
  const std::string_view path = bytes.substr(0, cut);
  const kiosque::RobotsRules rules = kiosque::RobotsRules::Parse(bytes);
  for (const std::string_view agent : {std::string_view("Kiosque"), std::string_view("*"), path}) {
    const kiosque::RobotsDecision decision = rules.DecidePath(path, agent);
    if ((decision.line == 0) != decision.text.empty() ||
        (decision.line == 0 && !decision.allowed)) {
      std::abort();  // a refusal always has its line
    }
    rules.CrawlDelay(agent);
    rules.RequestRate(agent);
    rules.VisitTimes(agent);
  }
  // Normal forms are fixed points.
  const std::string normal = kiosque::NormalizeRobotsPath(path);
  if (kiosque::NormalizeRobotsPath(normal) != normal) {
    std::abort();
  }
  kiosque::RobotsPathOf(path);
  return 0;
}
