#pragma once

#include <string>
#include <string_view>

namespace bestand::consent {

// Returns a mail server's line as it may be kept: printable ASCII, '?' for every other byte, "<address>"
// for every word with an @, at most 200 bytes. The server chooses its words: they may be in any encoding,
// hold NUL, or quote the recipient.
std::string PlainReply(std::string_view line);

}  // namespace bestand::consent
