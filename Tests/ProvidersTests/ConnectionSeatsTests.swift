import Testing

@testable import Providers

/// Who is sent away takes nothing with them.
@Suite struct ConnectionSeatsTests {
    @Test func whoIsRefusedTakesNoSeat() {
        let seats = ConnectionSeats(limit: 2)
        var taken = (0..<7).map { _ in seats.take() }
        #expect(taken == [true, true, false, false, false, false, false])
        seats.leave()
        taken = (0..<2).map { _ in seats.take() }
        #expect(taken == [true, false])
    }
}
