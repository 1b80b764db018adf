import Testing

@testable import Providers

/// Who is sent away takes nothing with them.
@Suite struct ConnectionSeatsTests {
    @Test func whoIsRefusedTakesNoSeat() {
        let seats = ConnectionSeats(limit: 2)
        #expect(seats.take())
        #expect(seats.take())
        for _ in 0..<5 { #expect(!seats.take()) }
        seats.leave()
        #expect(seats.take())
        #expect(!seats.take())
    }
}
