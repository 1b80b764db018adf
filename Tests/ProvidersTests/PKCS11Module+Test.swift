import CPKCS11
import Keyring

@testable import Providers

extension PKCS11Module {
    /// Logs in and out, as a token's own tools do.
    func logIn(_ location: PKCS11URI, _ pin: String) throws {
        let (slot, _) = try slot(of: location)
        var session = CK_SESSION_HANDLE()
        try check(unsafe lethe_p11_open(functions, slot, &session))
        try check(unsafe lethe_p11_login(functions, session, Array(pin.utf8), pin.utf8.count))
        unsafe lethe_p11_close(functions, session)
    }
}

extension PKCS11Token {
    /// Closes every session behind the back of the one who has them, as a token that is taken out does.
    func loseSessions() throws {
        let module = try PKCS11Module.load(location.modulePath)
        try module.check(unsafe lethe_p11_close_all(module.functions, try module.slot(of: location).slot))
    }
}
