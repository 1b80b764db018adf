import Foundation
import PostgresClient
import Testing

/// A connection is really cut at COMMIT; what is reported must be what happened.
@Suite struct InDoubtTests {
    private struct Scene {
        let cutter: CommitCutter
        let cut: PostgresConnection
        let direct: PostgresPool
    }

    private func scene(_ cut: CommitCutter.Cut) async throws -> Scene {
        let settings = try await ClusterFixture.settings()
        let direct = PostgresPool(settings)
        try await direct.withSession(scope: nil) { try $0.execute("CREATE TABLE t (id int4 PRIMARY KEY)") }
        let cutter = CommitCutter(before: try #require(settings.host), cut: cut)
        let through = ConnectionSettings(
            host: cutter.directory,
            user: "lethe",
            database: try #require(settings.database)
        )
        return Scene(cutter: cutter, cut: PostgresConnection(through), direct: direct)
    }

    private func kept(_ scene: Scene) async throws -> Int {
        try await scene.direct.withSession(scope: nil) { try $0.query("SELECT id FROM t").count }
    }

    @Test func commitThatTookEffectIsASuccess() async throws {
        let scene = try await scene(.afterTheAnswer)
        let value = try await scene.cut.transaction(scope: nil, proof: nil) { session in
            try session.execute("INSERT INTO t VALUES (1)")
            return "kept"
        }
        #expect(scene.cutter.hasCut)
        #expect(value == "kept")
        #expect(try await kept(scene) == 1)
        // The connection is made anew.
        try await scene.cut.transaction(scope: nil, proof: nil) { try $0.execute("INSERT INTO t VALUES (2)") }
        #expect(try await kept(scene) == 2)
        scene.cutter.close()
    }

    @Test func commitThatNeverArrivedIsAFailureToRunAgain() async throws {
        let scene = try await scene(.beforeForwarding)
        let error = await expectCode(.rolledBack) {
            try await scene.cut.transaction(scope: nil, proof: nil) {
                try $0.execute("INSERT INTO t VALUES (1)")
            }
        }
        #expect(error?.isRetryable == true)
        #expect(scene.cutter.hasCut)
        #expect(try await kept(scene) == 0)
        scene.cutter.close()
    }

    @Test func commitThatNeverArrivedIsRunAgainOnRequest() async throws {
        let scene = try await scene(.beforeForwarding)
        let runs = Shared(0)
        try await scene.cut.transaction(scope: nil, retrySerialization: true, proof: nil) { session in
            runs.update { $0 += 1 }
            try session.execute("INSERT INTO t VALUES (1)")
        }
        #expect(runs.value == 2)
        #expect(try await kept(scene) == 1)
        scene.cutter.close()
    }

    @Test(arguments: 0..<10)
    func cutWhileCommittingIsReportedAsItHappened(round: Int) async throws {
        let scene = try await scene(.afterForwarding)
        do {
            try await scene.cut.transaction(scope: nil, proof: nil) {
                try $0.execute("INSERT INTO t VALUES (1)")
            }
            #expect(try await kept(scene) == 1)
        } catch let error as PostgresError {
            #expect(error.code == .rolledBack)
            #expect(try await kept(scene) == 0)
        }
        #expect(scene.cutter.hasCut)
        scene.cutter.close()
    }
}
