#pragma once

#include <string>
#include <string_view>

#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// The decision table written out: every answer of DecideContact() to a determined question.
//
// The order: as an odometer over the columns class, channel, recipient, relation, consent, objection,
// template_approved, goods_similar, notice_complete, number_verified, presumed_reason, cap_free; the
// last turns fastest; enums in the order of contact_question.h, facts 0 before 1.
inline constexpr int kDecisionTableRows =
    kMessageClasses * kChannels * kRecipients * kRelations * kConsentStates * kObjections * 64;
static_assert(kDecisionTableRows == 376'320);

// The names of the columns with the line's end.
inline constexpr std::string_view kDecisionTableHeader =
    "class,channel,recipient,relation,consent,objection,template_approved,goods_similar,notice_complete,"
    "number_verified,presumed_reason,cap_free,decision,reason,row\n";

// Returns the question of the row `index`, in [0, kDecisionTableRows).
ContactQuestion QuestionAt(int index);

// Appends the row `index` as CSV with the line's end; facts are 0 or 1, the decision ALLOW or DENY,
// the row the one that decided.
void AppendDecisionRow(int index, std::string& csv);

}  // namespace bestand::consent
