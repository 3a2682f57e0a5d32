#include "common/time_stamps/time_stamp.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <memory>

#include "common/error/error.h"
#include "common/id/digest.h"

namespace bestand::time_stamps {
namespace {

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* held) const {
    kFree(held);
  }
};
using Request = std::unique_ptr<TS_REQ, Freed<&TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, Freed<&TS_RESP_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, Freed<&TS_MSG_IMPRINT_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Freed<&X509_ALGOR_free>>;
using Integer = std::unique_ptr<ASN1_INTEGER, Freed<&ASN1_INTEGER_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<&X509_STORE_free>>;
using Checks = std::unique_ptr<TS_VERIFY_CTX, Freed<&TS_VERIFY_CTX_free>>;

constexpr int64_t kStatusRefused = 2;  // and what follows it

absl::Status Faulty(const std::string& what) { return absl::InvalidArgumentError(what); }

// What OpenSSL has just found wrong.
std::string Found() {
  const char* data = nullptr;
  int flags = 0;
  const unsigned long code = ERR_peek_last_error_all(nullptr, nullptr, nullptr, &data, &flags);
  const char* const reason = ERR_reason_error_string(code);
  std::string found = reason != nullptr ? reason : "it is no answer";
  if ((flags & ERR_TXT_STRING) != 0 && data != nullptr && *data != '\0') found += ": " + std::string(data);
  ERR_clear_error();
  return found;
}

Imprint ImprintOf(std::string_view text) {
  const Algorithm algorithm(X509_ALGOR_new());
  Imprint imprint(TS_MSG_IMPRINT_new());
  std::string digest = Sha256(text);
  const bool made = algorithm != nullptr && imprint != nullptr &&
                    X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                    TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
                    TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(digest.data()),
                                           static_cast<int>(digest.size())) == 1;
  return made ? std::move(imprint) : nullptr;
}

// Without a nonce.
Request RequestOf(std::string_view text) {
  const Imprint imprint = ImprintOf(text);
  Request request(TS_REQ_new());
  const bool made = imprint != nullptr && request != nullptr && TS_REQ_set_version(request.get(), 1) == 1 &&
                    TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
                    TS_REQ_set_cert_req(request.get(), 1) == 1;
  return made ? std::move(request) : nullptr;
}

Integer NewNonce() {
  std::array<unsigned char, 8> bytes{};
  Integer nonce(ASN1_INTEGER_new());
  if (RAND_bytes(bytes.data(), bytes.size()) != 1 || nonce == nullptr) return nullptr;
  uint64_t number = 0;
  for (const unsigned char byte : bytes) number = number << 8 | byte;
  return ASN1_INTEGER_set_uint64(nonce.get(), number) == 1 ? std::move(nonce) : nullptr;
}

// Reads all of the bytes, or nothing.
template <typename Held, auto kRead>
Held Read(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = at + der.size();
  Held held(kRead(nullptr, &at, static_cast<long>(der.size())));
  return at == end ? std::move(held) : nullptr;
}

absl::StatusOr<Store> StoreOf(const std::string& ca_file) {
  Store store(X509_STORE_new());
  if (store != nullptr && X509_STORE_load_file(store.get(), ca_file.c_str()) == 1) return store;
  ERR_clear_error();
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 ca_file + " holds no certificates; give those that vouch for the time stamps, in PEM.");
}

absl::StatusOr<absl::Time> TimeIn(TS_RESP* response) {
  TS_TST_INFO* const info = TS_RESP_get_tst_info(response);
  std::tm parts{};
  if (info == nullptr || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) {
    return Faulty("it names no time");
  }
  return absl::FromTM(parts, absl::UTCTimeZone());
}

absl::StatusOr<Response> Parse(std::string_view answer) {
  ERR_clear_error();
  Response response = Read<Response, &d2i_TS_RESP>(answer);
  if (response == nullptr) return Faulty("it is no TimeStampResp: " + Found());
  return response;
}

bool IsRefusal(TS_RESP* response) {
  return ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response))) >= kStatusRefused;
}

absl::Status Check(TS_REQ* request, TS_RESP* response, Store store) {
  const Checks checks(TS_REQ_to_TS_VERIFY_CTX(request, nullptr));
  if (checks == nullptr) return Faulty("the query cannot be held against it");
  TS_VERIFY_CTX_add_flags(checks.get(), TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(checks.get(), store.release());
  if (TS_RESP_verify_response(checks.get(), response) == 1) return absl::OkStatus();
  return IsRefusal(response) ? absl::FailedPreconditionError(Found()) : Faulty(Found());
}

}  // namespace

absl::StatusOr<std::string> NewQuery(std::string_view text) {
  const Request request = RequestOf(text);
  const Integer nonce = NewNonce();
  unsigned char* der = nullptr;
  if (request == nullptr || nonce == nullptr || TS_REQ_set_nonce(request.get(), nonce.get()) != 1) {
    return absl::InternalError("no query for a time stamp: " + Found());
  }
  const int size = i2d_TS_REQ(request.get(), &der);
  if (size <= 0) return absl::InternalError("no query for a time stamp: " + Found());
  std::string query(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return query;
}

absl::StatusOr<absl::Time> TimeInAnswer(std::string_view query, std::string_view answer,
                                        const std::string& ca_file) {
  const Request request = Read<Request, &d2i_TS_REQ>(query);
  if (request == nullptr) return Faulty("the query is none");
  ASSIGN_OR_RETURN(const Response response, Parse(answer));
  ASSIGN_OR_RETURN(Store store, StoreOf(ca_file));
  RETURN_IF_ERROR(Check(request.get(), response.get(), std::move(store)));
  return TimeIn(response.get());
}

absl::StatusOr<absl::Time> TimeInKept(std::string_view text, std::string_view answer,
                                      const std::string& ca_file) {
  const Request request = RequestOf(text);
  ASSIGN_OR_RETURN(const Response response, Parse(answer));
  ASSIGN_OR_RETURN(const absl::Time time, TimeIn(response.get()));
  ASSIGN_OR_RETURN(Store store, StoreOf(ca_file));
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), absl::ToTimeT(time));
  RETURN_IF_ERROR(Check(request.get(), response.get(), std::move(store)));
  return time;
}

}  // namespace bestand::time_stamps
