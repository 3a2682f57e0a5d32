#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <string>

namespace bestand::testing {

// A certificate and its key, made for one test.
struct Certificate {
  std::shared_ptr<EVP_PKEY> key;
  std::shared_ptr<X509> x509;
};

// Returns a certificate for `alternative_name` ("IP:127.0.0.1", "URI:spiffe://…"), signed by `ca`, or
// one that signs others when `ca` is null.
inline Certificate MakeCertificate(const std::string& alternative_name, const Certificate* ca = nullptr) {
  const Certificate made{{EVP_EC_gen("P-256"), EVP_PKEY_free}, {X509_new(), X509_free}};
  X509* const x509 = made.x509.get();
  const Certificate& issuer = ca == nullptr ? made : *ca;
  static long serial = 1;
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
  X509_gmtime_adj(X509_getm_notBefore(x509), -60);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_set_pubkey(x509, made.key.get());
  const auto* common_name = reinterpret_cast<const unsigned char*>(ca == nullptr ? "test ca" : "test");
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(x509, X509_get_subject_name(issuer.x509.get()));
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer.x509.get(), x509, nullptr, nullptr, 0);
  const int kind = ca == nullptr ? NID_basic_constraints : NID_subject_alt_name;
  const std::string value = ca == nullptr ? "critical,CA:TRUE" : alternative_name;
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(x509, issuer.key.get(), EVP_sha256());
  return made;
}

inline void Write(const Certificate& certificate, const std::string& path) {
  FILE* pem = std::fopen((path + ".pem").c_str(), "w");
  PEM_write_X509(pem, certificate.x509.get());
  std::fclose(pem);
  FILE* key = std::fopen((path + ".key").c_str(), "w");
  PEM_write_PrivateKey(key, certificate.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(key);
}

}  // namespace bestand::testing
