// mojibake.h — UTF-8 that was read as windows-1252 and written as UTF-8 again, undone.
//
// "LÃ©opold", "lâ€™Ã©tat", "Ø§Ù„Ø®Ø¨Ø±": a database or a template did it, for a field or for the
// whole page, so it is told by the characters themselves, run by run. Only what no language writes
// is taken for it: Ã and Â before a Latin-1 sign, â before what General Punctuation becomes, three
// and more pairs of what Cyrillic and Arabic become. "LIBERTÉ”" and "AMANHÃ”" stay.
//
// Errors: none; valid UTF-8 in, valid UTF-8 out. Time: linear. Threads: pure function.
// Source: the windows-1252 index of https://encoding.spec.whatwg.org/.
#ifndef KIOSQUE_PARSER_MOJIBAKE_H_
#define KIOSQUE_PARSER_MOJIBAKE_H_

#include <string>

namespace kiosque {

/// `text` with such runs as they were meant; as it is, without a copy, when there are none.
std::string RepairMojibake(std::string text);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_MOJIBAKE_H_
