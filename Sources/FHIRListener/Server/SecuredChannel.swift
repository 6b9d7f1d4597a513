// A connection whose transport is prepared before HTTP is spoken on it.

import HummingbirdCore
import Logging
import NIOCore

/// HTTP on a prepared transport.
struct SecuredChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let transport: (@Sendable (any Channel) throws -> Void)?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        guard let transport else { return base.setup(channel: channel, logger: logger) }
        return channel.eventLoop.makeCompletedFuture { try transport(channel) }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
