// Standard output and standard error, and the exit codes.

import ArgumentParser
import Foundation

/// Where a command's words go.
enum Terminal {
    /// Writes a line of data.
    static func say(_ text: String) {
        write(Array((text + "\n").utf8), to: STDOUT_FILENO)
    }

    /// Writes data as it is.
    static func write(_ bytes: [UInt8]) {
        write(bytes, to: STDOUT_FILENO)
    }

    /// Writes a line of complaint.
    static func complain(_ text: String) {
        write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return  // Nobody reads any more.
            }
            rest = rest.dropFirst(written)
        }
    }
}

extension ExitCode {
    /// The input or the site has problems, which were named.
    static let problems = ExitCode(1)
    /// Something outside failed, which was named.
    static let outside = ExitCode(3)
}
