// foreign_body.h — the body of a response as other tools stored it, brought into the form it had.
//
// WARC wants bodies without chunks and with their content coding; files have them with chunks,
// decoded though the head says coded, cut, or not what their digest says. Nothing is refused: what
// is odd is named.
//
// Errors: none. Threads: pure functions. Source: ISO 28500:2017 §6.3; warc-specifications#22.
#ifndef KIOSQUE_CORPUS_FOREIGN_BODY_H_
#define KIOSQUE_CORPUS_FOREIGN_BODY_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/http_message.h"
#include "corpus/warc_record.h"

namespace kiosque {

struct ForeignBody {
  std::string bytes{};   ///< decoded; empty when the coding cannot be undone
  std::string coding{};  ///< of `coded`; empty = none
  std::string coded{};   ///< as it was on the wire, without chunks; empty without a coding
  bool cut = false;      ///< a coded body that is shorter than its head says
  std::vector<const char*> oddities{};
};

/// The body of `record`, whose block is `message`. `truncated`: it is known to be cut.
ForeignBody ReadForeignBody(const WarcRecord& record, const HttpMessage& message, bool truncated);

/// Whether `body` is what WARC-Payload-Digest says, or the field says nothing that can be checked.
bool PayloadDigestMatches(const WarcRecord& record, std::string_view body);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_FOREIGN_BODY_H_
