#include "services/scoring/api/model_wire.h"

#include <gtest/gtest.h>

namespace bestand::scoring {
namespace {

TEST(BuyingModel, HasEveryFamilyByItsName) {
  for (const ModelKind family : AllModelKinds()) {
    EXPECT_NE(ToWire(family), v1::BUYING_MODEL_UNSPECIFIED) << NameOf(family);
    EXPECT_EQ(FamilyOf(ToWire(family)), family) << NameOf(family);
  }
}

TEST(BuyingModel, HasNoValueWithoutAFamily) {
  const auto* values = v1::BuyingModel_descriptor();
  EXPECT_EQ(static_cast<size_t>(values->value_count()), AllModelKinds().size() + 1);
  EXPECT_EQ(FamilyOf(v1::BUYING_MODEL_UNSPECIFIED), std::nullopt);
  EXPECT_EQ(FamilyOf(static_cast<v1::BuyingModel>(99)), std::nullopt);
}

}  // namespace
}  // namespace bestand::scoring
