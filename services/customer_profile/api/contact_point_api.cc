#include "services/customer_profile/api/contact_point_api.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"

namespace bestand::customer_profile {
namespace {

constexpr std::string_view kPattern = "customers/*/contactPoints/*";
constexpr size_t kMaxAddress = 320;

// Returns the contact point with its address normalised.
absl::StatusOr<ContactPoint> Checked(const v1::CreateContactPointRequest& request) {
  const v1::ContactPoint& wire = request.contact_point();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessKnown("contact_point.type", wire.type(), v1::ContactPointType_IsValid);
  found.UnlessRequiredText("contact_point.address", wire.address(), kMaxAddress);
  found.UnlessUuid("request_id", request.request_id());
  ContactPoint contact_point{.customer_id = CustomerIdOf(request.parent()),
                             .type = static_cast<ContactPointType>(wire.type())};
  if (!wire.address().empty() && wire.type() != v1::CONTACT_POINT_TYPE_UNSPECIFIED) {
    const auto address = NormalisedAddress(contact_point.type, wire.address());
    for (const FieldViolation& violation : ViolationsOf(address.status())) {
      found.Add(violation.field, violation.description);
    }
    if (address.ok()) contact_point.address = *address;
  }
  RETURN_IF_ERROR(found.ToStatus());
  return contact_point;
}

void ToWire(const ContactPoint& contact_point, std::string_view address, v1::ContactPoint& wire) {
  wire.set_name(CustomerName(contact_point.customer_id) + "/contactPoints/" + contact_point.contact_point_id);
  wire.set_type(static_cast<v1::ContactPointType>(contact_point.type));
  wire.set_address(std::string(address));
  *wire.mutable_create_time() = ToTimestamp(contact_point.create_time);
}

void ToMaskedWire(const ContactPoint& contact_point, v1::ContactPoint& wire) {
  ToWire(contact_point, MaskedAddress(contact_point.type, contact_point.address), wire);
}

absl::Status CheckParent(std::string_view parent) {
  Violations found;
  found.UnlessName("parent", parent, "customers/*");
  return found.ToStatus();
}

// Returns the customer's id and the contact point's.
absl::StatusOr<std::pair<std::string, std::string>> IdsOf(std::string_view name) {
  Violations found;
  found.UnlessName("name", name, kPattern);
  const std::string id = IdOf(name, kPattern).value_or("");
  if (found.empty()) found.Unless(IsUuid(id), "name", "must end in a UUID");
  RETURN_IF_ERROR(found.ToStatus());
  return std::pair(CustomerIdOf(name.substr(0, name.find('/', name.find('/') + 1))), id);
}

}  // namespace

grpc::ServerUnaryReactor* ContactPointApi::CreateContactPoint(grpc::CallbackServerContext* context,
                                                              const v1::CreateContactPointRequest* request,
                                                              v1::CreateContactPointResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const ContactPoint checked, Checked(call.request));
    ASSIGN_OR_RETURN(const ContactPoint stored, contact_points_.Create(checked));
    ToMaskedWire(stored, *call.response.mutable_contact_point());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ContactPointApi::ListContactPoints(grpc::CallbackServerContext* context,
                                                             const v1::ListContactPointsRequest* request,
                                                             v1::ListContactPointsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckParent(call.request.parent()));
    ASSIGN_OR_RETURN(const auto found, contact_points_.List(CustomerIdOf(call.request.parent())));
    for (const ContactPoint& contact_point : found) {
      ToMaskedWire(contact_point, *call.response.add_contact_points());
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ContactPointApi::RevealContactPoint(grpc::CallbackServerContext* context,
                                                              const v1::RevealContactPointRequest* request,
                                                              v1::RevealContactPointResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const auto ids, IdsOf(call.request.name()));
    ASSIGN_OR_RETURN(const ContactPoint found, contact_points_.Find(ids.first, ids.second));
    ToWire(found, found.address, *call.response.mutable_contact_point());
    return absl::OkStatus();
  });
}

}  // namespace bestand::customer_profile
