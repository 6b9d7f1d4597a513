// What `scripts/fuzz` does for hours, for a moment: every seed, and a bounded number of changed ones.

import FuzzTargets
import Testing

struct SeedTests {
    @Test(arguments: Seed.all)
    func `a seed keeps the promises`(seed: Seed) throws {
        try seed.target.run(seed.bytes)
    }

    /// Changed inputs for each target: a second or two in a debug build.
    private static let rounds = 600

    @Test(arguments: FuzzTarget.allCases)
    func `changed seeds keep the promises`(target: FuzzTarget) throws {
        let seeds = Seed.all.filter { $0.target == target }
        #expect(!seeds.isEmpty)
        var changer = ByteChanger(state: UInt64(target.rawValue.utf8.count))
        for round in 0..<Self.rounds {
            let seed = seeds[round % seeds.count]
            let bytes = changer.changed(seed.bytes)
            do {
                try target.run(bytes)
            } catch {
                Issue.record("\(seed.name), round \(round): \(error)")
            }
        }
    }
}
