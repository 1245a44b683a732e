#include "storage/export_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string_view>

#include "base/surt.h"

namespace kiosque {
namespace {

constexpr std::string_view kName = "exports";
constexpr std::size_t kFields = 7;

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\t' || c == '\n' || c == '\r';
    out += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

std::string Unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* begin = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(begin, begin + 2, byte, 16).ptr == begin + 2) {
      out.push_back(static_cast<char>(byte));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    if (end == text.size()) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

std::optional<ExportEntry> ReadLine(const std::string& line) {
  const std::vector<std::string> fields = Split(line, '\t');
  const auto time = fields.size() == kFields ? ParseUtc(fields[0]) : std::nullopt;
  if (!time) {
    return std::nullopt;
  }
  ExportEntry entry;
  entry.time = *time;
  entry.format = fields[1];
  entry.path = Unescaped(fields[2]);
  std::from_chars(fields[3].data(), fields[3].data() + fields[3].size(), entry.rows);
  entry.digest = fields[4];
  entry.as_of = ParseUtc(fields[5]);
  if (!fields[6].empty()) {
    entry.hosts = Split(fields[6], ',');
  }
  return entry;
}

}  // namespace

Status AppendExport(const std::filesystem::path& store, const ExportEntry& entry) {
  const std::string line =
      fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", FormatUtc(entry.time), entry.format,
                  Escaped(entry.path), entry.rows, entry.digest,
                  entry.as_of ? FormatUtc(*entry.as_of) : "", fmt::join(entry.hosts, ","));
  const std::filesystem::path path = store / kName;
  const int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  const bool written =
      fd >= 0 && ::write(fd, line.data(), line.size()) == std::ssize(line) && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) {
    ::close(fd);
  }
  return written ? Ok()
                 : Status(Fail(
                       error == ENOSPC || error == EDQUOT ? Errc::kNoSpace : Errc::kIo,
                       fmt::format("cannot write {}: {}", path.string(), std::strerror(error))));
}

Result<std::vector<ExportEntry>> ReadExports(const std::filesystem::path& store) {
  std::vector<ExportEntry> entries;
  std::ifstream in(store / kName);
  for (std::string line; std::getline(in, line);) {
    if (auto entry = ReadLine(line)) {
      entries.push_back(std::move(*entry));
    }
  }
  if (in.bad()) {
    return Fail(Errc::kIo, fmt::format("cannot read {}", (store / kName).string()));
  }
  return entries;
}

bool MayContain(const ExportEntry& entry, std::string_view host, UtcTime first_seen) {
  if (first_seen > entry.as_of.value_or(entry.time)) {
    return false;
  }
  const std::string site = SurtHostPrefix(host);
  return entry.hosts.empty() ||
         std::any_of(entry.hosts.begin(), entry.hosts.end(), [&](const std::string& one) {
           const std::string wanted = SurtHostPrefix(one);
           return site == wanted || site.starts_with(wanted + ",");
         });
}

}  // namespace kiosque
