// The right to answer one frame, once, from any thread and at any time.

import NIOCore
import Synchronization

/// Answers one frame.
///
/// Replies are written in the order of their frames, whatever the order in which they come. Each token is
/// answered once; later answers do nothing. A token that is let go unanswered counts as withheld, so that a
/// forgotten one cannot block the connection.
public final class ReplyToken: Sendable {
    /// The connection that the frame came from.
    public let connection: MLLPConnection
    let slot: UInt64
    private let isAnswered = Atomic(false)

    init(connection: MLLPConnection, slot: UInt64) {
        self.connection = connection
        self.slot = slot
    }

    deinit {
        if claim() { connection.settle(slot, with: .silence) }
    }

    /// Writes a reply, framed, in its turn.
    public func answer(_ content: [UInt8]) {
        if claim() { connection.settle(slot, with: .reply(content)) }
    }

    /// Writes several replies, each framed, in its turn; without any the frame is not answered.
    ///
    /// In release 2 they follow the commit block that says that the frame's content is stored.
    public func answer(all contents: [[UInt8]]) {
        if claim() { connection.settle(slot, with: .replies(contents)) }
    }

    /// Says that the frame's content is not stored: with these replies in release 1, with a commit block in release 2.
    public func refuse(all contents: [[UInt8]]) {
        if claim() { connection.settle(slot, with: .refusal(contents)) }
    }

    /// Never answers this frame; the replies to later ones go out.
    public func withhold() {
        if claim() { connection.settle(slot, with: .silence) }
    }

    /// Never answers this frame, and closes the connection once the earlier frames are answered.
    public func withholdAndClose() {
        if claim() { connection.settle(slot, with: .close) }
    }

    /// Writes many replies with one hop to each event loop and one flush for each connection.
    public static func answer(_ replies: [Reply]) {
        guard let first = replies.first else { return }
        let loop = first.token.connection.eventLoop
        if replies.allSatisfy({ $0.token.connection.eventLoop === loop }) {
            MLLPConnection.settle(replies, on: loop)
            return
        }
        let byLoop = Dictionary(grouping: replies) { ObjectIdentifier($0.token.connection.eventLoop) }
        for group in byLoop.values {
            if let loop = group.first?.token.connection.eventLoop { MLLPConnection.settle(group, on: loop) }
        }
    }

    /// True for the first caller only.
    func claim() -> Bool {
        !isAnswered.exchange(true, ordering: .relaxed)
    }
}

/// What a frame is answered, on its way to the frame's connection.
public struct Reply: Sendable {
    /// The frame that it answers.
    public let token: ReplyToken
    /// The replies without framing, in their order; none where the frame is not to be answered.
    public let contents: [[UInt8]]

    /// Pairs replies with their frame.
    public init(_ token: ReplyToken, _ contents: [[UInt8]]) {
        self.token = token
        self.contents = contents
    }

    var outcome: ReplyOutcome { .replies(contents) }
}
