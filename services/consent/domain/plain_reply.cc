#include "services/consent/domain/plain_reply.h"

#include <algorithm>
#include <iterator>

namespace bestand::consent {
namespace {

constexpr size_t kMaxReply = 200;

char Plain(char letter) { return letter >= ' ' && letter <= '~' ? letter : '?'; }

}  // namespace

std::string PlainReply(std::string_view line) {
  std::string reply;
  while (!line.empty() && reply.size() < kMaxReply) {
    const size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    if (word.find('@') != std::string_view::npos) {
      reply.append("<address>");
    } else {
      std::transform(word.begin(), word.end(), std::back_inserter(reply), Plain);
    }
    if (end < line.size()) reply.push_back(' ');
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  reply.resize(std::min(reply.size(), kMaxReply));
  return reply;
}

}  // namespace bestand::consent
