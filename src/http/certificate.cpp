#include "http/certificate.h"

#include <cstdio>
#include <memory>

#include <openssl/pem.h>
#include <openssl/x509.h>

namespace rasoat::http {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open(const std::string& path) { return {std::fopen(path.c_str(), "r"), &std::fclose}; }

}  // namespace

CertificateState look_at_certificate(const std::string& certificate, const std::string& key) {
  CertificateState state;
  const File certificate_file = open(certificate);
  if (!certificate_file) return {"cannot open " + certificate};
  const File key_file = open(key);
  if (!key_file) return {"cannot open " + key};
  const std::unique_ptr<X509, void (*)(X509*)> shown(
      PEM_read_X509(certificate_file.get(), nullptr, nullptr, nullptr), &X509_free);
  if (!shown) return {certificate + " is no certificate"};
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> held(
      PEM_read_PrivateKey(key_file.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  if (!held) return {key + " is no private key"};
  if (X509_check_private_key(shown.get(), held.get()) != 1)
    return {key + " does not belong to " + certificate};
  int days = 0;
  int seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(shown.get())) != 1)
    return {certificate + " has no end"};
  state.days_left = days;
  if (days < 0 || seconds < 0) state.problem = certificate + " has expired";
  return state;
}

}  // namespace rasoat::http
