// Listens where HTTP is expected and speaks something else.

import NIOCore
import NIOPosix
import Synchronization

/// A server of nonsense.
final class NonsenseServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let count: Counter

    private final class Counter: Sendable {
        let value = Atomic(0)
    }

    private init(channel: any Channel, count: Counter) {
        self.channel = channel
        self.count = count
        port = channel.localAddress?.port ?? 0
    }

    /// How often it was spoken to.
    var connections: Int { count.value.load(ordering: .relaxed) }

    /// Listens on any port of this machine.
    static func start() async throws -> NonsenseServer {
        let count = Counter()
        let channel = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                count.value.add(1, ordering: .relaxed)
                return channel.writeAndFlush(ByteBuffer(string: "220 mail.example.org ready\r\n"))
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return NonsenseServer(channel: channel, count: count)
    }

    /// Closes the port.
    func stop() async {
        try? await channel.close()  // It fails only when it is closed already.
    }
}

/// A port of this machine that nobody listens on.
enum FreePort {
    static func find() async throws -> Int {
        let server = try await NonsenseServer.start()
        await server.stop()
        return server.port
    }
}
