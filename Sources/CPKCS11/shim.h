#ifndef LETHE_CPKCS11_SHIM_H
#define LETHE_CPKCS11_SHIM_H

// PKCS #11 (OASIS PKCS #11 Cryptographic Token Interface) goes through a table of functions that a token's module
// hands out when it is loaded, and through templates full of pointers. Both are put together here; what they are for,
// and what the answers mean, is in Providers.

#include <dlfcn.h>
#include <p11-kit-1/p11-kit/pkcs11.h>
#include <stddef.h>
#include <string.h>

typedef CK_FUNCTION_LIST *lethe_p11;

enum { LETHE_P11_TAG = 16, LETHE_P11_ID = 64, LETHE_P11_KEYS = 256 };

/// Loads a module and starts it; NULL when the file is none, or does not start.
static inline lethe_p11 lethe_p11_load(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return NULL;
    CK_RV (*entry)(CK_FUNCTION_LIST **) = NULL;
    // POSIX says how a function comes out of dlsym; ISO C does not know.
    *(void **)&entry = dlsym(library, "C_GetFunctionList");
    CK_FUNCTION_LIST *functions = NULL;
    if (entry == NULL || entry(&functions) != CKR_OK || functions == NULL) {
        dlclose(library);
        return NULL;
    }
    CK_C_INITIALIZE_ARGS arguments;
    memset(&arguments, 0, sizeof arguments);
    arguments.flags = CKF_OS_LOCKING_OK;
    CK_RV result = functions->C_Initialize(&arguments);
    if (result != CKR_OK && result != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
        dlclose(library);
        return NULL;
    }
    return functions;
}

/// Lists the slots that have a token.
static inline CK_RV lethe_p11_slots(lethe_p11 p11, CK_SLOT_ID *slots, CK_ULONG *count) {
    return p11->C_GetSlotList(CK_TRUE, slots, count);
}

static inline CK_RV lethe_p11_token(lethe_p11 p11, CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
    return p11->C_GetTokenInfo(slot, info);
}

/// Whether the slot says that it is a device.
static inline int lethe_p11_is_hardware(lethe_p11 p11, CK_SLOT_ID slot) {
    CK_SLOT_INFO info;
    return p11->C_GetSlotInfo(slot, &info) == CKR_OK && (info.flags & CKF_HW_SLOT) != 0;
}

/// Label and serial number of a token, as the standard stores them: filled up with spaces.
static inline void lethe_p11_names(const CK_TOKEN_INFO *info, char label[33], char serial[17]) {
    memcpy(label, info->label, 32);
    label[32] = 0;
    memcpy(serial, info->serialNumber, 16);
    serial[16] = 0;
}

/// Whether the token says that a PIN entered now could be one too many: a wrong one was entered before.
static inline int lethe_p11_has_few_tries(const CK_TOKEN_INFO *info) {
    return (info->flags & (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED)) != 0;
}

static inline int lethe_p11_is_wrong_pin(CK_RV result) {
    return result == CKR_PIN_INCORRECT || result == CKR_PIN_INVALID || result == CKR_PIN_LEN_RANGE
        || result == CKR_PIN_LOCKED || result == CKR_PIN_EXPIRED;
}

static inline CK_RV lethe_p11_open(lethe_p11 p11, CK_SLOT_ID slot, CK_SESSION_HANDLE *session) {
    return p11->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, session);
}

static inline void lethe_p11_close(lethe_p11 p11, CK_SESSION_HANDLE session) {
    (void)p11->C_CloseSession(session);
}

static inline CK_RV lethe_p11_close_all(lethe_p11 p11, CK_SLOT_ID slot) {
    return p11->C_CloseAllSessions(slot);
}

/// Logs the user in; already being logged in is well too.
static inline CK_RV lethe_p11_login(lethe_p11 p11, CK_SESSION_HANDLE session, const unsigned char *pin, size_t size) {
    CK_RV result = p11->C_Login(session, CKU_USER, (unsigned char *)pin, size);
    return result == CKR_USER_ALREADY_LOGGED_IN ? CKR_OK : result;
}

/// Whether the token says that the user is logged in.
static inline int lethe_p11_is_logged_in(lethe_p11 p11, CK_SESSION_HANDLE session) {
    CK_SESSION_INFO info;
    return p11->C_GetSessionInfo(session, &info) == CKR_OK && info.state == CKS_RW_USER_FUNCTIONS;
}

/// Makes an AES-256 key that stays in the token.
static inline CK_RV lethe_p11_make_key(
    lethe_p11 p11, CK_SESSION_HANDLE session, const unsigned char *label, size_t label_size, const unsigned char *id,
    size_t id_size, CK_OBJECT_HANDLE *key
) {
    CK_OBJECT_CLASS object_class = CKO_SECRET_KEY;
    CK_KEY_TYPE type = CKK_AES;
    CK_ULONG size = 32;
    CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
    CK_MECHANISM mechanism = {CKM_AES_KEY_GEN, NULL, 0};
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, &object_class, sizeof object_class},
        {CKA_KEY_TYPE, &type, sizeof type},
        {CKA_VALUE_LEN, &size, sizeof size},
        {CKA_LABEL, (void *)label, label_size},
        {CKA_ID, (void *)id, id_size},
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_PRIVATE, &yes, sizeof yes},
        {CKA_SENSITIVE, &yes, sizeof yes},
        {CKA_EXTRACTABLE, &no, sizeof no},
        {CKA_ENCRYPT, &yes, sizeof yes},
        {CKA_DECRYPT, &yes, sizeof yes},
        {CKA_WRAP, &no, sizeof no},
        {CKA_UNWRAP, &no, sizeof no},
        {CKA_COPYABLE, &no, sizeof no},
    };
    CK_ULONG count = sizeof template / sizeof template[0];
    CK_RV result = p11->C_GenerateKey(session, &mechanism, template, count, key);
    // Tokens of before version 2.40 of the standard do not know the last attribute.
    if (result == CKR_ATTRIBUTE_TYPE_INVALID || result == CKR_TEMPLATE_INCONSISTENT)
        result = p11->C_GenerateKey(session, &mechanism, template, count - 1, key);
    return result;
}

