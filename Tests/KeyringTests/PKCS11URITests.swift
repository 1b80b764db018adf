import Testing

@testable import Keyring

@Suite struct PKCS11URITests {
    @Test func aWholeLocationIsRead() throws {
        let uri = try PKCS11URI(
            "pkcs11:token=Key%20safe;serial=0a1b?module-path=/usr/lib/m.so&pin-source=file:/etc/pin&x-pages=/srv/pages"
        )
        #expect(uri.token == "Key safe" && uri.serial == "0a1b" && uri.modulePath == "/usr/lib/m.so")
        #expect(uri.pinFile == "/etc/pin" && uri.pages == "/srv/pages")
        #expect(
            try PKCS11URI("pkcs11:token=a?module-path=/m&pin-source=file:///etc/pin&x-pages=/p").pinFile
                == "/etc/pin"
        )
    }

    @Test(arguments: [
        "", "/srv/place", "pkcs11:", "pkcs11:token=a", "pkcs11:?module-path=/m&pin-source=file:/p&x-pages=/d",
        "pkcs11:token=a?module-path=m&pin-source=file:/p&x-pages=/d",
        "pkcs11:token=a?module-path=/m&pin-value=1234&x-pages=/d",
        "pkcs11:token=a?module-path=/m&pin-source=/p&x-pages=/d",
        "pkcs11:token=a?module-path=/m&pin-source=%7ccat&x-pages=/d",
        "pkcs11:token=a?module-path=/m&pin-source=file:/p",
        "pkcs11:token=a?module-path=/m&pin-source=file:/p&x-pages=d",
        "pkcs11:token=a;token=b?module-path=/m&pin-source=file:/p&x-pages=/d",
        "pkcs11:token=a;slot-id=1?module-path=/m&pin-source=file:/p&x-pages=/d",
        "pkcs11:token=a%2?module-path=/m&pin-source=file:/p&x-pages=/d",
        "pkcs11:token=a%0a?module-path=/m&pin-source=file:/p&x-pages=/d",
        "pkcs11:token=?module-path=/m&pin-source=file:/p&x-pages=/d",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(throws: KeyringError(.placement, "")) { try PKCS11URI(text) }
    }
}
