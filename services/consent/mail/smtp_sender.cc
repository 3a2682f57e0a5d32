#include "services/consent/mail/smtp_sender.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "common/error/error.h"
#include "services/consent/domain/plain_reply.h"
#include "services/consent/mail/mime.h"

namespace bestand::consent {

// One mail on its way.
struct SmtpSender::Upload {
  std::string mime;
  size_t sent = 0;
  std::string reply;          // the server's last line with a code of success or failure, made plain
  bool sender_taken = false;  // what fails now is about this recipient or this text
  curl_slist* recipients = nullptr;
  CURL* curl = nullptr;
  std::string tls_version, tls_cipher;
  ~Upload() { curl_slist_free_all(recipients); }

  static size_t Read(char* buffer, size_t size, size_t count, void* self) {
    auto& upload = *static_cast<Upload*>(self);
    if (upload.sent == 0) upload.NoteTls();
    const size_t length = std::min(size * count, upload.mime.size() - upload.sent);
    std::memcpy(buffer, upload.mime.data() + upload.sent, length);
    upload.sent += length;
    return length;
  }

  // Only while the mail goes out libcurl shows the connection it goes by.
  void NoteTls() {
    curl_tlssessioninfo* session = nullptr;
    curl_easy_getinfo(curl, CURLINFO_TLS_SSL_PTR, &session);
    if (session == nullptr || session->backend != CURLSSLBACKEND_OPENSSL || session->internals == nullptr)
      return;
    const auto* ssl = static_cast<const SSL*>(session->internals);
    tls_version = SSL_get_version(ssl);
    tls_cipher = SSL_get_cipher_name(ssl);
  }

  // libcurl hands the server's lines over as headers.
  static size_t Hear(char* line, size_t size, size_t count, void* self) {
    std::string_view reply(line, size * count);
    while (!reply.empty() && (reply.back() == '\n' || reply.back() == '\r')) reply.remove_suffix(1);
    if (!reply.empty() && !reply.starts_with("221")) static_cast<Upload*>(self)->reply = PlainReply(reply);
    return size * count;
  }

  // libcurl hands our own lines over as if for a log.
  static int Watch(CURL*, curl_infotype type, char* line, size_t size, void* self) {
    if (type == CURLINFO_HEADER_OUT && std::string_view(line, size).starts_with("RCPT ")) {
      static_cast<Upload*>(self)->sender_taken = true;
    }
    return 0;
  }
};

namespace {

absl::Status Refused(std::string_view reply) {
  return Failure(absl::StatusCode::kFailedPrecondition, "MAIL_REFUSED",
                 std::string("The mail server refuses the mail for good: ").append(reply));
}

absl::Status Away(CURLcode code) {
  return Failure(absl::StatusCode::kUnavailable, "MAIL_SERVER_AWAY",
                 std::string("The mail cannot be sent now: ").append(curl_easy_strerror(code)));
}

}  // namespace

SmtpSender::SmtpSender(SmtpSettings settings) : settings_(std::move(settings)) {
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  curl_ = kStarted == CURLE_OK ? curl_easy_init() : nullptr;
}

SmtpSender::~SmtpSender() { curl_easy_cleanup(curl_); }

void SmtpSender::Prepare(Upload& upload, const std::string& sender) {
  const long timeout_ms = static_cast<long>(absl::ToInt64Milliseconds(settings_.timeout));
  curl_easy_reset(curl_);  // keeps the connection
  curl_easy_setopt(curl_, CURLOPT_URL, settings_.url.c_str());
  curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl_, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl_, CURLOPT_USE_SSL,
                   static_cast<long>(settings_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  curl_easy_setopt(curl_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings_.ca_file.empty()) curl_easy_setopt(curl_, CURLOPT_CAINFO, settings_.ca_file.c_str());
  if (!settings_.user.empty()) {
    curl_easy_setopt(curl_, CURLOPT_USERNAME, settings_.user.c_str());
    curl_easy_setopt(curl_, CURLOPT_PASSWORD, settings_.password.c_str());
  }
  curl_easy_setopt(curl_, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl_, CURLOPT_MAIL_RCPT, upload.recipients);
  curl_easy_setopt(curl_, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl_, CURLOPT_READFUNCTION, &Upload::Read);
  curl_easy_setopt(curl_, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, &Upload::Hear);
  curl_easy_setopt(curl_, CURLOPT_HEADERDATA, &upload);
  curl_easy_setopt(curl_, CURLOPT_VERBOSE, 1L);  // for Watch, which prints nothing
  curl_easy_setopt(curl_, CURLOPT_DEBUGFUNCTION, &Upload::Watch);
  curl_easy_setopt(curl_, CURLOPT_DEBUGDATA, &upload);
  curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT_MS, std::min(timeout_ms, 5000L));
  curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, timeout_ms);
}

absl::StatusOr<Delivery> SmtpSender::Send(const OutgoingMail& mail) {
  if (curl_ == nullptr) return Away(CURLE_FAILED_INIT);
  const std::string sender = AddressOfSender(settings_.from);
  Upload upload;
  upload.curl = curl_;
  upload.mime = MimeOf(mail, settings_.from);
  upload.recipients = curl_slist_append(nullptr, mail.address.c_str());
  Prepare(upload, sender);
  const CURLcode code = curl_easy_perform(curl_);
  // A refused login or sender is ours to mend, and the mail waits for it.
  if (code != CURLE_OK && upload.sender_taken && upload.reply.starts_with('5')) return Refused(upload.reply);
  if (code != CURLE_OK) return Away(code);
  return Delivery{MessageIdOf(mail, sender), upload.reply, std::move(upload.mime),
                  std::move(upload.tls_version), std::move(upload.tls_cipher)};
}

}  // namespace bestand::consent
