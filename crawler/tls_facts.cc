#include "crawler/tls_facts.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace kiosque {
namespace {

bool IsFor(X509* certificate, std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  const std::string name(host);
  return X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1 ||
         X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
}

}  // namespace

std::string DescribeTls(const void* ssl) {
  if (ssl == nullptr) {
    return {};
  }
  const auto* connection = static_cast<const SSL*>(ssl);
  std::string text = SSL_get_version(connection);
  if (const SSL_CIPHER* cipher = SSL_get_current_cipher(connection)) {
    const char* const name = SSL_CIPHER_standard_name(cipher);
    text.append(" ").append(name != nullptr ? name : SSL_CIPHER_get_name(cipher));
  }
  return text;
}

bool TlsIsBroken(const void* ssl, std::string_view host) {
  if (ssl == nullptr) {
    return false;
  }
  const auto* connection = static_cast<const SSL*>(ssl);
  if (SSL_get_verify_result(connection) != X509_V_OK || SSL_version(connection) < TLS1_2_VERSION) {
    return true;
  }
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      SSL_get1_peer_certificate(connection), &X509_free);
  return !certificate || !IsFor(certificate.get(), host);
}

}  // namespace kiosque
