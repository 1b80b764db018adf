internal import COpenSSL
internal import Synchronization

/// A SHA-256 computation over bytes that come in pieces.
///
/// It is not for secrets: OpenSSL keeps its state in ordinary memory.
@safe
public struct SHA256Stream: ~Copyable, @unchecked Sendable {
    // Unchecked: the context has one owner.
    private let context: Context

    /// Starts a computation.
    public init() {
        context = Self.idle.withLock { $0.popLast() } ?? Context()
        let status = unsafe EVP_DigestInit_ex2(context.handle, OpenSSL.require(OpenSSL.sha256), nil)
        precondition(status == 1, "SHA-256 cannot start")
    }

    /// Adds the bytes of a span.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withPointer { pointer in
            let status = unsafe EVP_DigestUpdate(context.handle, pointer, bytes.byteCount)
            precondition(status == 1, "SHA-256 cannot go on")
        }
    }

    /// Adds the bytes of an array.
    public mutating func update(_ bytes: [UInt8]) {
        unsafe update(bytes.span.bytes)
    }

    /// Returns the digest and ends the computation.
    public consuming func finish() -> Digest {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Digest.size) { output in
            let status = unsafe EVP_DigestFinal_ex(context.handle, output.baseAddress, nil)
            precondition(status == 1, "SHA-256 cannot end")
            return unsafe Digest(span: UnsafeRawBufferPointer(output).bytes)
        }
    }

    deinit {
        let returned = context
        Self.idle.withLock { idle in
            if idle.count < Self.idleLimit {
                idle.append(returned)
            } else {
                unsafe EVP_MD_CTX_free(returned.handle)
            }
        }
    }

    /// A context of OpenSSL; unchecked because it has one owner at a time.
    @safe
    private struct Context: @unchecked Sendable {
        let handle: OpaquePointer

        init() {
            guard let handle = unsafe EVP_MD_CTX_new() else {
                preconditionFailure("no memory left for SHA-256")
            }
            unsafe self.handle = handle
        }
    }

    private static let idleLimit = 16
    /// Contexts ready for use again: making one costs more than hashing a short message.
    private static let idle = Mutex<[Context]>([])
}
