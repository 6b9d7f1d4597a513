// Makes a client's connection count as made only once TLS is agreed on, and tells a refusal from a loss.
//
// With TLS 1.3 a client is done with its handshake before the server has looked at its certificate. A server that
// refuses it has then taken nothing that came behind it, so that such a frame's outcome is known.

import MLLP
import NIOCore
import NIOSSL
import NIOTLS

final class HandshakeGate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var waiting: EventLoopPromise<Void>?
    private var hasReceived = false

    func connect(context: ChannelHandlerContext, to address: SocketAddress, promise: EventLoopPromise<Void>?)
    {
        let connected = context.eventLoop.makePromise(of: Void.self)
        waiting = promise
        let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
        connected.futureResult.whenFailure { gate.value.fail($0) }
        context.connect(to: address, promise: connected)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.handshakeCompleted) = event as? TLSUserEvent {
            waiting?.succeed()
            waiting = nil
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasReceived = true
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(MLLPClientError(.handshakeFailed))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if waiting != nil {
            fail(MLLPClientError(.handshakeFailed))
            context.close(promise: nil)
        } else if !hasReceived, Self.isRefusal(error) {
            context.fireErrorCaught(MLLPClientError(.handshakeFailed))
        } else {
            context.fireErrorCaught(error)
        }
    }

    private func fail(_ error: any Error) {
        waiting?.fail(error)
        waiting = nil
    }

    /// The alerts by which a server refuses a certificate (RFC 8446 §6.2); NIOSSL has them in its text only.
    private static let refusals = [
        "ALERT_BAD_CERTIFICATE", "ALERT_UNSUPPORTED_CERTIFICATE", "ALERT_CERTIFICATE_", "ALERT_UNKNOWN_CA",
        "ALERT_ACCESS_DENIED", "CERTIFICATE_REQUIRED",
    ]

    private static func isRefusal(_ error: any Error) -> Bool {
        let text = "\(error)"
        return refusals.contains { text.contains($0) }
    }
}
