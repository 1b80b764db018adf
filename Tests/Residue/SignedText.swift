import Foundation

/// A signed text as it is given out: header, payload and signature in base64url, with points between (RFC 7515).
enum SignedText {
    /// What it says.
    static func payload(of jws: String) throws -> Data {
        let pieces = jws.split(separator: ".")
        guard pieces.count == 3 else {
            throw LabProgram.Failure(description: "a certificate is no compact signed text")
        }
        var text = String(pieces[1]).replacing("-", with: "+").replacing("_", with: "/")
        while text.count % 4 != 0 { text += "=" }
        guard let payload = Data(base64Encoded: text) else {
            throw LabProgram.Failure(description: "a certificate's payload is not base64url")
        }
        return payload
    }

    /// A text in that form that nobody signed.
    static func unsigned(_ payload: Data) -> String {
        let text = payload.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        return "e30." + text.replacing("=", with: "") + ".e30"
    }
}
