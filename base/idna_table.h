// idna_table.h — what the UTS 46 mapping table says since Unicode 16 and ICU 72 (Unicode 15) does
// not know. Private to base/idna.cc.
//
// Three kinds of change: characters that were refused and are mapped now (Georgian and Claudian
// capitals, five compatibility ideographs, capital sharp s), characters that are ignored now
// (fillers, invisible operators), and characters that are newer than ICU's tables. For the last,
// only letters and symbols are listed that map to nothing, combine with nothing and are not written
// from the right: a stand-in of the same kind takes their place while ICU checks the name.
//
// Threads: constants. Source: UTS #46 revisions 31 to 35, IdnaMappingTable.txt.
#ifndef KIOSQUE_BASE_IDNA_TABLE_H_
#define KIOSQUE_BASE_IDNA_TABLE_H_

#include <array>
#include <cstdint>

namespace kiosque {

/// first…last map to mapped, mapped + 1, …; 0 = ignored.
struct IdnaMapping {
  char32_t first;
  char32_t last;
  char32_t mapped;
};

inline constexpr std::array kIdnaMappings = {
    IdnaMapping{0x04C0, 0x04C0, 0x04CF},   IdnaMapping{0x10A0, 0x10C5, 0x2D00},
    IdnaMapping{0x115F, 0x1160, 0},        IdnaMapping{0x17B4, 0x17B5, 0},
    IdnaMapping{0x180E, 0x180E, 0},        IdnaMapping{0x1C89, 0x1C89, 0x1C8A},
    IdnaMapping{0x1E9E, 0x1E9E, 0x00DF},   IdnaMapping{0x2061, 0x2063, 0},
    IdnaMapping{0x206A, 0x206F, 0},        IdnaMapping{0x2132, 0x2132, 0x214E},
    IdnaMapping{0x2183, 0x2183, 0x2184},   IdnaMapping{0x3164, 0x3164, 0},
    IdnaMapping{0xA7CB, 0xA7CB, 0x0264},   IdnaMapping{0xFFA0, 0xFFA0, 0},
    IdnaMapping{0x1CCD6, 0x1CCEF, U'a'},   IdnaMapping{0x1CCF0, 0x1CCF9, U'0'},
    IdnaMapping{0x1D173, 0x1D17A, 0},      IdnaMapping{0x2F868, 0x2F868, 0x36FC},
    IdnaMapping{0x2F874, 0x2F874, 0x5F53}, IdnaMapping{0x2F91F, 0x2F91F, 0x243AB},
    IdnaMapping{0x2F95F, 0x2F95F, 0x7AEE}, IdnaMapping{0x2F9BF, 0x2F9BF, 0x45D7},
};

/// first…last are checked as stand_in, stand_in + 1, …
struct IdnaNewcomer {
  char32_t first;
  char32_t last;
  char32_t stand_in;
};

inline constexpr std::array kIdnaNewcomers = {
    IdnaNewcomer{0x1806, 0x1806, 0x1807},     // Mongolian todo soft hyphen: valid since revision 33
    IdnaNewcomer{0x105C0, 0x105F3, 0x20000},  // Todhri
    IdnaNewcomer{0x13460, 0x143FA, 0x20100},  // Egyptian hieroglyphs, extended A
    IdnaNewcomer{0x187F8, 0x187FF, 0x21200},  // Tangut
    IdnaNewcomer{0x18D80, 0x18DF2, 0x21300},  // Tangut components
    IdnaNewcomer{0x2EBF0, 0x2EE5D, 0x21400},  // CJK ideographs, extension I
    IdnaNewcomer{0x323B0, 0x33479, 0x22000},  // CJK ideographs, extension J
    IdnaNewcomer{0x1CC00, 0x1CCD5, 0x2800},   // legacy computing symbols (as Braille patterns)
    IdnaNewcomer{0x1FA89, 0x1FA8F, 0x1F400},  // emoji
    IdnaNewcomer{0x1FABE, 0x1FABE, 0x1F410}, IdnaNewcomer{0x1FAC6, 0x1FAC6, 0x1F411},
    IdnaNewcomer{0x1FAC8, 0x1FAC8, 0x1F412}, IdnaNewcomer{0x1FACC, 0x1FACD, 0x1F413},
    IdnaNewcomer{0x1FADC, 0x1FADF, 0x1F415}, IdnaNewcomer{0x1FAE9, 0x1FAEB, 0x1F419},
    IdnaNewcomer{0x1FAEF, 0x1FAEF, 0x1F41C},
};

}  // namespace kiosque

#endif  // KIOSQUE_BASE_IDNA_TABLE_H_
