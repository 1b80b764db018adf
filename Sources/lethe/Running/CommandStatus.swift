internal import ArgumentParser
internal import Evidence
internal import Keyring
internal import Ledger
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto

/// How a command ended: the exit code, and what is said about it.
struct CommandStatus: Sendable, Equatable {
    let code: Int32
    let message: String?

    static let success = CommandStatus(code: 0, message: nil)
    static let failure: Int32 = 1
    static let denied: Int32 = 2
    static let invalid: Int32 = 3
    static let partial: Int32 = 4
    static let usage: Int32 = 64

    /// What an error means for the one who called.
    ///
    /// A denied record and a missing one answer with the same code. Errors of libraries below are safe to print by
    /// their own rules; any other says no more than that it happened.
    init(of error: any Error) {
        switch error {
        case let error as VaultError:
            self.init(code: Self.code(of: error.code), message: error.message)
        case let error as ExitCode:
            self.init(code: error.rawValue, message: nil)
        case let error as KeyringError:
            self.init(code: Self.code(of: error.code), message: error.message)
        case let error as LedgerError:
            self.init(code: error.code == .badProof ? Self.invalid : Self.failure, message: error.message)
        case let error as EvidenceError:
            self.init(code: Self.invalid, message: error.message)
        case let error as CryptoError:
            self.init(code: Self.failure, message: error.message)
        case let error as FileError:
            self.init(code: Self.failure, message: error.message)
        case let error as PostgresError:
            self.init(code: Self.failure, message: error.message)
        case let error as ValidationError:
            self.init(code: Self.usage, message: error.message)
        default:
            self.init(
                code: Self.failure,
                message: "something failed that has no name here (\(type(of: error)))"
            )
        }
    }

    init(code: Int32, message: String?) {
        self.code = code
        self.message = message
    }

    private static func code(of code: KeyringError.Code) -> Int32 {
        switch code {
        case .punctured: denied
        case .unapproved, .tooEarly, .tooFewPlaces: partial
        default: failure
        }
    }

    private static func code(of code: VaultError.Code) -> Int32 {
        switch code {
        case .denied, .notFound, .erased, .closed: denied
        case .pending: partial
        case .invalidInput: usage
        case .invalidRules: invalid
        case .alreadyExists, .busy, .conflict, .damaged, .exhausted, .full, .unusable: failure
        }
    }
}
