#pragma once

#include <string>

#include "bestand/consent/v1/purpose_service.pb.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Translate between messages and values. From the wire: only what the checks let through.

Purpose PurposeOf(const v1::Purpose& wire);
Wording WordingOf(const v1::CreateWordingRequest& request);
Template TemplateOf(const v1::Template& wire);

v1::Purpose ToWire(const Purpose& purpose);
v1::Wording ToWire(const Wording& wording);
v1::Template ToWire(const Template& message);

// Return "x" of "purposes/x" and of "templates/x".
std::string PurposeIdOf(const std::string& name);
std::string TemplateIdOf(const std::string& name);

}  // namespace bestand::consent
