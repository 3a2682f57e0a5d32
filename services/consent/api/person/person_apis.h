#pragma once

#include "services/consent/api/person/own_data_api.h"
#include "services/consent/api/person/own_limit_api.h"
#include "services/consent/api/person/pause_api.h"
#include "services/consent/api/self_api.h"

namespace bestand::consent {

// The API of what people do by their links, with what it alone needs.
struct PersonApis {
  struct Parts {
    OptIns& opt_ins;
    LogQueue& log;
    ConsentStore& consents;
    ContactStore& contacts;
    PurposeStore& purposes;
    WishStore& wishes;
    EvidenceStore& evidence;
    const OptInRules& rules;
    LinkKeys link_keys;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit PersonApis(const Parts& p)
      : links(p.link_keys),
        opt_in_tokens(p.consents, p.rules.address_key),
        preferences({links, p.opt_ins, p.consents, p.contacts, p.purposes}),
        sign_ups(p.purposes, p.rules.address_key),
        self_api(
            {opt_in_tokens, preferences, sign_ups, p.opt_ins, p.log, p.rules.base_url, p.clock, p.runtime}),
        pause_api({links, p.contacts, p.wishes, p.clock, p.runtime}),
        own_limit_api({links, p.contacts, p.wishes, p.runtime}),
        own_data_api({links, p.wishes, p.evidence, p.clock, p.rules.confirm_within, p.runtime}) {}

  const PersonLinks links;
  OptInTokens opt_in_tokens;
  Preferences preferences;
  SignUps sign_ups;
  SelfApi self_api;
  PauseApi pause_api;
  OwnLimitApi own_limit_api;
  OwnDataApi own_data_api;
};

}  // namespace bestand::consent
