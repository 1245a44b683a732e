#include "corpus/cdxj.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/surt.h"
#include "corpus/json_text.h"

namespace kiosque {
namespace {

void AppendMember(std::string_view name, std::string_view value, std::string& out) {
  out += out.ends_with('{') ? "" : ", ";
  AppendJsonString(name, out);
  out += ": ";
  AppendJsonString(value, out);
}

}  // namespace

std::string CdxTimestamp(UtcTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string CdxjLine(const CdxjEntry& entry) {
  std::string line = fmt::format("{} {} {{", SurtKey(entry.url), CdxTimestamp(entry.time));
  AppendMember("url", entry.url.WithoutCredentials().WithoutFragment().href(), line);
  AppendMember("mime", entry.mime.empty() ? "unk" : entry.mime, line);
  AppendMember("status", fmt::format("{}", entry.status), line);
  AppendMember("digest", entry.digest, line);
  AppendMember("length", fmt::format("{}", entry.place.length), line);
  if (!entry.place.file.empty()) {
    AppendMember("offset", fmt::format("{}", entry.place.offset), line);
    AppendMember("filename", entry.place.file, line);
  }
  return line + "}";
}

Status CdxjWriter::Add(const CdxjEntry& entry) {
  std::string line = CdxjLine(entry);
  std::string second = line.substr(0, line.find('{'));
  if (second != second_) {
    if (Status status = Flush(); !status) {
      return status;
    }
    second_ = std::move(second);
  }
  lines_.push_back(std::move(line));
  return Ok();
}

Status CdxjWriter::Flush() {
  std::sort(lines_.begin(), lines_.end());
  for (const std::string& line : lines_) {
    if (Status status = sink_->Append(line + "\n"); !status) {
      return status;
    }
  }
  lines_.clear();
  return Ok();
}

Status CdxjWriter::Finish() {
  Status status = Flush();
  return status ? sink_->Finish() : status;
}

}  // namespace kiosque
