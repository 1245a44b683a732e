#include "crawler/intermediate_cache.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <vector>

namespace kiosque {
namespace {

struct Free {
  void operator()(X509* x) const { X509_free(x); }
  void operator()(BIO* x) const { BIO_free_all(x); }
  void operator()(PKCS7* x) const { PKCS7_free(x); }
  void operator()(STACK_OF(X509) * x) const { sk_X509_free(x); }
  void operator()(AUTHORITY_INFO_ACCESS* x) const { AUTHORITY_INFO_ACCESS_free(x); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;
using Certificate = Owned<X509>;

// All certificates in `bytes`, whatever it is.
std::vector<Certificate> Read(std::string_view bytes) {
  std::vector<Certificate> found;
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto size = static_cast<long>(bytes.size());
  if (Certificate one{d2i_X509(nullptr, &at, size)}) {
    found.push_back(std::move(one));
    return found;
  }
  at = reinterpret_cast<const unsigned char*>(bytes.data());
  const Owned<PKCS7> bundle(d2i_PKCS7(nullptr, &at, size));
  if (bundle && PKCS7_type_is_signed(bundle.get()) && bundle->d.sign != nullptr) {
    STACK_OF(X509)* const inside = bundle->d.sign->cert;
    for (int i = 0; i < sk_X509_num(inside); ++i) {
      X509_up_ref(sk_X509_value(inside, i));
      found.emplace_back(sk_X509_value(inside, i));
    }
    return found;
  }
  const Owned<BIO> text(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  while (Certificate one{PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)}) {
    found.push_back(std::move(one));
  }
  return found;
}

// The first http address at which the certificate says that its issuer's certificate lies.
std::optional<Url> IssuerAddress(X509* certificate) {
  const Owned<AUTHORITY_INFO_ACCESS> access(static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
  for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* const one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    if (OBJ_obj2nid(one->method) != NID_ad_ca_issuers || one->location->type != GEN_URI) {
      continue;
    }
    const ASN1_STRING* const text = one->location->d.uniformResourceIdentifier;
    const std::string_view href(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                static_cast<std::size_t>(ASN1_STRING_length(text)));
    // https could need the very certificate that is missing.
    if (auto url = Url::Parse(href); url && !url->is_https()) {
      return std::move(*url);
    }
  }
  return std::nullopt;
}

bool IsGap(int error) {
  return error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
         error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
         error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
}

}  // namespace

class IntermediateCache::Certificates {
 public:
  std::vector<Certificate> all;
};

struct VerifyCallback {
  // Stands in for X509_verify_cert; called by OpenSSL in the handshake.
  static int Verify(X509_STORE_CTX* context, void* data) noexcept {
    auto& cache = *static_cast<IntermediateCache*>(data);
    STACK_OF(X509)* const sent = X509_STORE_CTX_get0_untrusted(context);
    // The stack borrows its certificates: those of the handshake and those of the cache outlive
    // this call.
    const Owned<STACK_OF(X509)> together(sent != nullptr ? sk_X509_dup(sent) : sk_X509_new_null());
    for (const Certificate& one : cache.certificates_->all) {
      sk_X509_push(together.get(), one.get());
    }
    X509_STORE_CTX_set0_untrusted(context, together.get());
    const int verdict = X509_verify_cert(context);
    X509_STORE_CTX_set0_untrusted(context, sent);
    if (verdict != 1 && IsGap(X509_STORE_CTX_get_error(context))) {
      Note(cache, context);
    }
    return verdict;
  }

  static void Note(IntermediateCache& cache, X509_STORE_CTX* context) {
    const auto* const ssl = static_cast<const SSL*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const char* const host =
        ssl != nullptr ? SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) : nullptr;
    X509* const orphan = X509_STORE_CTX_get_current_cert(context);
    if (host == nullptr || orphan == nullptr) {
      return;
    }
    if (auto address = IssuerAddress(orphan)) {
      cache.wanted_.insert_or_assign(host, std::move(*address));
    }
  }
};

IntermediateCache::IntermediateCache() : certificates_(std::make_unique<Certificates>()) {}
IntermediateCache::~IntermediateCache() = default;

void IntermediateCache::Install(void* ssl_ctx) {
  SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX*>(ssl_ctx), &VerifyCallback::Verify, this);
}

std::optional<Url> IntermediateCache::TakeWanted(std::string_view host) {
  const auto found = wanted_.find(host);
  if (found == wanted_.end()) {
    return std::nullopt;
  }
  std::optional<Url> url = std::move(found->second);
  wanted_.erase(found);
  return url;
}

bool IntermediateCache::Add(std::string_view bytes) {
  auto& all = certificates_->all;
  bool added = false;
  for (Certificate& one : Read(bytes)) {
    const bool known = std::any_of(all.begin(), all.end(), [&one](const Certificate& other) {
      return X509_cmp(one.get(), other.get()) == 0;
    });
    if (!known) {
      all.push_back(std::move(one));
      added = true;
    }
  }
  if (all.size() > kMaxCertificates) {
    all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(kMaxCertificates));
  }
  return added;
}

void LoadAuthorities(void* ssl_ctx, const std::string& path) {
  SSL_CTX_load_verify_file(static_cast<SSL_CTX*>(ssl_ctx), path.c_str());
}

}  // namespace kiosque
