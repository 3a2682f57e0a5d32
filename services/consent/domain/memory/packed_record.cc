#include "services/consent/domain/memory/packed_record.h"

#include <cstring>
#include <type_traits>

#include "common/time/clock.h"

namespace bestand::consent {
namespace {

class Packer {
 public:
  template <typename Number>
  void Add(Number number) {
    static_assert(std::is_arithmetic_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void Add(absl::Time time) { Add(ToMicros(time)); }
  void Add(std::string_view text) {
    Add(static_cast<uint32_t>(text.size()));
    bytes_.append(text);
  }
  template <typename Value>
  void Add(const std::optional<Value>& value) {
    Add(value.has_value());
    if (value.has_value()) Add(*value);
  }

  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  void Take(Number& number) {
    static_assert(std::is_arithmetic_v<Number>);
    std::memcpy(&number, bytes_.data(), sizeof number);
    bytes_.remove_prefix(sizeof number);
  }
  void Take(absl::Time& time) {
    int64_t micros = 0;
    Take(micros);
    time = FromMicros(micros);
  }
  void Take(std::string& text) {
    uint32_t size = 0;
    Take(size);
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  template <typename Value>
  void Take(std::optional<Value>& value) {
    bool has_value = false;
    Take(has_value);
    if (has_value) Take(value.emplace());
  }

 private:
  std::string_view bytes_;
};

// What a record is made of, in order: one list for both directions.
template <typename Each>
void ForEachPart(auto& record, Each each) {
  auto& [subject, purpose_known, template_known, template_approved, times, objections, grounds, frequency,
         address, log_size, version] = record;
  for (auto* flag : {&purpose_known, &template_known, &template_approved}) each(*flag);
  for (auto* time :
       {&times.request, &times.expire, &times.confirm, &times.withdraw, &times.last_use, &times.offline,
        &objections.this_channel, &objections.all, &grounds.list_checked, &frequency.pause})
    each(*time);
  for (auto* flag : {&grounds.existing_customer, &grounds.goods_similar, &grounds.notice_complete,
                     &grounds.number_verified, &grounds.presumed_reason})
    each(*flag);
  each(grounds.offline_address_digest);
  for (auto* number : {&frequency.policy.version, &frequency.own.contacts, &frequency.own.days})
    each(*number);
  each(version.number);
}

void PackSubject(const std::optional<Subject>& subject, Packer& packer) {
  packer.Add(subject.has_value());
  if (!subject.has_value()) return;
  packer.Add(static_cast<uint8_t>(subject->recipient));
  packer.Add(static_cast<uint8_t>(subject->relation));
  packer.Add(subject->contract_active);
  packer.Add(std::string_view(subject->country));
}

std::optional<Subject> UnpackSubject(Unpacker& unpacker) {
  bool has_value = false;
  unpacker.Take(has_value);
  if (!has_value) return std::nullopt;
  Subject subject;
  uint8_t recipient = 0, relation = 0;
  unpacker.Take(recipient);
  unpacker.Take(relation);
  unpacker.Take(subject.contract_active);
  unpacker.Take(subject.country);
  subject.recipient = static_cast<Recipient>(recipient);
  subject.relation = static_cast<Relation>(relation);
  return subject;
}

}  // namespace

std::string Pack(const ContactRecord& record) {
  Packer packer;
  PackSubject(record.subject, packer);
  ForEachPart(record, [&](const auto& part) {
    if constexpr (std::is_same_v<decltype(part), const std::string&>) {
      packer.Add(std::string_view(part));
    } else {
      packer.Add(part);
    }
  });
  packer.Add(static_cast<uint32_t>(record.frequency.contacts.size()));
  for (const PastContact& contact : record.frequency.contacts) {
    packer.Add(contact.time);
    packer.Add(contact.counts_until);
  }
  packer.bytes_.shrink_to_fit();
  return std::move(packer.bytes_);
}

ContactRecord Unpack(std::string_view bytes) {
  Unpacker unpacker(bytes);
  ContactRecord record;
  record.subject = UnpackSubject(unpacker);
  ForEachPart(record, [&](auto& part) { unpacker.Take(part); });
  uint32_t contacts = 0;
  unpacker.Take(contacts);
  record.frequency.contacts.resize(contacts);
  for (PastContact& contact : record.frequency.contacts) {
    unpacker.Take(contact.time);
    unpacker.Take(contact.counts_until);
  }
  return record;
}

}  // namespace bestand::consent
