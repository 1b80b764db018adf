import Testing
import VaultModel

@testable import lethe

/// The bytes between a caller and the vault's server.
@Suite struct SocketFrameTests {
    private static let request = SocketRequest(
        arguments: ["record", "store", "Entlaßbrief \"Süd\" 日本.pdf", "", "a\nb"],
        directory: "/srv/Akten"
    )

    private static let frames: [SocketFrame] = [
        .request(request), .request(SocketRequest(arguments: [], directory: "/")), .answer("ERASE"),
        .answer(""),
        .silence, .started, .output([]), .output([0, 255, 10]), .talk("Größe"), .question("Sure?"),
        .status(.success), .status(CommandStatus(code: 255, message: "it said “no”")),
    ]

    @Test(arguments: frames)
    func readsWhatItWrites(_ frame: SocketFrame) throws {
        let bytes = try frame.encoded()
        let header = Array(bytes.prefix(SocketFrame.headerSize))
        let (kind, length) = try SocketFrame.header(header, fromCaller: frame.kind.isOfCaller)
        #expect(kind == frame.kind)
        #expect(bytes.count == SocketFrame.headerSize + length)
        #expect(try SocketFrame(kind, payload: Array(bytes.dropFirst(SocketFrame.headerSize))) == frame)
        #expect(throws: SocketFrameError.unexpected) {
            try SocketFrame.header(header, fromCaller: !frame.kind.isOfCaller)
        }
    }

    @Test func hasTheBytesThatAreSpecified() throws {
        let json = #"{"arguments":["controller","list"],"directory":"/","format":"lethe.socket.v1"}"#
        let request = SocketFrame.request(SocketRequest(arguments: ["controller", "list"], directory: "/"))
        #expect(try request.encoded() == [1, 0, 0, 0, UInt8(json.utf8.count)] + Array(json.utf8))
        #expect(try SocketFrame.answer("ja").encoded() == [2, 0, 0, 0, 2, 0x6a, 0x61])
        #expect(try SocketFrame.silence.encoded() == [3, 0, 0, 0, 0])
        #expect(try SocketFrame.started.encoded() == [16, 0, 0, 0, 0])
        #expect(try SocketFrame.output([9]).encoded() == [17, 0, 0, 0, 1, 9])
        #expect(try SocketFrame.talk("a").encoded() == [18, 0, 0, 0, 1, 0x61])
        #expect(try SocketFrame.question("b").encoded() == [19, 0, 0, 0, 1, 0x62])
        let status = #"{"code":2,"message":"no"}"#
        #expect(
            try SocketFrame.status(CommandStatus(code: 2, message: "no")).encoded()
                == [20, 0, 0, 0, UInt8(status.utf8.count)] + Array(status.utf8)
        )
    }

    @Test(arguments: SocketFrameKind.allCases)
    func refusesWhatIsTooLong(_ kind: SocketFrameKind) throws {
        let caller = kind.isOfCaller
        #expect(
            try SocketFrame.header(Self.header(kind.rawValue, kind.limit), fromCaller: caller).length
                == kind.limit
        )
        for length in [kind.limit + 1, Int(UInt32.max)] {
            #expect(throws: SocketFrameError.tooLong) {
                try SocketFrame.header(Self.header(kind.rawValue, length), fromCaller: caller)
            }
        }
        #expect(throws: SocketFrameError.self) {
            try SocketFrame(kind, payload: [UInt8](repeating: 0x61, count: kind.limit + 1))
        }
    }

    @Test func sendsNothingThatIsTooLong() {
        let long = String(repeating: "ü", count: 1 << 19)
        #expect(throws: SocketFrameError.tooLong) {
            try SocketFrame.request(SocketRequest(arguments: [long], directory: "/")).encoded()
        }
        #expect(throws: SocketFrameError.tooLong) { try SocketFrame.question(long).encoded() }
        #expect(throws: SocketFrameError.tooLong) {
            try SocketFrame.output([UInt8](repeating: 0, count: (1 << 16) + 1)).encoded()
        }
        #expect(throws: Never.self) { try SocketFrame.talk(cutting: long).encoded() }
        #expect(throws: Never.self) {
            // The longest escape: six bytes for one.
            let message = String(repeating: "\u{1}", count: 100_000)
            return try SocketFrame.status(CommandStatus(code: 1, message: message)).encoded()
        }
        #expect(SocketFrame.cut("aüb", to: 2) == "a")
        #expect(SocketFrame.cut("aüb", to: 3) == "aü")
        #expect(SocketFrame.cut("aüb", to: 4) == "aüb")
    }

    @Test func refusesUnknownKinds() {
        let known = Set(SocketFrameKind.allCases.map(\.rawValue))
        for kind in UInt8.min...UInt8.max where !known.contains(kind) {
            for fromCaller in [true, false] {
                #expect(throws: SocketFrameError.unexpected) {
                    try SocketFrame.header(Self.header(kind, 0), fromCaller: fromCaller)
                }
            }
        }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"arguments":[],"directory":"/"}"#,
        #"{"arguments":[],"directory":"/","format":"lethe.socket.v2"}"#,
        #"{"arguments":[],"directory":"srv","format":"lethe.socket.v1"}"#,
        #"{"arguments":[1],"directory":"/","format":"lethe.socket.v1"}"#,
        #"{"arguments":"a","directory":"/","format":"lethe.socket.v1"}"#,
        #"{"arguments": [],"directory":"/","format":"lethe.socket.v1"}"#,
        #"{"directory":"/","arguments":[],"format":"lethe.socket.v1"}"#,
        #"{"arguments":[],"directory":"/","extra":1,"format":"lethe.socket.v1"}"#,
        #"{"arguments":[],"directory":"/","format":"lethe.socket.v1"} "#,
    ])
    func refusesOtherRequests(_ payload: String) {
        #expect(throws: SocketFrameError.malformed) {
            try SocketFrame(.request, payload: Array(payload.utf8))
        }
    }

    @Test(arguments: [
        "", #"{"code":0}"#, #"{"code":256,"message":null}"#, #"{"code":-1,"message":null}"#,
        #"{"code":0,"message":1}"#, #"{"code":"0","message":null}"#, #"{"code":0,"message":null,"x":1}"#,
    ])
    func refusesOtherStatuses(_ payload: String) {
        #expect(throws: SocketFrameError.malformed) { try SocketFrame(.status, payload: Array(payload.utf8)) }
    }

    @Test(arguments: [SocketFrameKind.talk, .question, .answer])
    func refusesTextsThatAreNoText(_ kind: SocketFrameKind) {
        #expect(throws: SocketFrameError.malformed) { try SocketFrame(kind, payload: [0xc3]) }
    }

    private static func header(_ kind: UInt8, _ length: Int) -> [UInt8] {
        [kind] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
    }
}
