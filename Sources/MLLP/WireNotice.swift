// What a server has to say about its senders. Sizes only: a byte on the wire may be patient data.

import Logging

/// Something wrong with what a sender wrote, worded for the log.
enum WireNotice: String, Hashable {
    case oversizedFrame = "frame over the limit, connection ends"
    case cutFrame = "frame cut before its end"
    case bytesOutside = "bytes outside a frame dropped"
    case unframedMessage = "message without MLLP framing dropped"
    case stalled = "sender stood still, connection ends"

    /// The level of the first notice of its kind on a connection.
    var firstLevel: Logger.Level {
        switch self {
        case .bytesOutside: .debug
        case .oversizedFrame, .cutFrame, .unframedMessage, .stalled: .warning
        }
    }
}

/// The metadata keys of this module.
enum LogKey: String {
    case remoteAddress = "remote-address"
    case byteCount = "byte-count"
    case port
    case error
}
