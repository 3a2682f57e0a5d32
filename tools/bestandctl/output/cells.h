#pragma once

#include <string>

#include "google/protobuf/message.h"
#include "tools/bestandctl/message/path.h"

namespace bestand::ctl {

// A value for people: names without their collection ("customers/12347" is "12347"), enums in lower
// case without prefix, numbers with a fitting number of decimals, money with thousands and currency.
// Unset messages and enums give "".
std::string FormatCell(const google::protobuf::Message& message,
                       const google::protobuf::FieldDescriptor& field);

// The value at the end of a path; "" where a message on the way is unset.
std::string FormatCell(const google::protobuf::Message& message, const FieldPath& path);

// Says whether values of the field read better flush right: numbers, money, durations.
bool IsFlushRight(const google::protobuf::FieldDescriptor& field);

}  // namespace bestand::ctl
