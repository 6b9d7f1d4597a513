// poll() on a session's socket and a thread's wakeup.

import Glibc

/// Waits for a socket or a wakeup.
enum SocketPoll {
    struct Ready {
        var socket: Bool
        var wokenUp: Bool
    }

    /// Waits until the socket has one of the events or trouble, the wakeup is readable, or the time is over; a
    /// negative time waits for ever, a negative descriptor is left out.
    static func wait(_ socket: Int32, events: Int32, wakeup: Int32, milliseconds: Int32) -> Ready {
        var descriptors = [
            pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0),
            pollfd(fd: wakeup, events: Int16(truncatingIfNeeded: POLLIN), revents: 0),
        ]
        guard poll(&descriptors, 2, milliseconds) > 0 else { return Ready(socket: false, wokenUp: false) }
        return Ready(socket: descriptors[0].revents != 0, wokenUp: descriptors[1].revents != 0)
    }
}
