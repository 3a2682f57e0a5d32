#include "services/consent/domain/vault/master_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr char kOld[] = "old MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n";
constexpr char kNew[] = "new ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=\n";
const std::string kSubject(16, 's'), kKey(32, 'k');

TEST(MasterKeys, UnwrapWhatTheyWrapped) {
  const auto keys = MasterKeys::Of(kOld);
  const WrappedKey wrapped = keys->Wrap(kSubject, kKey);
  EXPECT_EQ(wrapped.master_key_id, "old");
  EXPECT_EQ(keys->Unwrap(kSubject, wrapped), kKey);
}

TEST(MasterKeys, WrapByTheLastAndUnwrapByAll) {
  const WrappedKey before = MasterKeys::Of(kOld)->Wrap(kSubject, kKey);
  const auto keys = MasterKeys::Of(std::string(kOld) + kNew);
  EXPECT_EQ(keys->Unwrap(kSubject, before), kKey);
  EXPECT_EQ(keys->newest_id(), "new");
  EXPECT_EQ(keys->Wrap(kSubject, kKey).master_key_id, "new");
  EXPECT_FALSE(MasterKeys::Of(kNew)->Unwrap(kSubject, before).has_value());
}

TEST(MasterKeys, UnwrapForNoOtherSubjectAndNoOtherName) {
  const auto keys = MasterKeys::Of(std::string(kOld) + kNew);
  WrappedKey wrapped = keys->Wrap(kSubject, kKey);
  EXPECT_FALSE(keys->Unwrap(std::string(16, 't'), wrapped).has_value());
  wrapped.master_key_id = "old";
  EXPECT_FALSE(keys->Unwrap(kSubject, wrapped).has_value());
}

TEST(MasterKeys, RefuseAFileThatIsNotOne) {
  for (const std::string lines : {"", "old", "old c2hvcnQ=", "old !!!", "OLD MDEy", "old 1 2"}) {
    EXPECT_EQ(ReasonOf(MasterKeys::Of(lines).status()), "SETTING_INVALID") << lines;
  }
  EXPECT_EQ(ReasonOf(MasterKeys::Of(std::string(kOld) + kOld).status()), "SETTING_INVALID");
}

}  // namespace
}  // namespace bestand::consent
