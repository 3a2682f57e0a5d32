#include "common/rpc/credentials.h"

#include "grpc/grpc_security_constants.h"

namespace bestand::rpc {
namespace {

constexpr std::string_view kBearer = "Bearer ";

std::string_view View(grpc::string_ref text) { return {text.data(), text.size()}; }

}  // namespace

std::string_view MetadataOf(const grpc::ServerContextBase& context, const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  return found == metadata.end() ? std::string_view() : View(found->second);
}

// Subject alternative names are there only when gRPC has verified the certificate.
auth::Credentials CredentialsOf(const grpc::ServerContextBase& context) {
  auth::Credentials credentials;
  const std::string_view authorization = MetadataOf(context, "authorization");
  if (authorization.starts_with(kBearer)) credentials.bearer_key = authorization.substr(kBearer.size());
  credentials.claimed_name = MetadataOf(context, "x-bestand-caller");
  const auto connection = context.auth_context();
  if (connection == nullptr || !connection->IsPeerAuthenticated()) return credentials;
  for (const auto& name : connection->FindPropertyValues(GRPC_X509_SAN_PROPERTY_NAME)) {
    credentials.certificate_uris.push_back(View(name));
  }
  return credentials;
}

}  // namespace bestand::rpc
