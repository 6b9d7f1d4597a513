// What a request is recognised by wherever it is delivered: `zq3-17qz` is the seventeenth of the third connection.

/// Marks in resources.
public enum Mark {
    /// The mark of a request.
    static func text(connection: Int, number: Int) -> String { "zq\(connection)-\(number)qz" }

    /// Every mark in some bytes.
    public static func all(in bytes: [UInt8]) -> Set<String> {
        var found: Set<String> = []
        var start: Int?
        for (position, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "z") where start == nil: start = position
            case UInt8(ascii: "q"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "z"):
                if let begin = start, position - begin >= 6 {
                    found.insert(String(decoding: bytes[begin...position], as: UTF8.self))
                    start = nil
                } else {
                    start = position
                }
            default: start = nil
            }
        }
        return found
    }
}
