#include "cli/seed_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/clock.h"

namespace kiosque {
namespace {

std::string TypeName(const KeySpec& key) {
  switch (key.type) {
    case KeyType::kText:
    case KeyType::kTextList:
      return "TEXT";
    case KeyType::kPath:
      return "PATH";
    case KeyType::kInteger:
      return "N";
    case KeyType::kBoolean:
      return "true|false";
    case KeyType::kDuration:
      return "DURATION";
    case KeyType::kSize:
      return "SIZE";
    case KeyType::kTime:
      return "TIME";
    case KeyType::kChoice:
      return std::string(key.choices);
    case KeyType::kUrlList:
      return "URL";
    case KeyType::kPatternList:
      return "PATTERN";
    case KeyType::kLadder:
      return "LADDER";
    case KeyType::kHoursList:
      return "HOURS";
    case KeyType::kBoostList:
      return "DAYS";
    case KeyType::kSelectorList:
      return "SELECTOR";
  }
  return "TEXT";
}

std::string HelpText(const KeySpec& key) {
  std::string help(key.help);
  if (!key.fallback.empty() && key.help.find("default") == std::string_view::npos) {
    help += fmt::format("; default: {}", key.fallback);
  }
  if (IsList(key.type)) {
    help += "; may be repeated";
  }
  return help;
}

/// "connect_to" -> "KIOSQUE_CONNECT_TO"
std::string VariableName(std::string_view key) {
  std::string name = "KIOSQUE_";
  for (const char c : key) {
    name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

}  // namespace

void SeedFlags::Add(CLI::App& app, const KeySpec& key) {
  const std::string name = (key.name == "jobs" ? "-j,--" : "--") + std::string(key.flag);
  CLI::Option* const option =
      app.add_option(name, values_[key.flag], HelpText(key))
          ->type_name(TypeName(key))
          ->expected(1)
          ->allow_extra_args(false)
          ->group(key.place == KeyPlace::kCrawler ? "The run" : "The sites");
  if (IsList(key.type)) {
    option->take_all();
  } else {
    option->take_last();
  }
}

void SeedFlags::AddTo(CLI::App& app) {
  for (const KeySpec& key : SeedKeys()) {
    Add(app, key);
  }
}

void SeedFlags::AddTo(CLI::App& app, const std::vector<std::string_view>& keys) {
  for (const KeySpec& key : SeedKeys()) {
    if (std::find(keys.begin(), keys.end(), key.name) != keys.end()) {
      Add(app, key);
    }
  }
}

SeedSources SeedFlags::Sources(std::vector<std::string> arguments) const {
  SeedSources sources;
  sources.arguments = std::move(arguments);
  sources.now = SystemClock().Now();
  for (const auto& [flag, values] : values_) {
    for (const std::string& value : values) {
      sources.flags.push_back({std::string(flag), value});
    }
  }
  for (const KeySpec& key : SeedKeys()) {
    const char* const value = std::getenv(VariableName(key.name).c_str());
    if (value != nullptr && *value != '\0') {
      sources.environment.push_back({std::string(key.flag), value});
    }
  }
  return sources;
}

Result<SeedList> SeedFlags::Load(std::vector<std::string> arguments) const {
  Result<SeedList> list = SeedList::Load(Sources(std::move(arguments)));
  if (!list) {
    return Fail(Errc::kInvalidArgument, list.error().message);
  }
  return list;
}

}  // namespace kiosque
