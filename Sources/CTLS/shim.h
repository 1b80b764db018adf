#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Macros of OpenSSL that Swift cannot call.

static inline int lethe_tls_require_13(SSL_CTX *context) {
    return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
}

static inline void lethe_tls_set_auto_retry(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_AUTO_RETRY);
}

static inline int lethe_tls_reason(unsigned long error) {
    return ERR_GET_REASON(error);
}
