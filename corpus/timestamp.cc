#include "corpus/timestamp.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <new>

namespace kiosque {
namespace {

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free>>;
using RequestPtr = std::unique_ptr<TS_REQ, Freed<TS_REQ_free>>;
using ResponsePtr = std::unique_ptr<TS_RESP, Freed<TS_RESP_free>>;
using Pkcs7Ptr = std::unique_ptr<PKCS7, Freed<PKCS7_free>>;
using InfoPtr = std::unique_ptr<TS_TST_INFO, Freed<TS_TST_INFO_free>>;
using ImprintPtr = std::unique_ptr<TS_MSG_IMPRINT, Freed<TS_MSG_IMPRINT_free>>;
using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using IntegerPtr = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;

template <typename T>
T* Need(T* pointer) {
  if (pointer == nullptr) {
    throw std::bad_alloc();
  }
  return pointer;
}

// OpenSSL's last reason, and its queue emptied.
std::string LastReason() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  const char* data = nullptr;
  int flags = 0;
  ERR_peek_last_error_all(nullptr, nullptr, nullptr, &data, &flags);
  std::string text = reason == nullptr ? "unknown reason" : reason;
  if ((flags & ERR_TXT_STRING) != 0 && data != nullptr && *data != '\0') {
    text += fmt::format(" ({})", data);
  }
  ERR_clear_error();
  return text;
}

template <typename T>
std::string Der(T* object, int (*encode)(const T*, unsigned char**)) {
  unsigned char* bytes = nullptr;
  const int size = encode(object, &bytes);
  if (size < 0) {
    throw std::bad_alloc();
  }
  std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

template <typename T>
T* FromDer(std::string_view der, T* (*decode)(T**, const unsigned char**, long)) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  return decode(nullptr, &bytes, static_cast<long>(der.size()));
}

bool ImprintIs(TS_MSG_IMPRINT* imprint, const Sha256& digest) {
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const ASN1_OCTET_STRING* message = TS_MSG_IMPRINT_get_msg(imprint);
  const std::string_view bytes(reinterpret_cast<const char*>(ASN1_STRING_get0_data(message)),
                               static_cast<std::size_t>(ASN1_STRING_length(message)));
  return OBJ_obj2nid(algorithm) == NID_sha256 && bytes == digest.raw();
}

std::string OneLine(const X509_NAME* name) {
  const BioPtr out(Need(BIO_new(BIO_s_mem())));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

UtcTime TimeOf(const ASN1_GENERALIZEDTIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return UtcTime{};
  }
  return UtcTime(std::chrono::seconds(timegm(&parts)));
}

// The signature over the token's content by the certificate that it brings, trusted or not.
bool SignatureHolds(PKCS7* token, TimestampCheck& check) {
  const BioPtr content(Need(BIO_new(BIO_s_mem())));
  if (PKCS7_verify(token, nullptr, nullptr, nullptr, content.get(), PKCS7_NOVERIFY) != 1) {
    check.problem = fmt::format("the signature does not hold: {}", LastReason());
    return false;
  }
  STACK_OF(X509)* signers = PKCS7_get0_signers(token, nullptr, 0);
  if (signers != nullptr && sk_X509_num(signers) > 0) {
    check.authority = OneLine(X509_get_subject_name(sk_X509_value(signers, 0)));
  }
  sk_X509_free(signers);
  return true;
}

bool Trusted(PKCS7* token, TS_TST_INFO* info, const std::filesystem::path& trusted_pem,
             TimestampCheck& check) {
  const StorePtr store(Need(X509_STORE_new()));
  const bool loaded = trusted_pem.empty()
                          ? X509_STORE_set_default_paths(store.get()) == 1
                          : X509_STORE_load_file(store.get(), trusted_pem.c_str()) == 1;
  if (!loaded) {
    check.problem = fmt::format("the trusted certificates cannot be read: {}", LastReason());
    return false;
  }
  std::tm parts{};
  ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts);
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), timegm(&parts));
  X509* signer = nullptr;
  const bool trusted = TS_RESP_verify_signature(token, nullptr, store.get(), &signer) == 1;
  X509_free(signer);
  if (!trusted) {
    check.problem = fmt::format("the authority is not among the trusted ones: {}", LastReason());
  }
  return trusted;
}

}  // namespace

std::string TimestampRequest(const Sha256& digest, std::uint64_t nonce) {
  const RequestPtr request(Need(TS_REQ_new()));
  const ImprintPtr imprint(Need(TS_MSG_IMPRINT_new()));
  const AlgorithmPtr algorithm(Need(X509_ALGOR_new()));
  const IntegerPtr number(Need(ASN1_INTEGER_new()));
  std::string bytes(digest.raw());
  const bool made =
      X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
      TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                             static_cast<int>(bytes.size())) == 1 &&
      TS_REQ_set_version(request.get(), 1) == 1 &&
      TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
      ASN1_INTEGER_set_uint64(number.get(), nonce) == 1 &&
      TS_REQ_set_nonce(request.get(), number.get()) == 1 &&
      TS_REQ_set_cert_req(request.get(), 1) == 1;
  if (!made) {
    throw std::bad_alloc();
  }
  return Der(request.get(), i2d_TS_REQ);
}

Result<std::string> TokenOfResponse(std::string_view response, const Sha256& digest,
                                    std::uint64_t nonce) {
  const ResponsePtr parsed(FromDer(response, d2i_TS_RESP));
  if (!parsed) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("the answer is no time stamp response: {}", LastReason()));
  }
  const long status =
      ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(parsed.get())));
  PKCS7* token = TS_RESP_get_token(parsed.get());
  TS_TST_INFO* info = TS_RESP_get_tst_info(parsed.get());
  if ((status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) || token == nullptr ||
      info == nullptr) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("the authority refused with status {}", status));
  }
  std::uint64_t answered = 0;
  const ASN1_INTEGER* number = TS_TST_INFO_get_nonce(info);
  const bool same_nonce =
      number != nullptr && ASN1_INTEGER_get_uint64(&answered, number) == 1 && answered == nonce;
  if (!same_nonce || !ImprintIs(TS_TST_INFO_get_msg_imprint(info), digest)) {
    return Fail(Errc::kInvalidArgument, "the authority stamped something else than was asked");
  }
  return Der(token, i2d_PKCS7);
}

Result<TimestampCheck> CheckTimestamp(std::string_view token, const Sha256& digest,
                                      const std::filesystem::path& trusted_pem) {
  const Pkcs7Ptr parsed(FromDer(token, d2i_PKCS7));
  const InfoPtr info(parsed ? PKCS7_to_TS_TST_INFO(parsed.get()) : nullptr);
  if (!info) {
    return Fail(Errc::kCorrupt, fmt::format("it is no time stamp token: {}", LastReason()));
  }
  TimestampCheck check;
  check.time = TimeOf(TS_TST_INFO_get_time(info.get()));
  check.digest_matches = ImprintIs(TS_TST_INFO_get_msg_imprint(info.get()), digest);
  check.signature_holds = SignatureHolds(parsed.get(), check);
  if (check.signature_holds) {
    check.trusted = Trusted(parsed.get(), info.get(), trusted_pem, check);
  }
  if (!check.digest_matches) {
    check.problem = "it is of something else than this package";
  }
  return check;
}

}  // namespace kiosque
