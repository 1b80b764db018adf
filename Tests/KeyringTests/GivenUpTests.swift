import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// A change writes page file and line of the list together: whatever part of them reached the device before the power
/// failed, the safe opens in the state before and the change can be made again.
@Suite struct GivenUpTests {
    enum Loss: CaseIterable {
        case nothing, pages, halfOfThePages, contentOfThePages, line, halfOfTheLine, contentOfTheLine
    }

    @Test(arguments: Loss.allCases, Loss.allCases)
    func whatReachedTheDeviceOfAnAttemptDoesNotMatter(first: Loss, second: Loss) async throws {
        let fixture = try TemporaryPlaces(2)
        let creator = try await fixture.create()
        let kept = try #require(try await creator.nodes(under: .slot(7, 4)).first)
        await creator.close()
        let size = try FileSystem.status(of: fixture.folder(0) + "/punctures").size
        let request = fixture.request([.slot(7, 3)])
        let stopping = try await fixture.open(
            faults: FaultPlan { step in
                if step == .safeListAppended { throw KeyringError(.io, "stopped here") }
            }
        )
        await #expect(throws: KeyringError(.io, "")) { try await stopping.puncture(request) }
        await stopping.close()
        for (index, loss) in [first, second].enumerated() { try lose(loss, fixture.folder(index), size) }

        let safe = try await fixture.open()
        #expect(try await safe.status().epoch == Epoch(1))
        #expect(try await safe.status().places.map(\.state) == [.current, .current])
        #expect(try await !safe.nodes(under: .slot(7, 3)).isEmpty)
        for index in 0..<2 {
            #expect(try FileSystem.list(fixture.folder(index) + "/pages") == ["1.pages"])
            #expect(try FileSystem.status(of: fixture.folder(index) + "/punctures").size == size)
        }
        #expect(try await safe.puncture(request).state == .destroyed)
        #expect(try await !safe.freshlyCovers(.slot(7, 3)))
        #expect(try await safe.damagedPlaces().isEmpty)
        let found = try #require(try await safe.nodes(under: .slot(7, 4)).first)
        #expect(found.hasSameSeed(as: kept))
        await safe.close()
    }

    /// Takes back what the device had not got yet; `size` is that of the list before the attempt.
    private func lose(_ loss: Loss, _ folder: String, _ size: Int) throws {
        let pages = folder + "/pages/2.pages"
        let list = folder + "/punctures"
        switch loss {
        case .nothing: break
        case .pages: try FileSystem.remove(pages)
        case .halfOfThePages: try cut(pages, to: FileSystem.status(of: pages).size / 2)
        case .contentOfThePages: try clear(pages, from: 0)
        case .line: try cut(list, to: size)
        case .halfOfTheLine: try cut(list, to: (size + FileSystem.status(of: list).size) / 2)
        case .contentOfTheLine: try clear(list, from: size)
        }
    }

    private func cut(_ path: String, to size: Int) throws {
        let file = try DurableFile.open(path, mode: .readWrite)
        #expect(try file.size() > size)
        try file.truncate(to: size)
    }

    private func clear(_ path: String, from offset: Int) throws {
        let file = try DurableFile.open(path, mode: .readWrite)
        try file.write([UInt8](repeating: 0, count: file.size() - offset), at: offset)
    }
}
