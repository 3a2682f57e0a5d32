#include "common/tlog/note.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "common/id/encoding.h"
#include "common/tlog/ed25519.h"

namespace bestand::tlog {
namespace {

// The example of Go's package golang.org/x/mod/sumdb/note, where the format comes from.
constexpr std::string_view kVerifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kSigner =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Ed25519, HasTheVectorsOfRfc8032) {
  const std::string seed = *FromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  EXPECT_EQ(ToHex(PublicKeyOf(seed)), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(ToHex(SignEd25519(seed, "")),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b");
}

TEST(Ed25519, RefusesWhatIsNoSignature) {
  const std::string seed(32, 's');
  const std::string key = PublicKeyOf(seed), signature = SignEd25519(seed, "text");
  EXPECT_TRUE(VerifyEd25519(key, "text", signature));
  EXPECT_FALSE(VerifyEd25519(key, "texT", signature));
  EXPECT_FALSE(VerifyEd25519(key, "text", signature.substr(1)));
  EXPECT_FALSE(VerifyEd25519(PublicKeyOf(std::string(32, 't')), "text", signature));
  EXPECT_FALSE(VerifyEd25519("", "text", signature));
  EXPECT_EQ(SignEd25519("short", "text"), "");
  EXPECT_EQ(PublicKeyOf("short"), "");
}

TEST(Note, IsSignedAsGoSignsIt) {
  const auto signer = Signer::FromText(kSigner);
  ASSERT_TRUE(signer.ok());
  EXPECT_EQ(signer->verifier().ToText(), kVerifier);
  EXPECT_EQ(SignNote(*signer, kText), kNote);
}

TEST(Note, IsReadAsGoWritesIt) {
  const auto verifier = Verifier::FromText(kVerifier);
  ASSERT_TRUE(verifier.ok());
  const auto note = ParseNote(kNote);
  ASSERT_TRUE(note.has_value());
  EXPECT_EQ(note->text, kText);
  EXPECT_TRUE(IsSignedBy(*note, *verifier));
}

TEST(Note, IsRefusedWithAnyByteChanged) {
  const auto verifier = Verifier::FromText(kVerifier);
  for (size_t place = 0; place < kNote.size(); ++place) {
    for (const int bit : {1, 2, 0x20}) {
      std::string forged(kNote);
      forged[place] = static_cast<char>(forged[place] ^ bit);
      const auto note = ParseNote(forged);
      EXPECT_FALSE(note.has_value() && IsSignedBy(*note, *verifier)) << place;
    }
  }
}

TEST(Note, IsRefusedWithOneWrongSignatureOfTheKey) {
  const auto signer = *Signer::FromText(kSigner);
  const std::string other = SignatureLine(signer, "another text\n");
  EXPECT_FALSE(IsSignedBy(*ParseNote(std::string(kNote) + other), signer.verifier()));
  EXPECT_TRUE(IsSignedBy(*ParseNote(std::string(kNote) + SignatureLine(NewSigner("another"), kText)),
                         signer.verifier()));
}

TEST(Note, TakesTheCosignatureOfAWitness) {
  const Signer log = NewSigner("log.example"), witness = NewSigner("witness.example", KeyKind::kCosignature);
  const std::string text = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  const std::string line = SignatureLine(witness, text, 1'790'000'000);
  const auto note = ParseNote(SignNote(log, text) + line);
  ASSERT_TRUE(note.has_value());
  EXPECT_TRUE(IsSignedBy(*note, log.verifier()));
  EXPECT_TRUE(IsSignedBy(*note, witness.verifier()));
  Verifier as_note = witness.verifier();
  as_note.kind = KeyKind::kNote;
  EXPECT_FALSE(IsSignedBy(*note, as_note));
  EXPECT_EQ(note->signatures[1].bytes.size(), 8 + 64);
}

TEST(Note, IsParsedOnlyInItsForm) {
  for (const std::string_view text :
       {"", "\n", "text", "text\n", "text\n\n", "\n\n\xE2\x80\x94 a AAAAAAA=\n", "text\n\n- a AAAAAAA=\n",
        "text\n\n\xE2\x80\x94 a AAAA\n",
        "text\n\n\xE2\x80\x94 a AAAAAAA=", "text\n\n\xE2\x80\x94  AAAAAAA=\n"}) {
    EXPECT_FALSE(ParseNote(text).has_value()) << text;
  }
  EXPECT_TRUE(ParseNote("text\n\n\xE2\x80\x94 a AAAAAAA=\n").has_value());
}

TEST(Keys, GoThereAndBack) {
  for (const KeyKind kind : {KeyKind::kNote, KeyKind::kCosignature}) {
    const Signer signer = NewSigner("consent.example/log", kind);
    const auto again = Signer::FromText(signer.ToText());
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->seed, signer.seed);
    EXPECT_EQ(Verifier::FromText(signer.verifier().ToText())->public_key, signer.verifier().public_key);
  }
}

TEST(Keys, RefuseOtherTexts) {
  const std::string signer = NewSigner("a").ToText(), verifier = NewSigner("a").verifier().ToText();
  for (const std::string& text : {std::string(), std::string("PRIVATE+KEY+"), signer.substr(0, 40), verifier,
                                  "PRIVATE+KEY+b" + signer.substr(13)}) {
    EXPECT_EQ(ReasonOf(Signer::FromText(text).status()), "SETTING_INVALID") << text;
  }
  for (const std::string& text : {std::string("a+b"), signer, "b" + verifier.substr(1), verifier + "A"}) {
    EXPECT_EQ(ReasonOf(Verifier::FromText(text).status()), "SETTING_INVALID") << text;
  }
  EXPECT_FALSE(IsKeyName("with space"));
  EXPECT_FALSE(IsKeyName("with+plus"));
  EXPECT_FALSE(IsKeyName(""));
}

}  // namespace
}  // namespace bestand::tlog
