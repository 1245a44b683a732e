// tls_facts.h — what is worth knowing of a TLS connection, asked of OpenSSL.
//
// Takes the connection as the void* that curl gives out (CURLINFO_TLS_SSL_PTR), so that curl and
// OpenSSL headers need not meet.
//
// Errors: none; a null connection is plain. Threads: the thread that drives the connection.
// Source: SSL_get_version(3), SSL_CIPHER_standard_name(3), X509_check_host(3).
#ifndef KIOSQUE_CRAWLER_TLS_FACTS_H_
#define KIOSQUE_CRAWLER_TLS_FACTS_H_

#include <string>
#include <string_view>

namespace kiosque {

/// "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty for null.
std::string DescribeTls(const void* ssl);

/// Whether a strict client would have refused: the chain does not verify, the certificate is not
/// for `host` (brackets allowed), or the protocol is older than TLS 1.2.
bool TlsIsBroken(const void* ssl, std::string_view host);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TLS_FACTS_H_
