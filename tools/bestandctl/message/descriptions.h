#pragma once

#include <string>

#include "google/protobuf/descriptor.h"

namespace bestand::ctl {

// The comments of the protos, which are the product's reference: read from the descriptor set that is
// embedded in the program. All are "" when there is none.

// Returns the comment of a field, in one line.
std::string DescriptionOf(const google::protobuf::FieldDescriptor& field);

// Returns the comment of a method, in one line.
std::string DescriptionOf(const google::protobuf::MethodDescriptor& method);

// Returns what the error catalogue says to do about a reason such as "SCORE_UNKNOWN".
std::string WhatToDo(const std::string& reason);

}  // namespace bestand::ctl
