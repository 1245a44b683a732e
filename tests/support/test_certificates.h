// test_certificates.h — certificates made on the spot: an authority, intermediates, servers, and
// broken ones.
//
//   const TestAuthority root("Test Root");
//   const TestCertificate server = root.Issue({.name = "news.example"});
//   auto tls = ServerTls(server.chain_pem, server.key_pem);
#ifndef KIOSQUE_TESTS_SUPPORT_TEST_CERTIFICATES_H_
#define KIOSQUE_TESTS_SUPPORT_TEST_CERTIFICATES_H_

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace kiosque::testing {

/// What a certificate is to say.
struct CertificateWish {
  std::string name = "news.example";  ///< common name, and DNS name of a server
  bool authority = false;
  std::string aia;          ///< caIssuers URL; empty = none
  long valid_from = -3600;  ///< seconds from now
  long valid_to = 3600;
};

class TestCertificate {
 public:
  /// Signed by `issuer`, or by itself when null.
  TestCertificate(const CertificateWish& wish, const TestCertificate* issuer)
      : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free), certificate_(X509_new(), &X509_free) {
    X509* const x = certificate_.get();
    X509_set_version(x, 2);
    static long serial = 1;
    ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(x), wish.valid_from);
    X509_gmtime_adj(X509_getm_notAfter(x), wish.valid_to);
    X509_set_pubkey(x, key_.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(wish.name.c_str()), -1, -1,
                               0);
    const TestCertificate& signer = issuer != nullptr ? *issuer : *this;
    X509_set_issuer_name(x, X509_get_subject_name(signer.certificate_.get()));
    Extend(NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!wish.authority) {
      Extend(NID_subject_alt_name, "DNS:" + wish.name);
    }
    if (!wish.aia.empty()) {
      Extend(NID_info_access, "caIssuers;URI:" + wish.aia);
    }
    X509_sign(x, signer.key_.get(), EVP_sha256());
  }

  std::string pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), &BIO_free_all);
    PEM_write_bio_X509(bio.get(), certificate_.get());
    return Contents(bio.get());
  }
  std::string der() const {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), &BIO_free_all);
    i2d_X509_bio(bio.get(), certificate_.get());
    return Contents(bio.get());
  }
  std::string key_pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), &BIO_free_all);
    PEM_write_bio_PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return Contents(bio.get());
  }

 private:
  static std::string Contents(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return std::string(data, static_cast<std::size_t>(size));
  }
  void Extend(int nid, const std::string& value) {
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()), &X509_EXTENSION_free);
    X509_add_ext(certificate_.get(), extension.get(), -1);
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> certificate_;
};

/// A server's side of TLS: `chain` is its certificate and what it sends along, in PEM.
inline boost::asio::ssl::context ServerTls(const std::string& chain, const std::string& key) {
  boost::asio::ssl::context tls(boost::asio::ssl::context::tls_server);
  tls.use_certificate_chain(boost::asio::buffer(chain));
  tls.use_private_key(boost::asio::buffer(key), boost::asio::ssl::context::pem);
  return tls;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_TEST_CERTIFICATES_H_
