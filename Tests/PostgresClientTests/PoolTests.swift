import Foundation
import MetricsTestKit
import Testing

@testable import PostgresClient

extension PostgresPool {
    var settingsForTests: ConnectionSettings { settings }
}

@Suite struct PoolTests {
    /// Waits until the pool shows what is expected of it.
    private func until(_ pool: PostgresPool, _ condition: (PoolHealth) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition(pool.health) {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .microseconds(200))
        }
    }

    /// Holds the only connection until the semaphore is signalled.
    private func hold(_ pool: PostgresPool) -> (Task<Void, any Error>, DispatchSemaphore) {
        let gate = DispatchSemaphore(value: 0)
        let task = Task {
            try await pool.withSession(scope: nil) { _ in gate.wait() }
        }
        return (task, gate)
    }

    @Test func twoHundredWaitersAreServedInTurn() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        let (holder, gate) = hold(pool)
        try await until(pool) { $0.leased == 1 }
        let order = Shared<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await pool.withSession(scope: nil) { session in
                        _ = try session.query("SELECT 1")
                        order.update { $0.append(number) }
                    }
                }
                try await until(pool) { $0.waiting == number + 1 }
            }
            gate.signal()
            try await group.waitForAll()
        }
        try await holder.value
        #expect(order.value == Array(0..<200))
        #expect(pool.health == PoolHealth(idle: 1, leased: 0, waiting: 0))
    }

    @Test func workRunsOnTheThreadOfItsConnection() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        let name = try await pool.withSession(scope: nil) { _ in
            try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
        }
        #expect(name == "lethe-postgres\n")
    }

    @Test(.timeLimit(.minutes(1)))
    func blockedConnectionsLeaveSwiftsOwnThreadsFree() async throws {
        let pool = try await ClusterFixture.pool(size: 8)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { try await pool.withSession(scope: nil) { _ in gate.wait() } }
            }
            try await until(pool) { $0.leased == 8 }
            for _ in 0..<8 { await Task { _ = gate.signal() }.value }
            try await group.waitForAll()
        }
    }

    @Test func poolNeverGrowsBeyondItsSize() async throws {
        let pool = try await ClusterFixture.pool(size: 3)
        let now = Shared(0)
        let most = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await pool.withSession(scope: nil) { session in
                        let count = now.update { count in
                            count += 1
                            return count
                        }
                        most.update { $0 = max($0, count) }
                        _ = try session.query("SELECT pg_sleep(0.001)")
                        now.update { $0 -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(most.value <= 3)
        #expect(pool.health.idle <= 3)
        #expect(pool.health.leased == 0)
    }

    @Test func waitingIsBoundedInTimeAndNumber() async throws {
        let pool = try await ClusterFixture.pool(size: 1, maximumWaiting: 1, waitTimeout: .seconds(1))
        let (holder, gate) = hold(pool)
        try await until(pool) { $0.leased == 1 }
        let waiter = Task { try await pool.check() }
        try await until(pool) { $0.waiting == 1 }
        await expectCode(.poolFull) { try await pool.check() }
        await expectCode(.poolTimedOut) { try await waiter.value }
        #expect(pool.health.waiting == 0)
        gate.signal()
        try await holder.value
        try await pool.check()
    }

    /// Who waited, who was refused and how many connections there are can be measured.
    @Test func whatHappensIsMeasured() async throws {
        let metrics = TestMetrics()
        let known = try await ClusterFixture.pool(size: 1)
        let pool = PostgresPool(
            known.settingsForTests,
            size: 1,
            maximumWaiting: 1,
            metrics: metrics
        )
        let (holder, gate) = hold(pool)
        try await until(pool) { $0.leased == 1 }
        let waiter = Task { try await pool.check() }
        try await until(pool) { $0.waiting == 1 }
        await expectCode(.poolFull) { try await pool.check() }
        #expect(metrics.meters(label: "lethe_pool_waiting").map(\.lastValue) == [1])
        #expect(metrics.counterTotal(label: "lethe_pool_refused", dimensions: [("reason", "full")]) == 1)
        gate.signal()
        try await holder.value
        try await waiter.value
        #expect(metrics.timers(label: "lethe_pool_wait_seconds").map(\.values.count) == [1])
        #expect(metrics.meters(label: "lethe_pool_waiting").map(\.lastValue) == [0])
        let idle = metrics.meters(label: "lethe_pool_connections", dimensions: [("state", "idle")])
        #expect(idle.map(\.lastValue) == [1])
        await pool.close()
    }

    @Test func cancelledWaiterLeavesTheQueue() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        let (holder, gate) = hold(pool)
        try await until(pool) { $0.leased == 1 }
        let waiter = Task { try await pool.check() }
        try await until(pool) { $0.waiting == 1 }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(pool.health.waiting == 0)
        gate.signal()
        try await holder.value
        let early = Task {
            while !Task.isCancelled { await Task.yield() }
            try await pool.check()
        }
        early.cancel()
        await #expect(throws: CancellationError.self) { try await early.value }
        try await pool.check()
    }

    @Test func brokenConnectionsAreReplaced() async throws {
        let pool = try await ClusterFixture.pool(size: 2)
        let first = try await pool.withSession(scope: nil) {
            try $0.query("SELECT pg_backend_pid()")[0].int32(0)
        }
        let administrator = PostgresConnection(try await ClusterFixture.shared.value.administratorSettings)
        try await administrator.withSession(scope: nil) {
            _ = try $0.query("SELECT pg_terminate_backend(\(first), 5000)")
        }
        let second = try await pool.withSession(scope: nil) {
            try $0.query("SELECT pg_backend_pid()")[0].int32(0)
        }
        #expect(first != second)
        #expect(pool.health == PoolHealth(idle: 1, leased: 0, waiting: 0))
    }

    @Test func closedPoolRefuses() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        let (holder, gate) = hold(pool)
        try await until(pool) { $0.leased == 1 }
        let waiter = Task { try await pool.check() }
        try await until(pool) { $0.waiting == 1 }
        await pool.close()
        await expectCode(.poolClosed) { try await waiter.value }
        await expectCode(.poolClosed) { try await pool.check() }
        gate.signal()
        try await holder.value
        #expect(pool.health == PoolHealth(idle: 0, leased: 0, waiting: 0))
    }

    @Test func absentServerIsSaidAndDoesNotUseUpThePool() async throws {
        let settings = ConnectionSettings(host: "/nonexistent", user: "lethe", database: "lethe")
        let pool = PostgresPool(settings, size: 1)
        for _ in 0..<3 {
            let error = await expectCode(.connectionFailed) { try await pool.check() }
            #expect(error?.description.contains("no postgresql server answers") == true)
        }
    }
}

