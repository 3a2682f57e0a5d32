#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "tools/bestandctl/verify/leaf_fields.h"
#include "tools/bestandctl/verify/payload_fields.h"

namespace bestand::ctl {

// Works out from the events alone where consents, requests and objections stand, and compares. Written from
// the description of the events, apart from the service's own code. Subjects whose requests were recorded
// by a version that did not say until when they can be confirmed are left out; of who was erased nothing may
// be left. One thread at a time.
class StateReplay {
 public:
  absl::Status Apply(const LeafFields& leaf, const consent::v1::LoggedEvent& event);

  // Compare; faults are EVIDENCE_FAULTY. Finish says whether everything came.
  absl::Status Take(const consent::v1::LoggedConsent& consent);
  absl::Status Take(const consent::v1::LoggedOptIn& opt_in);
  absl::Status Take(const consent::v1::LoggedObjection& objection);
  absl::Status Finish() const;

  // Subjects left out.
  int64_t left_out() const;

 private:
  using MaybeTime = std::optional<absl::Time>;
  using Place = std::pair<int, std::string>;  // channel and purpose

  struct Consent {
    std::string id, address;
    int wording = 0;
    MaybeTime request, expire, confirm, withdraw;

    bool operator==(const Consent&) const = default;
  };
  struct OptIn {
    int channel = 0, wording = 0;
    std::string address;
    bool mailed = false;
    absl::Time request, expire;
    MaybeTime confirm;
    std::string campaign;

    bool operator==(const OptIn&) const = default;
  };
  struct Objection {
    absl::Time time;
    int lifted = 0;

    bool operator==(const Objection&) const = default;
  };
  struct Subject {
    bool left_out = false;
    std::map<Place, Consent> consents;
    std::map<std::pair<std::string, std::string>, OptIn> opt_ins;  // by id and purpose
    std::map<int, Objection> objections;                           // by channel
    size_t seen = 0;                                               // of all three

    size_t size() const { return consents.size() + opt_ins.size() + objections.size(); }
  };

  static absl::Status Change(Subject& subject, const LeafFields& leaf, const consent::v1::LoggedEvent& event);
  static void Give(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload);
  static void End(Subject& subject, const LeafFields& leaf, const Payload& payload);
  static void Request(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload);
  static void SignElsewhere(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload);
  static void Import(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload);
  static absl::Status Confirm(Subject& subject, const LeafFields& leaf, const Payload& payload,
                              int64_t index);
  static void Withdraw(Subject& subject, const LeafFields& leaf, const Payload& payload);
  static void Expire(Subject& subject, const LeafFields& leaf, const Payload& payload);
  static void Object(Subject& subject, const LeafFields& leaf);
  static void Disown(Subject& subject, const LeafFields& leaf, const Payload& payload);
  static void Lift(Subject& subject, const LeafFields& leaf, const Payload& payload);
  static void EndRequests(Subject& subject, const LeafFields& leaf);
  static MaybeTime StandingObjection(const Subject& subject, int channel);
  absl::StatusOr<Subject*> Find(const std::string& subject, const std::string& place);

  std::unordered_map<std::string, Subject> subjects_;
};

}  // namespace bestand::ctl
