#include "services/consent/domain/neglected/neglected_customers.h"

#include "common/error/error.h"

namespace bestand::consent {
namespace {

std::vector<LastContact> NotReachedSince(absl::Time since, std::span<const LastContact> customers) {
  std::vector<LastContact> silent;
  for (const LastContact& last : customers) {
    if (!last.time.has_value() || *last.time < since) silent.push_back(last);
  }
  return silent;
}

std::vector<ContactQuery> QueriesAbout(const NeglectAsked& asked, std::span<const LastContact> customers) {
  std::vector<ContactQuery> queries;
  for (const LastContact& last : customers) {
    queries.push_back({last.customer, asked.channel, MessageClass::kMarketing, asked.purpose, ""});
  }
  return queries;
}

std::vector<std::string> CustomersOf(std::span<const ContactQuery> queries) {
  std::vector<std::string> customers;
  for (const ContactQuery& query : queries) customers.push_back(query.customer);
  return customers;
}

}  // namespace

absl::Status NeglectedCustomers::ForEachPage(const NeglectAsked& asked,
                                             absl::FunctionRef<bool(const Page&)> take) {
  RETURN_IF_ERROR(parts_.purposes.GetPurpose(asked.purpose).status());
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const auto customers, parts_.store.LastContactsAfter(after));
    if (customers.empty()) return absl::OkStatus();
    after = customers.back().customer;
    ASSIGN_OR_RETURN(const Page page, Judge(asked, customers));
    if (!take(page)) return absl::OkStatus();
  }
}

absl::StatusOr<NeglectedCustomers::Page> NeglectedCustomers::Judge(const NeglectAsked& asked,
                                                                   std::span<const LastContact> customers) {
  const auto silent = NotReachedSince(parts_.clock.Now() - asked.silence, customers);
  ASSIGN_OR_RETURN(const auto verdicts, Check(QueriesAbout(asked, silent)));
  Page page;
  for (size_t i = 0; i < silent.size(); ++i) {
    if (asked.allowed_only && !verdicts[i].decision.allowed) continue;
    page.push_back({silent[i], verdicts[i]});
  }
  return page;
}

absl::StatusOr<std::vector<ContactVerdict>> NeglectedCustomers::Check(std::span<const ContactQuery> queries) {
  const auto known = parts_.memory.CheckAll(queries);
  parts_.checks.Prepare(CustomersOf(queries));  // else each unknown one would be asked for alone
  std::vector<ContactVerdict> verdicts;
  for (size_t i = 0; i < queries.size(); ++i) {
    if (known[i].has_value()) {
      verdicts.push_back(*known[i]);
      continue;
    }
    ASSIGN_OR_RETURN(ContactVerdict verdict, parts_.checks.Check(queries[i]));
    verdicts.push_back(verdict);
  }
  return verdicts;
}

}  // namespace bestand::consent
