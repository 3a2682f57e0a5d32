#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace bestand::ctl {

// A field of a message, reached through singular messages: reward.worth of CreateRewardRequest.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// Returns every field that a flag can set, in the order of the proto: the fields of nested messages
// one by one, except messages that have a text form of their own (money, times, dates), maps and
// repeated fields, which stay whole.
std::vector<FieldPath> FlagFields(const google::protobuf::Descriptor& message);

// Returns the path written with dots ("reward.worth"), or an empty path when there is no such field.
FieldPath FindPath(const google::protobuf::Descriptor& message, std::string_view dotted);

// Returns "reward.worth".
std::string Dotted(const FieldPath& path);

// Says whether values of this message are written as one text: money, timestamps, durations, dates,
// field masks.
bool HasTextForm(const google::protobuf::Descriptor& message);

}  // namespace bestand::ctl
