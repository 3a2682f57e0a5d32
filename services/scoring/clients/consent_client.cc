#include "services/scoring/clients/consent_client.h"

#include <vector>

#include "services/scoring/clients/read_stream.h"

namespace bestand::scoring {

namespace {

// For all customers; a single answer takes far less.
constexpr absl::Duration kMostForAll = absl::Minutes(2);

}  // namespace

absl::Status ConsentClient::Stream(const std::string& purpose_id,
                                   absl::FunctionRef<absl::Status(std::span<const std::string>)> take) {
  consent::v1::StreamAddressableCustomersRequest request;
  request.set_purpose("purposes/" + purpose_id);
  request.set_channel(consent::v1::CHANNEL_EMAIL);
  const auto context = rpc::NewContext(consents_.remote(), kMostForAll);
  const auto reader = consents_.stub().StreamAddressableCustomers(context.get(), request);
  return ReadStream<consent::v1::StreamAddressableCustomersResponse>(
      *context, *reader, consents_.remote().service, [&](const auto& chunk) {
        return take(std::vector<std::string>(chunk.customer_ids().begin(), chunk.customer_ids().end()));
      });
}

}  // namespace bestand::scoring
