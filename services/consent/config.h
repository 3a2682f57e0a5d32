#pragma once

#include "common/config/settings.h"
#include "services/consent/mail/mail_settings.h"
#include "services/consent/work/anchors/witness_settings.h"
#include "services/consent/work/decision_settings.h"
#include "services/consent/work/key_settings.h"
#include "services/consent/work/opt_in_settings.h"
#include "services/consent/work/retention_settings.h"
#include "services/consent/work/time_stamps/time_stamp_settings.h"

namespace bestand::consent {

// All that can be set.
struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  KeySettings keys;
  config::UpstreamSettings customer_profile;
  ReportSettings reports;
  MailSettings mail;
  OptInSettings opt_in;
  DecisionSettings decisions;
  RetentionRules retention;
  WitnessSettings witnesses;
  TimeStampSettings time_stamps;
};

inline void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  config::DescribeServiceRole(fields, "database", config.database);
  Describe(fields, config.keys);
  Describe(fields, "clients.customer_profile", config.customer_profile);
  Describe(fields, config.reports);
  Describe(fields, config.mail);
  Describe(fields, config.opt_in);
  Describe(fields, config.decisions);
  Describe(fields, config.retention);
  Describe(fields, config.witnesses);
  Describe(fields, config.time_stamps);
}

}  // namespace bestand::consent
