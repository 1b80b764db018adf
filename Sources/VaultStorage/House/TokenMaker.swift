public import Keyring

/// Makes a token known for a place of a key safe; `label` is what its keys are to be called.
public typealias TokenMaker = @Sendable (_ location: PKCS11URI, _ label: String) throws -> any KeyToken
