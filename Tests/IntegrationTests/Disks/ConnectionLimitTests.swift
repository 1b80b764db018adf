import Foundation
import PostgresClient
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A PostgreSQL that gives out no more connections: the vault goes on with those it has, waits for more, and says so.
@Suite struct ConnectionLimitTests {
    @Test func theVaultGoesOnWithWhatItHasAndWaitsForMore() async throws {
        try await VaultCopy.lend { copy in
            let settings = copy.vault.cluster + "/data/local.conf"
            try "max_connections = 12\n".write(toFile: settings, atomically: false, encoding: .utf8)
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                let hogs = try await Self.takeAll(of: copy)
                #expect(hogs.count > 3)
                let first = try await controller.store([1], for: patient)
                #expect(try await controller.bytes(of: first) == [1])
                let stores = (2..<18).map { number in
                    Task { try await controller.store([UInt8(number)], for: patient) }
                }
                // Somebody else lets go while they wait.
                for hog in hogs { await hog.close() }
                for (number, store) in stores.enumerated() {
                    #expect(try await controller.bytes(of: try await store.value) == [UInt8(number + 2)])
                }
                try await controller.expectSound()
            }
        }
    }

    /// Connects until PostgreSQL refuses, and expects what it is said to say then.
    private static func takeAll(of copy: VaultCopy) async throws -> [PostgresConnection] {
        var settings = try EmbeddedCluster(directory: copy.vault.cluster).settings
        settings.connectTimeout = .milliseconds(100)
        var taken: [PostgresConnection] = []
        while taken.count < 100 {
            let connection = PostgresConnection(settings)
            do {
                try await connection.open()
                taken.append(connection)
            } catch let error as PostgresError {
                #expect(error.message.contains("postgresql has no connection left"), "\(error)")
                return taken
            }
        }
        Issue.record("PostgreSQL takes any number of connections")
        return taken
    }
}
