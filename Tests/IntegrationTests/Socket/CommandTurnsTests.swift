import Testing

@testable import lethe

/// Whose command runs, and who waits.
@Suite(.timeLimit(.minutes(1))) struct CommandTurnsTests {
    @Test func othersComeInTheOrderInWhichTheyAsked() async throws {
        let turns = CommandTurns(count: 1)
        #expect(await turns.enter(within: .seconds(30)))
        let order = Shared<[Int]>([])
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    #expect(await turns.enter(within: .seconds(30)))
                    order.update { $0.append(number) }
                    turns.leave()
                }
                while turns.waiting != number + 1 { await Task.yield() }
            }
            turns.leave()
        }
        #expect(order.value == Array(0..<200))
        #expect(turns.waiting == 0)
    }

    @Test func whoWaitsTooLongHasNoTurnAndTakesNone() async throws {
        let turns = CommandTurns(count: 1)
        #expect(await turns.enter(within: .seconds(30)))
        #expect(await !turns.enter(within: .zero))
        #expect(turns.waiting == 0)
        turns.leave()
        #expect(await turns.enter(within: .zero))
    }

    /// A question that nobody answers keeps nobody waiting, and who was answered comes next.
    @Test func aQuestionGivesTheTurnAway() async throws {
        let turns = CommandTurns(count: 1)
        #expect(await turns.enter(within: .seconds(30)))
        let order = Shared<[String]>([])
        let later = Task {
            #expect(await turns.enter(within: .seconds(30)))
            while turns.waiting < 2 { await Task.yield() }
            order.update { $0.append("other") }
            turns.leave()
        }
        let last = Task {
            while turns.waiting < 1 { await Task.yield() }
            #expect(await turns.enter(within: .seconds(30)))
            order.update { $0.append("last") }
            turns.leave()
        }
        while turns.waiting < 2 { await Task.yield() }
        await turns.pausing {
            // The others run while the question stands.
            while turns.waiting > 1 { await Task.yield() }
        }
        order.update { $0.append("asked") }
        turns.leave()
        await later.value
        await last.value
        #expect(order.value == ["other", "asked", "last"])
    }
}
