#include "corpus/warc_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"

namespace kiosque {
namespace {}  // namespace

std::string_view WarcRecord::Field(std::string_view name) const {
  for (const WarcField& field : fields) {
    if (EqualsNoCase(field.name, name)) {
      return field.value;
    }
  }
  return {};
}

std::string SerializeWarcRecord(const WarcRecord& record) {
  std::string out = "WARC/1.1\r\n";
  for (const WarcField& field : record.fields) {
    out += fmt::format("{}: {}\r\n", field.name, field.value);
  }
  out += fmt::format("Content-Length: {}\r\n\r\n", record.block.size());
  out += record.block;
  return out + "\r\n\r\n";
}

std::string WarcDigest(const Sha256& digest) {
  return "sha256:" + digest.Hex();
}

std::string WarcRecordId(std::string_view seed) {
  std::string hex = Sha256::Of(seed).Hex().substr(0, 32);
  hex[12] = '8';  // version 8: custom (RFC 9562 §5.8)
  hex[16] = "89ab"[(hex[16] <= '9' ? hex[16] - '0' : hex[16] - 'a' + 10) & 3];  // variant
  const std::string_view view = hex;
  return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", view.substr(0, 8), view.substr(8, 4),
                     view.substr(12, 4), view.substr(16, 4), view.substr(20));
}

}  // namespace kiosque
