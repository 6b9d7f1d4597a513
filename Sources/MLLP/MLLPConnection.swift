// The name and handle of one server connection for the code above the wire. Calls from other threads hop to
// the connection's event loop; everything that changes lives in its handler there.

import NIOCore
import Synchronization

/// Names one connection of a server.
public struct MLLPConnectionID: Hashable, Sendable, Comparable {
    let number: UInt64

    /// Earlier connections come first.
    public static func < (left: MLLPConnectionID, right: MLLPConnectionID) -> Bool {
        left.number < right.number
    }
}

/// One connection of a server.
public final class MLLPConnection: Sendable {
    /// Unique within its server.
    public let id: MLLPConnectionID
    /// The other side's address and port, for logs and the console.
    public let remoteAddress: String
    let eventLoop: any EventLoop
    private let handler: NIOLoopBoundBox<ServerConnectionHandler?>
    /// Tokens may live longer than the server's event loops, which must not be called after their end.
    private let isDetached = Atomic(false)

    init(id: MLLPConnectionID, remoteAddress: String, eventLoop: any EventLoop) {
        self.id = id
        self.remoteAddress = remoteAddress
        self.eventLoop = eventLoop
        handler = .makeEmptyBox(eventLoop: eventLoop)
    }

    /// Takes no more frames, writes the replies to those under way, then closes.
    public func end() {
        perform { $0.end() }
    }

    /// Closes at once; replies under way are lost, and their senders will send again.
    public func close() {
        perform { $0.closeNow() }
    }

    // MARK: For this module.

    func attach(_ handler: ServerConnectionHandler) {
        self.handler.value = handler
    }

    func detach() {
        isDetached.store(true, ordering: .releasing)
        handler.value = nil
    }

    func pauseReading(closingAfter limit: Duration?) {
        perform { $0.pauseReading(closingAfter: limit) }
    }

    func resumeReading() {
        perform { $0.resumeReading() }
    }

    func settle(_ slot: UInt64, with outcome: ReplyOutcome) {
        perform { $0.settle(slot, with: outcome) }
    }

    /// Fills the slots of many replies of one event loop, then lets each connection write once.
    static func settle(_ replies: [Reply], on loop: any EventLoop) {
        guard replies.contains(where: { !$0.token.connection.isDetached.load(ordering: .acquiring) }) else {
            return
        }
        perform(on: loop) {
            var touched: [ServerConnectionHandler] = []
            for reply in replies where reply.token.claim() {
                guard let handler = reply.token.connection.handler.value else { continue }
                if handler.fill(reply.token.slot, with: reply.outcome) { touched.append(handler) }
            }
            for handler in touched { handler.advance() }
        }
    }

    private func perform(_ action: @escaping @Sendable (ServerConnectionHandler) -> Void) {
        guard !isDetached.load(ordering: .acquiring) else { return }
        Self.perform(on: eventLoop) {
            if let handler = self.handler.value { action(handler) }
        }
    }

    private static func perform(on loop: any EventLoop, _ action: @escaping @Sendable () -> Void) {
        if loop.inEventLoop {
            action()
        } else {
            loop.execute(action)
        }
    }
}
