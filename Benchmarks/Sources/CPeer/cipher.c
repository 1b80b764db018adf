#include "CPeer.h"

#include <openssl/evp.h>

enum { PIECE = 64 * 1024 };

int peer_gcm_and_sha256(const uint8_t *bytes, size_t count, size_t times, int decrypting) {
    static const uint8_t key[32] = {1};
    static const uint8_t nonce[12] = {2};
    static uint8_t output[PIECE];
    uint8_t digest[32];
    uint8_t tag[16];
    int length = 0;
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    int fine = cipher != NULL && hash != NULL && EVP_DigestInit_ex(hash, EVP_sha256(), NULL)
        && EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce, !decrypting);
    for (size_t time = 0; time < times; time++) {
        for (size_t done = 0; fine && done < count; done += PIECE) {
            int piece = count - done < PIECE ? (int)(count - done) : PIECE;
            fine = EVP_DigestUpdate(hash, bytes + done, (size_t)piece)
                && EVP_CipherUpdate(cipher, output, &length, bytes + done, piece);
        }
    }
    fine = fine && EVP_DigestFinal_ex(hash, digest, NULL);
    // There is no tag to check when what is decrypted was never encrypted; the work is the same.
    if (fine && !decrypting) {
        fine = EVP_CipherFinal_ex(cipher, output, &length)
            && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, sizeof tag, tag);
    }
    EVP_CIPHER_CTX_free(cipher);
    EVP_MD_CTX_free(hash);
    return fine;
}
