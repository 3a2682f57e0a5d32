#pragma once

#include <string_view>

#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// The name and version of the rules below: Germany, first edition.
inline constexpr std::string_view kRuleSet = "de-v1";

// What the rules say. The texts live as long as the program.
struct ContactDecision {
  bool allowed;
  int row;                         // of the table, 0 to 15: the row that decided
  std::string_view reason;         // "CONSENT", "NEEDS_DOI", …
  std::string_view legal_basis;    // paragraph or ruling; empty where none is needed
  std::string_view needed_action;  // what would make it lawful, or must be minded when allowed
};

// Says whether one message may go to one person. The first row of the table that fits decides:
//
// clang-format off
//   0  undetermined                                    DENY UNDETERMINED, except what row 1 allows
//   1  SERVICE, LEGAL_NOTICE, template approved        ALLOW SERVICE, whatever else holds
//   2  the same, template not approved                 DENY CLASS_NOT_APPROVED
//   3  DOI_CONFIRM for an open request                 ALLOW DOI_CONFIRM
//   4  DOI_CONFIRM otherwise                           DENY OBJECTED, CLASS_NOT_APPROVED, NO_REQUEST, DOI_LIMIT
//   5  an objection                                    DENY OBJECTED
//   6  consent withdrawn                               DENY WITHDRAWN
//   7  EMAIL, SMS, PUSH: confirmed                     ALLOW CONSENT
//   8  the same, not confirmed, not CUSTOMER_73        DENY STALE, NEEDS_DOI
//   9  EMAIL, SMS: CUSTOMER_73 with all of § 7(3)      ALLOW EXISTING_CUSTOMER
//  10  CUSTOMER_73 otherwise                           DENY S7_3_INCOMPLETE
//  11  FAX, AUTOCALL                                   ALLOW CONSENT or DENY NEEDS_CONSENT
//  12  PHONE, B2C                                      ALLOW CONSENT or DENY NEEDS_PHONE_CONSENT
//  13  PHONE, B2B                                      ALLOW CONSENT, PRESUMED or DENY NEEDS_PHONE_CONSENT
//  14  POST                                            ALLOW LEGIT_INTEREST or DENY NOTICE_INCOMPLETE
//  15  rows 7 to 14 allowed, no cap free               DENY CAP
// clang-format on
//
// A survey is advertising. Facts for engineering, not legal advice.
ContactDecision DecideContact(const ContactQuestion& question);

}  // namespace bestand::consent
