#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "tools/bestandctl/message/path.h"

namespace bestand::ctl {

// Sets the field from the text a person typed, as TextForms says; a repeated field gets one value
// more, a map "key=value" pairs parted by commas. Fails with FIELD_INVALID, saying which form is wanted.
absl::Status SetField(google::protobuf::Message& message, const FieldPath& path, std::string_view text);

// Returns the form a value is written in, for help: "12.34 EUR", "2011-09-30", "bg-nbd|mbg-nbd|…".
std::string TextFormOf(const google::protobuf::FieldDescriptor& field);

}  // namespace bestand::ctl
