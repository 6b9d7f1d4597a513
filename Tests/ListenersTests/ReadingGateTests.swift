import Listeners
import Synchronization
import Testing

/// Reading stops for each reason and goes on when the last one is gone.
struct ReadingGateTests {
    @Test func `it opens when the last reason is gone`() {
        let changes = Mutex<[Bool]>([])
        let gate = ReadingGate()
        gate.onChange { isOpen in changes.withLock { $0.append(isOpen) } }
        gate.close(.unavailable)
        gate.close(.room)
        gate.close(.room)
        gate.open(.unavailable)
        #expect(changes.withLock { $0 } == [false])
        gate.open(.room)
        gate.open(.room)
        #expect(changes.withLock { $0 } == [false, true])
    }

    @Test func `whoever comes to a closed gate is told at once`() {
        let changes = Mutex<[Bool]>([])
        let gate = ReadingGate()
        gate.close(.unavailable)
        gate.onChange { isOpen in changes.withLock { $0.append(isOpen) } }
        #expect(changes.withLock { $0 } == [false])
    }
}
