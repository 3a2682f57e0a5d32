#pragma once

#include <string>

#include "services/gateway/domain/held_data.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// All that is held about a person as a page to be kept, read and printed; written piece by piece, so that it
// may be long. One thread at a time.
class DataPage {
 public:
  explicit DataPage(Language language) : language_(language) {}

  std::string Begin() const;
  // Returns the next record, with the heading of its part where that begins.
  std::string Next(const HeldRecord& record);
  // Returns the end, with the parts of which nothing is held.
  std::string End();

 private:
  // Returns the headings up to that of a part, which have not been written yet.
  std::string HeadingsTo(int part);

  const Language language_;
  int begun_ = 0;      // parts whose headings are written
  bool shown_ = true;  // something stands under the last of them
};

// Says that this was done too often.
Page HandedOutOftenPage(std::string_view token, Language language);

}  // namespace bestand::gateway