@Suite struct PoolStateTests {
    @Test func nobodyOvertakesThoseWhoWait() throws {
        var state = PoolState<String>(capacity: 1, maximumWaiting: 2)
        guard case .make = state.acquire(1) else { Issue.record("expected to make one"); return }
        guard case .wait = state.acquire(2), case .wait = state.acquire(3) else {
            Issue.record("expected to wait")
            return
        }
        guard case .refuse(let error) = state.acquire(4) else { Issue.record("expected a refusal"); return }
        #expect(error.code == .poolFull)
        #expect(state.release("a") == 2)
        let gaveUp = [state.giveUp(3), state.giveUp(3)]
        #expect(gaveUp == [true, false])
        #expect(state.release("a") == nil)
        #expect(state.idle == ["a"])
        guard case .lease("a") = state.acquire(5) else { Issue.record("expected the idle one"); return }
        #expect(state.leased == 1)
    }

    @Test func closingForgetsEveryone() {
        var state = PoolState<String>(capacity: 1, maximumWaiting: 2)
        _ = state.acquire(1)
        _ = state.acquire(2)
        let (connections, tickets) = state.close()
        #expect(connections.isEmpty)
        #expect(tickets == [2])
        #expect(state.release("a") == nil)
        #expect(state.idle.isEmpty)
    }
}
