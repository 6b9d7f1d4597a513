// What NIO tells a server connection: opened, bytes, the other side's end, closed.

import Logging
import NIOCore

extension ServerConnectionHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        connection.attach(self)
    }

    func channelActive(context: ChannelHandlerContext) {
        times.lastRead = .now()
        receiver.opened(connection)
        setAlarm(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // A channel that fails before it becomes active never becomes inactive.
        finish()
        self.context = nil
    }

    private func finish() {
        guard phase != .closed else { return }
        if phase == .open, case .cut(let byteCount) = decoder.end() {
            notice(.cutFrame, byteCount: byteCount)
        }
        phase = .closed
        registry.countReceived(decoder.takeCounts())
        replies.removeAll()
        alarm?.task.cancel()
        alarm = nil
        connection.detach()
        registry.remove(connection)
        receiver.closed(connection)
    }

    func read(context: ChannelHandlerContext) {
        if mayRead {
            context.read()
        } else {
            readIsHeldBack = true
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        times.lastRead = .now()
        guard phase == .open else { return }
        decoder.receive(unwrapInboundIn(data))
        advance()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            peerHasEnded = true
            if phase == .lingering { closeNow() }
            advance()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        gate.set(.unreadReplies, !context.channel.isWritable)
        times.unwritableSince = context.channel.isWritable ? nil : .now()
        advance()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Resets and the like: normal on a network, and nothing an operator could act on.
        logger.debug("connection failed", metadata: metadata([.error: "\(type(of: error))"]))
        context.close(promise: nil)
    }
}
