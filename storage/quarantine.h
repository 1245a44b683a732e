// quarantine.h — whether a new state of an article looks like an accident of the server.
//
// A page that lost more than four fifths of its text, lost its title, or came under the title of an
// error or challenge page is not believed at once: it becomes a version when the same is seen
// twice.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_STORAGE_QUARANTINE_H_
#define KIOSQUE_STORAGE_QUARANTINE_H_

#include <string_view>

#include "base/article.h"

namespace kiosque {

/// Whether `now`, after `before`, is to be held back.
bool LooksLikeAccident(const Article& before, const Article& now);

/// Whether a title is that of an error, maintenance or challenge page ("404 Not Found", "Just a
/// moment...", "Page introuvable").
bool IsErrorTitle(std::string_view title);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_QUARANTINE_H_
