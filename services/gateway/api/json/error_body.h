#pragma once

#include <string>

#include "absl/status/status.h"

namespace bestand::gateway {

// Returns a failure as the Connect protocol writes it: {"code":"not_found","message":"…","details":[…]}, each
// detail with its type, its bytes in base64 and, readable, what is in it ("debug"): the reason and its facts,
// the fields that are wrong.
std::string ErrorBody(const absl::Status& failure);

}  // namespace bestand::gateway
