import Testing

@testable import VaultCrypto

@Suite struct GCMContextTests {
    /// Not even the buffer that the caller never sees keeps what a forged chunk decrypts to.
    @Test func nothingStaysOfAForgedMessage() {
        let key = SecretBytes(random: 32)
        let nonce = RandomBytes.make(12)
        var sealed = AESGCM.seal([UInt8](repeating: 7, count: 100), key: key, nonce: nonce, aad: [])
        sealed[115] ^= 1
        var output = [UInt8](repeating: 0xff, count: 100)
        var context = GCMContext(key: key, direction: .open)
        let isGenuine = unsafe context.open(sealed, count: 100, nonce: nonce, aad: [], into: &output)
        #expect(!isGenuine)
        #expect(output == [UInt8](repeating: 0, count: 100))
    }

    @Test func oneContextServesManyMessages() throws {
        let key = SecretBytes(random: 32)
        var context = GCMContext(key: key, direction: .seal)
        for count in [1, 100, 0, 16] {
            let message = RandomBytes.make(count)
            let nonce = RandomBytes.make(12)
            var sealed = [UInt8](repeating: 0, count: count + 16)
            unsafe context.seal(message, count: count, nonce: nonce, aad: [1], into: &sealed)
            #expect(sealed == AESGCM.seal(message, key: key, nonce: nonce, aad: [1]))
        }
    }
}
