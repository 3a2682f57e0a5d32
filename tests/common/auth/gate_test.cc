#include "common/auth/gate.h"

#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::auth {
namespace {

Policy TwoCallers() {
  return {{{"crm", {DigestOf("crm key"), DigestOf("next crm key")}, {}, {"consent.*"}},
           {"scoring", {}, {"spiffe://test/scoring"}, {"profile.read"}}}};
}

std::string NameOf(const absl::StatusOr<std::shared_ptr<const Caller>>& caller) {
  return caller.ok() ? (*caller)->name : ReasonOf(caller.status());
}

TEST(StrictGate, KnowsEachValidKey) {
  const StrictGate gate(TwoCallers());
  EXPECT_EQ(NameOf(gate.Identify({.bearer_key = "crm key"})), "crm");
  EXPECT_EQ(NameOf(gate.Identify({.bearer_key = "next crm key"})), "crm");
}

TEST(StrictGate, KnowsACertificate) {
  const StrictGate gate(TwoCallers());
  EXPECT_EQ(NameOf(gate.Identify({.certificate_uris = {"localhost", "spiffe://test/scoring"}})), "scoring");
}

TEST(StrictGate, RefusesEverythingElse) {
  const StrictGate gate(TwoCallers());
  const std::string huge(1 << 20, 'k');
  for (const Credentials& credentials :
       {Credentials{}, Credentials{.bearer_key = "crm kez"}, Credentials{.bearer_key = DigestOf("crm key")},
        Credentials{.bearer_key = huge}, Credentials{.certificate_uris = {"spiffe://test/other"}},
        Credentials{.claimed_name = "crm"}}) {
    const auto caller = gate.Identify(credentials);
    EXPECT_EQ(NameOf(caller), "CALLER_UNKNOWN");
    EXPECT_EQ(caller.status().code(), absl::StatusCode::kUnauthenticated);
  }
}

TEST(StrictGate, DoesNotFallBackFromAWrongKeyToTheCertificate) {
  const StrictGate gate(TwoCallers());
  EXPECT_EQ(NameOf(gate.Identify({.bearer_key = "wrong", .certificate_uris = {"spiffe://test/scoring"}})),
            "CALLER_UNKNOWN");
}

TEST(LoopbackGate, BelievesAPlainName) {
  const LoopbackGate gate;
  EXPECT_EQ(NameOf(gate.Identify({.claimed_name = "crm"})), "crm");
  EXPECT_EQ(NameOf(gate.Identify({})), "loopback");
  EXPECT_EQ(NameOf(gate.Identify({.claimed_name = "a\nb"})), "CALLER_UNKNOWN");
  EXPECT_EQ(NameOf(gate.Identify({.claimed_name = std::string(65, 'a')})), "CALLER_UNKNOWN");
}

TEST(Authorise, WantsTheScope) {
  const Caller caller{"crm", Scopes({"consent.*", "score.read"})};
  EXPECT_TRUE(Authorise(caller, "consent.check").ok());
  EXPECT_TRUE(Authorise(caller, "score.read").ok());
  const absl::Status status = Authorise(caller, "score.write");
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(status), "SCOPE_MISSING");
  EXPECT_EQ(FactsOf(status).at("caller"), "crm");
}

TEST(Authorise, NeverGrantsAnEmptyScope) { EXPECT_FALSE(Authorise({"root", Scopes({"*", ""})}, "").ok()); }

TEST(Scopes, TakeAWildcardAsAPrefix) {
  const Scopes scopes({"consent.*"});
  EXPECT_TRUE(scopes.Cover("consent.check"));
  EXPECT_FALSE(scopes.Cover("consent"));
  EXPECT_FALSE(scopes.Cover("consents.check"));
  EXPECT_FALSE(Scopes().Cover("consent.check"));
  EXPECT_TRUE(Scopes({"*"}).Cover("anything"));
}

TEST(OpenGate, NeedsAPolicyUnlessItIsLoopback) {
  EXPECT_TRUE(OpenGate("", true).ok());
  EXPECT_EQ(ReasonOf(OpenGate("/nowhere", false).status()), "SETTING_INVALID");
}

}  // namespace
}  // namespace bestand::auth
