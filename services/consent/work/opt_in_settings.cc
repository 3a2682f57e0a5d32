#include "services/consent/work/opt_in_settings.h"

#include <utility>
#include <vector>

#include "common/config/sources.h"
#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostTerm = 200;

void DescribeKeys(config::Fields& fields, OptInSettings& settings) {
  fields.SecretFile("consent.address_key_file", settings.address_key_file,
                    "Key under which addresses are counted; empty keeps one in the database");
  fields.SecretFile(
      "consent.link_keys_file", settings.link_keys_file,
      "Keys of the links in messages, a line \"id secret\" each, the last one signing; keep old ones. "
      "Empty keeps one in the database");
}

void DescribeTerms(config::Fields& fields, Terms& terms) {
  fields.Text("consent.company_name", terms.company, "Who asks for consent; kept as proof with each request");
  fields.Text("consent.privacy_notice", terms.privacy_notice,
              "Version or address of the privacy notice that people are shown; kept as proof");
  for (const auto& [key, text] : {std::pair("consent.company_name", &terms.company),
                                  std::pair("consent.privacy_notice", &terms.privacy_notice)}) {
    if (text->size() > kMostTerm) fields.Wrong(key, "is longer than 200 bytes");
  }
}

}  // namespace

void Describe(config::Fields& fields, OptInSettings& settings) {
  OptInRules& rules = settings.rules;
  fields.Text("pages.base_url", rules.base_url, "Where people reach the confirmation page");
  if (!rules.base_url.starts_with("http")) fields.Wrong("pages.base_url", "must begin with http");
  while (rules.base_url.ends_with('/')) rules.base_url.pop_back();
  fields.Duration("consent.confirm_within", rules.confirm_within, "How long a confirmation token lives");
  if (rules.confirm_within <= absl::ZeroDuration()) {
    fields.Wrong("consent.confirm_within", "must be longer than nothing");
  }
  fields.Flag("consent.receipt_mails", rules.receipts.send,
              "Whether who confirms gets a mail that says so, with the proof from the log");
  rules.receipts.base_url = rules.base_url;
  MailLimits& limits = rules.limits;
  fields.Number("consent.mails_in_ten_minutes", limits.in_ten_minutes, {1, 1000}, "Mails to one address");
  fields.Number("consent.mails_in_a_day", limits.in_a_day, {1, 1000}, "Mails to one address");
  fields.Number("consent.mails_in_thirty_days", limits.in_thirty_days, {1, 1000}, "Mails to one address");
  MailLimits& forms = rules.form_limits;
  fields.Number("consent.form_mails_in_ten_minutes", forms.in_ten_minutes, {1, 1000000},
                "Mails by all sign-ups");
  fields.Number("consent.form_mails_in_a_day", forms.in_a_day, {1, 1000000}, "Mails by all sign-ups");
  fields.Number("consent.form_mails_in_thirty_days", forms.in_thirty_days, {1, 1000000},
                "Mails by all sign-ups");
  DescribeKeys(fields, settings);
  DescribeTerms(fields, rules.terms);
}

absl::Status ReadSecrets(OptInSettings& settings) {
  if (!settings.address_key_file.empty()) {
    ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(settings.address_key_file));
    settings.rules.address_key = [key] { return key; };
  }
  if (!settings.link_keys_file.empty()) {
    ASSIGN_OR_RETURN(const std::string lines, config::ReadSecret(settings.link_keys_file));
    ASSIGN_OR_RETURN(const std::vector<LinkKey> keys, LinkKeysOf(lines));
    settings.link_keys = [keys] { return keys; };
  }
  return absl::OkStatus();
}

}  // namespace bestand::consent
