// libcrypto of OpenSSL, SHA-256 digests (Debian: libssl-dev).
#include <openssl/evp.h>
