// The promises of the lanes under random orders of events. Each case is many seeds of one setting;
// CORRIDOR_SIMULATION_SEEDS asks for more of them, best with a release build.

import Foundation
import MessageStore
import Testing

@testable import Delivery

struct LanesPropertyTests {
    static let seedsPerCase =
        ProcessInfo.processInfo.environment["CORRIDOR_SIMULATION_SEEDS"].flatMap { UInt64($0) } ?? 60

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var setting: @Sendable () -> LanesSimulation.Setting
    }

    static let cases = [
        Case(testDescription: "everything in memory") { LanesSimulation.Setting() },
        Case(testDescription: "one lane for all") {
            var setting = LanesSimulation.Setting()
            setting.keySpace = 1
            return setting
        },
        Case(testDescription: "nothing but merges of many lanes") {
            var setting = LanesSimulation.Setting()
            setting.keySpace = 12
            setting.rules.concurrency = 16
            return setting
        },
        Case(testDescription: "a memory for eight") {
            var setting = LanesSimulation.Setting()
            setting.rules.memory = MemoryLimit(items: 8)
            return setting
        },
        Case(testDescription: "a memory of a few kilobytes") {
            var setting = LanesSimulation.Setting()
            setting.rules.memory = MemoryLimit(items: 1_000, bytes: 5_000)
            return setting
        },
        Case(testDescription: "a memory for two") {
            var setting = LanesSimulation.Setting()
            setting.rules.memory = MemoryLimit(items: 2)
            setting.rules.concurrency = 1
            return setting
        },
        Case(testDescription: "lanes held when something is parked") {
            var setting = LanesSimulation.Setting()
            setting.rules.onPark = .hold
            setting.rules.poisonAfter = PoisonLimit(attempts: 2)
            return setting
        },
        Case(testDescription: "everything parked at the first fault, and little memory") {
            var setting = LanesSimulation.Setting()
            setting.rules.poisonAfter = PoisonLimit(attempts: 1)
            setting.rules.unknownOutcome = .hold
            setting.rules.memory = MemoryLimit(items: 12)
            setting.messageFaults = 30
            return setting
        },
        Case(testDescription: "crashes") {
            var setting = LanesSimulation.Setting()
            setting.crashes = true
            return setting
        },
        Case(testDescription: "crashes and little memory") {
            var setting = LanesSimulation.Setting()
            setting.crashes = true
            setting.rules.memory = MemoryLimit(items: 10)
            return setting
        },
    ]

    @Test(arguments: cases)
    func `No order of events breaks a promise`(_ testCase: Case) {
        var events = 0
        for seed in 1...Self.seedsPerCase {
            var simulation = LanesSimulation(seed: seed, setting: testCase.setting())
            if let problem = simulation.run() {
                Issue.record("seed \(seed): \(problem)")
                return
            }
            events += simulation.events
        }
        #expect(events > 200 * Self.seedsPerCase)
    }

    @Test
    func `A small memory makes the simulation spill`() {
        var setting = LanesSimulation.Setting()
        setting.rules.memory = MemoryLimit(items: 8)
        var simulation = LanesSimulation(seed: 7, setting: setting)
        #expect(simulation.run() == nil)
        #expect(simulation.spills > 10)
    }
}
