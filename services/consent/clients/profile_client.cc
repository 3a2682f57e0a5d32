#include "services/consent/clients/profile_client.h"

#include <set>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"

namespace bestand::consent {
namespace {

namespace profile = bestand::customer_profile::v1;

constexpr absl::Duration kPagePatience = absl::Seconds(30);

Relation RelationOf(profile::RelationState state) {
  if (state == profile::RELATION_STATE_CUSTOMER) return Relation::kCustomer;
  if (state == profile::RELATION_STATE_FORMER) return Relation::kFormer;
  return Relation::kProspect;
}

Subject SubjectOf(const profile::Relation& relation) {
  const bool company = relation.kind() == profile::CUSTOMER_KIND_COMPANY;
  return {CustomerIdOf(relation.customer()), company ? Recipient::kB2b : Recipient::kB2c,
          RelationOf(relation.state()), relation.contract_active(), relation.country()};
}

// Says whether a change may touch a relation.
bool TouchesRelation(profile::ChangeKind kind) {
  return kind == profile::CHANGE_KIND_CUSTOMER || kind == profile::CHANGE_KIND_PURCHASES;
}

std::vector<std::string> CustomersOf(const profile::WatchChangesResponse& chunk) {
  std::set<std::string> customers;
  for (const profile::Change& change : chunk.changes()) {
    if (!TouchesRelation(change.kind())) continue;
    if (std::string id = CustomerIdOf(change.customer()); !id.empty()) customers.insert(std::move(id));
  }
  return {customers.begin(), customers.end()};
}

}  // namespace

ProfileClient::ProfileClient(const rpc::Remote& remote) : customers_(remote), history_(remote) {}

absl::StatusOr<SubjectStore::Update> ProfileClient::Relations(std::span<const std::string> customers,
                                                              absl::Duration patience) {
  profile::BatchGetRelationsRequest request;
  for (const std::string& customer : customers) request.add_customers(CustomerName(customer));
  using Stub = profile::CustomerService::Stub;
  ASSIGN_OR_RETURN(const profile::BatchGetRelationsResponse response,
                   customers_.Call(&Stub::BatchGetRelations, request, patience));
  if (response.results_size() != request.customers_size()) {
    return absl::InternalError("customer-profile answered another number of relations than was asked for");
  }
  SubjectStore::Update update;
  for (int i = 0; i < response.results_size(); ++i) {
    const profile::RelationResult& result = response.results(i);
    if (result.has_relation()) {
      update.known.push_back(SubjectOf(result.relation()));
      continue;
    }
    const absl::Status error = rpc::FromWireStatus(result.error());
    if (error.code() != absl::StatusCode::kNotFound) return error;
    update.gone.push_back(customers[i]);
  }
  return update;
}

absl::Status ProfileClient::WatchChanges(const std::string& cursor, const Take& take) {
  const auto context = rpc::NewEndlessContext(history_.remote());
  if (!BeginWatching(context.get())) return absl::CancelledError("watching was stopped");
  profile::WatchChangesRequest request;
  request.set_cursor(cursor);
  const auto reader = history_.stub().WatchChanges(context.get(), request);
  profile::WatchChangesResponse chunk;
  std::string last = cursor;
  absl::Status taken;
  while (taken.ok() && reader->Read(&chunk)) {
    if (chunk.next_cursor() == last) continue;  // a sign of life
    taken = take(CustomersOf(chunk), chunk.next_cursor());
    last = chunk.next_cursor();
  }
  if (!taken.ok()) context->TryCancel();
  const grpc::Status ended = reader->Finish();
  EndWatching();
  return taken.ok() ? rpc::FromGrpc(ended, "customer-profile") : taken;
}

absl::Status ProfileClient::ListCustomers(const TakePage& take) {
  profile::ListCustomersRequest request;
  request.set_page_size(1000);
  do {
    using Stub = profile::CustomerService::Stub;
    ASSIGN_OR_RETURN(const profile::ListCustomersResponse page,
                     customers_.Call(&Stub::ListCustomers, request, kPagePatience));
    std::vector<std::string> ids;
    for (const profile::Customer& customer : page.customers()) ids.push_back(CustomerIdOf(customer.name()));
    RETURN_IF_ERROR(take(ids));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

void ProfileClient::StopWatching() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  if (watching_ != nullptr) watching_->TryCancel();
}

bool ProfileClient::BeginWatching(grpc::ClientContext* context) {
  const std::lock_guard lock(mutex_);
  if (!stopped_) watching_ = context;
  return !stopped_;
}

void ProfileClient::EndWatching() {
  const std::lock_guard lock(mutex_);
  watching_ = nullptr;
}

}  // namespace bestand::consent
