#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "services/consent/domain/grounds/ground.h"
#include "services/consent/domain/mail_limits.h"

namespace bestand::consent {

// Somebody bought and gave an address with it: § 7(3) UWG, § 174(4) TKG 2021.
struct ExistingCustomerBasis {
  std::string customer;
  Channel channel = Channel::kEmail;  // EMAIL or SMS: which address
  std::string sale_reference;         // order or invoice
  std::string address_origin;         // how the address was obtained
  std::string notice;                 // wording of the notice of the right to object; empty: none was shown
  std::string goods_category;
};

// Why a company may be taken to want a call.
struct PresumedConsent {
  std::string customer, purpose;
  std::string reason, author;
  absl::CivilDay date;
};

// Where a postal address came from, and what was told about it: GDPR Art. 13, 14, 21(4).
struct AddressNotice {
  std::string customer;
  std::string address_source;
  std::string notice;
};

// A telephone number was seen to be the person's.
struct NumberVerification {
  std::string customer;
  std::string number;
  std::string method;  // such as "code by text message"
};

// An address was looked up in a list of those who want no advertising, such as that of § 7 ECG.
struct ListCheck {
  std::string customer;
  Channel channel = Channel::kEmail;
  std::string list;
  bool listed = true;
};

// A consent given on paper or by word of mouth; it still needs its confirmation.
struct OfflineConsent {
  ConsentKey key;
  int wording = 0;       // version of the purpose's wording that was signed
  std::string address;   // the person's own e-mail address, to ask for the confirmation at; may be empty
  std::string document;  // where the paper or the note is
  Circumstances circumstances;
};

// How long the use of a consent to calls is kept: § 7a(2) UWG.
inline constexpr int kYearsOfPhoneUse = 5;

// Records what contacts may rest on. Threads may share it. Failures are those of GroundStore.
class Grounds {
 public:
  Grounds(GroundStore& store, AddressKey address_key) : store_(store), address_key_(std::move(address_key)) {}

  absl::StatusOr<RecordedGround> Record(const ExistingCustomerBasis& basis);
  absl::StatusOr<RecordedGround> Record(const PresumedConsent& consent);
  absl::StatusOr<RecordedGround> Record(const AddressNotice& notice);
  absl::StatusOr<RecordedGround> Record(const NumberVerification& verification);
  absl::StatusOr<RecordedGround> Record(const ListCheck& check);
  absl::StatusOr<RecordedGround> Record(const OfflineConsent& consent);

  // Records a call that rested on a consent.
  absl::StatusOr<RecordedUse> RecordPhoneUse(std::string_view customer, std::string_view purpose,
                                             std::string_view note);

  // Takes back what was recorded by mistake, or holds no more.
  absl::StatusOr<RecordedGround> End(std::string_view customer, std::string_view id, std::string_view reason);

 private:
  absl::StatusOr<RecordedGround> Store(NewGround ground);

  GroundStore& store_;
  const AddressKey address_key_;
};

}  // namespace bestand::consent
