#pragma once

#include <vector>

#include "common/rpc/serve.h"
#include "services/consent/api/campaigns/collection_apis.h"
#include "services/consent/api/consent_api.h"
#include "services/consent/api/decision_apis.h"
#include "services/consent/api/erasure/erasing.h"
#include "services/consent/api/neglected/neglected_customer_api.h"
#include "services/consent/api/person/person_apis.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/api/record_apis.h"
#include "services/consent/domain/memory/remembered_checks.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/process.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/frequency/sql_wish_store.h"
#include "services/consent/storage/imports/sql_import_store.h"
#include "services/consent/storage/neglected/sql_last_contact_store.h"

namespace bestand::consent {

// Everything that answers; members in the order in which they need each other.
struct Apis {
  Apis(const Config& config, const RuleBook& rules, Process& p)
      : opt_in_rules(WithEditions(config.opt_in.rules, rules)),
        opt_ins(p.consents, opt_in_rules),
        refusals(p.consents),
        erasures({p.database, p.means, p.vault.keys(), opt_in_rules.address_key}),
        last_contacts(p.database),
        imports(p.database, p.means, opt_in_rules.address_key),
        wishes(p.database, p.means, opt_in_rules.address_key),
        erasing({p.profile,
                 {erasures, p.evidence, PersonLinks(config.opt_in.link_keys), config.decisions.erasure_grace,
                  p.runtime},
                 Warn(p, "an erasure failed")}),
        judge({{p.contacts, p.subjects, erasing.customers, SystemClock(), opt_in_rules.limits,
                opt_in_rules.address_key, rules, config.decisions.read_through},
               p.states,
               static_cast<size_t>(config.decisions.memory_megabytes) << 20}),
        consents({opt_ins, refusals, judge.checks, judge.memory, p.log, p.consents, p.contacts, p.purposes,
                  rules, p.page_tokens, SystemClock(), p.runtime}),
        purposes(p.purposes, p.runtime),
        records({p.consents, p.evidence, p.mail_reports, SystemClock(), p.runtime}),
        decisions({judge.checks, rules, p.grounds, p.slots, wishes, opt_in_rules.address_key, SystemClock(),
                   p.runtime}),
        neglected({last_contacts, p.purposes, judge.checks, judge.memory, SystemClock()}, p.runtime),
        people({opt_ins, p.log, p.consents, p.contacts, p.purposes, wishes, p.evidence, opt_in_rules,
                config.opt_in.link_keys, SystemClock(), p.runtime}),
        collection(
            {p.campaigns,
             people.sign_ups,
             opt_in_rules.base_url,
             p.page_tokens,
             {p.contacts, p.purposes, rules, SystemClock(), p.runtime},
             {p.reports, p.contacts, p.subjects, p.purposes, judge.checks, *p.scores, rules, SystemClock()},
             imports,
             opt_ins}) {}

  std::vector<rpc::Hosted> Hosted() {
    std::vector<rpc::Hosted> hosted = collection.Hosted();
    for (const rpc::Hosted& other : HostedBesides()) hosted.push_back(other);
    return hosted;
  }

  std::vector<rpc::Hosted> HostedBesides() {
    return {rpc::Host<v1::ConsentService>(consents),
            rpc::Host<v1::PurposeService>(purposes),
            rpc::Host<v1::EvidenceService>(records.evidence_api),
            rpc::Host<v1::ErasureService>(erasing.api),
            rpc::Host<v1::RuleService>(decisions.rule_api),
            rpc::Host<v1::GroundService>(decisions.ground_api),
            rpc::Host<v1::FrequencyService>(decisions.frequency_api),
            rpc::Host<v1::NeglectedCustomerService>(neglected),
            rpc::Host<v1::SelfService>(people.self_api),
            rpc::Host<v1::PauseService>(people.pause_api),
            rpc::Host<v1::OwnLimitService>(people.own_limit_api),
            rpc::Host<v1::OwnDataService>(people.own_data_api),
            rpc::Host<v1::MailFeedbackService>(records.feedback_api),
            rpc::Host<v1::SubjectRightsService>(records.rights_api)};
  }

  // Requests name the rules that they were made under.
  static OptInRules WithEditions(OptInRules opt_in, const RuleBook& rules) {
    opt_in.terms.rule_sets = rules.Editions();
    return opt_in;
  }

  const OptInRules opt_in_rules;
  OptIns opt_ins;
  Refusals refusals;
  SqlErasureStore erasures;
  SqlLastContactStore last_contacts;
  SqlImportStore imports;
  SqlWishStore wishes;
  Erasing erasing;
  RememberedChecks judge;
  ConsentApi consents;
  PurposeApi purposes;
  RecordApis records;
  DecisionApis decisions;
  NeglectedCustomerApi neglected;
  PersonApis people;
  CollectionApis collection;
};

}  // namespace bestand::consent
