#include "services/consent/domain/vault/payload_vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/aead.h"
#include "common/id/digest.h"

namespace bestand::consent {
namespace {

// Keys in memory: what they are for is the vault's; how they are kept is the storage's test.
class KeysInMemory final : public SubjectKeys {
 public:
  absl::StatusOr<Keys> Ensure(std::span<const std::string> subjects) override {
    for (const std::string& subject : subjects) keys_.try_emplace(subject, RandomBytes(kSealKeyBytes));
    return Find(subjects);
  }
  absl::StatusOr<Keys> Find(std::span<const std::string> subjects) override {
    Keys found;
    for (const std::string& subject : subjects) {
      if (keys_.contains(subject)) found[subject] = keys_.at(subject);
    }
    return found;
  }
  absl::Status Destroy(std::span<const std::string> subjects) override {
    for (const std::string& subject : subjects) keys_.erase(subject);
    return absl::OkStatus();
  }

 private:
  Keys keys_;
};

const std::string kAnna(16, 'a'), kBert(16, 'b'), kSalt(32, 's');

class PayloadVaultTest : public testing::Test {
 protected:
  std::string SealOne(const PayloadPlace& place, const std::string& payload = "address=anna@example.test\n") {
    return vault_.Seal(std::vector<PlainPayload>{{place, kSalt, payload}})->front();
  }
  std::optional<PlainPayload> OpenOne(const PayloadPlace& place, const std::string& sealed) {
    return vault_.Open(std::vector<SealedPayload>{{place, sealed}})->front();
  }

  KeysInMemory keys_;
  PayloadVault vault_{keys_};
};

TEST_F(PayloadVaultTest, OpensWhatItSealed) {
  const auto opened = OpenOne({kAnna, 7}, SealOne({kAnna, 7}));
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->salt, kSalt);
  EXPECT_EQ(opened->payload, "address=anna@example.test\n");
}

TEST_F(PayloadVaultTest, OpensAnEmptyPayload) {
  EXPECT_EQ(OpenOne({kAnna, 7}, SealOne({kAnna, 7}, ""))->payload, "");
}

TEST_F(PayloadVaultTest, ShowsNothingOfWhatItSealed) {
  const std::string first = SealOne({kAnna, 7}), second = SealOne({kAnna, 7});
  EXPECT_THAT(first, testing::Not(testing::HasSubstr("anna")));
  EXPECT_THAT(first, testing::Not(testing::HasSubstr(kSalt)));
  EXPECT_NE(first, second);
}

TEST_F(PayloadVaultTest, OpensForNoOtherPlace) {
  const std::string sealed = SealOne({kAnna, 7});
  SealOne({kBert, 7});
  EXPECT_FALSE(OpenOne({kAnna, 8}, sealed).has_value());
  EXPECT_FALSE(OpenOne({kBert, 7}, sealed).has_value());
}

TEST_F(PayloadVaultTest, OpensNothingOfWhichAByteIsAnother) {
  const std::string sealed = SealOne({kAnna, 7});
  for (size_t place = 0; place < sealed.size(); ++place) {
    std::string changed = sealed;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    EXPECT_FALSE(OpenOne({kAnna, 7}, changed).has_value()) << place;
    EXPECT_FALSE(OpenOne({kAnna, 7}, sealed.substr(0, place)).has_value()) << place;
  }
  EXPECT_FALSE(OpenOne({kAnna, 7}, sealed + "x").has_value());
}

TEST_F(PayloadVaultTest, OpensNothingOfASubjectWhoseKeyIsDestroyed) {
  const std::string anna = SealOne({kAnna, 7}), bert = SealOne({kBert, 8});
  ASSERT_TRUE(keys_.Destroy({&kAnna, 1}).ok());
  const auto opened = vault_.Open(std::vector<SealedPayload>{{{kAnna, 7}, anna}, {{kBert, 8}, bert}});
  EXPECT_FALSE(opened->front().has_value());
  EXPECT_TRUE(opened->back().has_value());
  SealOne({kAnna, 9});  // under a new key
  EXPECT_FALSE(OpenOne({kAnna, 7}, anna).has_value());
}

}  // namespace
}  // namespace bestand::consent
