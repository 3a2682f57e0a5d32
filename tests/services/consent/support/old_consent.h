#pragma once

#include <string>

#include "services/consent/domain/imports/imported_consent.h"

namespace bestand::consent {

// A consent from elsewhere whose evidence is complete, confirmed some time before `now`.
inline ImportedConsent OldConsent(const std::string& id, const std::string& customer, absl::Time now,
                                  absl::Duration ago = absl::Hours(24 * 30)) {
  ImportedConsent old;
  old.external_id = id;
  old.key = {customer, Channel::kEmail, "news"};
  old.address = customer + "@example.test";
  old.wording_text = "Wording of news";
  old.origin = "https://old.example.test/form";
  old.request_time = now - ago - absl::Hours(2);
  old.request_ip_address = "192.0.2.1";
  old.user_agent = "Mozilla/5.0";
  old.message_id = "<1@old.example.test>";
  old.mail_time = now - ago - absl::Hours(1);
  old.confirm_time = now - ago;
  old.confirm_ip_address = "192.0.2.2";
  return old;
}

}  // namespace bestand::consent