static inline int lethe_p11_flag(
    lethe_p11 p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE type, CK_BBOOL expected
) {
    CK_BBOOL value = 2;
    CK_ATTRIBUTE attribute = {type, &value, sizeof value};
    return p11->C_GetAttributeValue(session, key, &attribute, 1) == CKR_OK && value == expected;
}

/// Whether a key was made in the token, and neither it nor a copy of it can be read out.
static inline int lethe_p11_is_confined(lethe_p11 p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key) {
    CK_BBOOL value = 2;
    CK_ATTRIBUTE copyable = {CKA_COPYABLE, &value, sizeof value};
    CK_RV result = p11->C_GetAttributeValue(session, key, &copyable, 1);
    int copy = result == CKR_OK && value != CK_FALSE;
    return !copy && lethe_p11_flag(p11, session, key, CKA_TOKEN, CK_TRUE)
        && lethe_p11_flag(p11, session, key, CKA_PRIVATE, CK_TRUE)
        && lethe_p11_flag(p11, session, key, CKA_SENSITIVE, CK_TRUE)
        && lethe_p11_flag(p11, session, key, CKA_ALWAYS_SENSITIVE, CK_TRUE)
        && lethe_p11_flag(p11, session, key, CKA_EXTRACTABLE, CK_FALSE)
        && lethe_p11_flag(p11, session, key, CKA_NEVER_EXTRACTABLE, CK_TRUE)
        && lethe_p11_flag(p11, session, key, CKA_LOCAL, CK_TRUE);
}

/// Finds the secret keys with a label.
static inline CK_RV lethe_p11_find(
    lethe_p11 p11, CK_SESSION_HANDLE session, const unsigned char *label, size_t label_size, CK_OBJECT_HANDLE *keys,
    CK_ULONG most, CK_ULONG *count
) {
    CK_OBJECT_CLASS object_class = CKO_SECRET_KEY;
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, &object_class, sizeof object_class},
        {CKA_LABEL, (void *)label, label_size},
    };
    CK_RV result = p11->C_FindObjectsInit(session, template, sizeof template / sizeof template[0]);
    if (result != CKR_OK) return result;
    result = p11->C_FindObjects(session, keys, most, count);
    CK_RV end = p11->C_FindObjectsFinal(session);
    return result != CKR_OK ? result : end;
}

static inline CK_RV lethe_p11_id(
    lethe_p11 p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, unsigned char *id, size_t *size
) {
    CK_ATTRIBUTE attribute = {CKA_ID, id, *size};
    CK_RV result = p11->C_GetAttributeValue(session, key, &attribute, 1);
    if (result == CKR_OK) *size = attribute.ulValueLen;
    return result;
}

/// AES-256-GCM with a nonce of 12 zero bytes, since a key seals once, and a tag of 16 bytes behind the ciphertext.
static inline CK_MECHANISM lethe_p11_gcm(CK_GCM_PARAMS *parameters) {
    static const unsigned char nonce[12] = {0};
    memset(parameters, 0, sizeof *parameters);
    parameters->iv_ptr = (unsigned char *)nonce;
    parameters->iv_len = sizeof nonce;
    parameters->iv_bits = sizeof nonce * 8;
    parameters->tag_bits = LETHE_P11_TAG * 8;
    CK_MECHANISM mechanism = {CKM_AES_GCM, parameters, sizeof *parameters};
    return mechanism;
}

static inline CK_RV lethe_p11_seal(
    lethe_p11 p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, const unsigned char *input, size_t size,
    unsigned char *output
) {
    CK_GCM_PARAMS parameters;
    CK_MECHANISM mechanism = lethe_p11_gcm(&parameters);
    CK_ULONG written = size + LETHE_P11_TAG;
    CK_RV result = p11->C_EncryptInit(session, &mechanism, key);
    if (result == CKR_OK) result = p11->C_Encrypt(session, (unsigned char *)input, size, output, &written);
    return result == CKR_OK && written != size + LETHE_P11_TAG ? CKR_DATA_LEN_RANGE : result;
}

/// Opens; the output has room for as many bytes as the input has, as some modules want it.
static inline CK_RV lethe_p11_unseal(
    lethe_p11 p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, const unsigned char *input, size_t size,
    unsigned char *output
) {
    CK_GCM_PARAMS parameters;
    CK_MECHANISM mechanism = lethe_p11_gcm(&parameters);
    CK_ULONG written = size;
    CK_RV result = p11->C_DecryptInit(session, &mechanism, key);
    if (result == CKR_OK) result = p11->C_Decrypt(session, (unsigned char *)input, size, output, &written);
    return result == CKR_OK && written + LETHE_P11_TAG != size ? CKR_DATA_LEN_RANGE : result;
}

static inline CK_RV lethe_p11_destroy(lethe_p11 p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key) {
    return p11->C_DestroyObject(session, key);
}

#endif
