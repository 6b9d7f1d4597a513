// JSON for reading: member names apart from values. It colours what looks like JSON and changes nothing.

/// JSON text with its member names marked.
enum JSONText {
    static func render(_ text: String) -> HTML {
        let bytes = Array(text.utf8)
        var html = HTML.empty
        var plainBegin = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            let end = endOfString(bytes, from: index)
            if isName(bytes, endingAt: end) {
                html += "\(piece(bytes[plainBegin..<index]))<b class=\"key\">\(piece(bytes[index..<end]))</b>"
                plainBegin = end
            }
            index = end
        }
        return html + "\(piece(bytes[plainBegin...]))"
    }

    /// Behind the closing quotation mark, or the end of a text that has none.
    private static func endOfString(_ bytes: [UInt8], from begin: Int) -> Int {
        var index = begin + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "\""): return index + 1
            default: index += 1
            }
        }
        return bytes.count
    }

    private static func isName(_ bytes: [UInt8], endingAt end: Int) -> Bool {
        let next = bytes[end...].first { $0 != UInt8(ascii: " ") }
        return next == UInt8(ascii: ":")
    }

    private static func piece(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
