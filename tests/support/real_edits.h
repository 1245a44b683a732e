// real_edits.h — edits that newsrooms make, made to any real page.
//
// An edit finds in the HTML of a page what it needs (a paragraph without quotations, a number, a
// name, the headline …) and changes the bytes, as the publisher would; what class of change that is
// does not depend on the page. A page that does not offer what an edit needs is passed over.
#ifndef KIOSQUE_TESTS_SUPPORT_REAL_EDITS_H_
#define KIOSQUE_TESTS_SUPPORT_REAL_EDITS_H_

#include <functional>
#include <vector>

#include "corpus/change_class.h"
#include "support/page_edit.h"

namespace kiosque::testing {

struct RealEdit {
  const char* name;
  ChangeClass expected;
  std::function<bool(EditedPage& page)> make;  ///< false: the page does not offer it
};

const std::vector<RealEdit>& RealEdits();

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_REAL_EDITS_H_
