// A thread of our own, for C calls that block. Blocking calls never run on the cooperative pool.

import CSupport
import Glibc

/// Starts threads.
enum DedicatedThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private static let stackBytes = 1 << 20

    /// Runs `body` on a new thread, which ends with it; false when the system gives no thread.
    static func start(named name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackBytes)
        let box = Unmanaged.passRetained(Body(name: name, run: body))
        var thread = pthread_t()
        let error = pthread_create(
            &thread,
            &attributes,
            { pointer in
                guard let pointer else { return nil }
                let body = Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue()
                corridor_name_thread(String(body.name.prefix(15)))
                body.run()
                return nil
            },
            box.toOpaque()
        )
        if error != 0 { box.release() }
        return error == 0
    }
}
