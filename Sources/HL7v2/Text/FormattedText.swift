// Formatted text, FT and TX, as plain text: layout commands become line ends or go (HL7 v2.9 §2.6.4, §2.6.7).

enum FormattedText {
    /// What a layout sequence turns into, or `nil` when the code is none.
    ///
    /// Line ends for `.br`, `.sp` and `.ce`, blanks for `.sk`; indents, fill modes and highlighting go.
    static func plain(_ code: ArraySlice<UInt8>) -> [UInt8]? {
        let text = String(decoding: code, as: UTF8.self)
        switch text {
        case "H", "N": return []
        default: break
        }
        guard text.hasPrefix("."), text.utf8.count >= 3 else { return nil }
        let argument = text.dropFirst(3).drop { $0 == " " || $0 == "+" }
        guard let count = argument.isEmpty ? 1 : Int(argument) else { return nil }
        let times = min(max(count, 0), maximumRun)
        switch text.prefix(3) {
        case ".br" where argument.isEmpty, ".ce" where argument.isEmpty: return [0x0A]
        case ".sp": return [UInt8](repeating: 0x0A, count: times)
        case ".sk": return [UInt8](repeating: 0x20, count: times)
        case ".in", ".ti", ".fi", ".nf": return []
        default: return nil
        }
    }

    /// The most lines or blanks that one command may ask for.
    private static let maximumRun = 100
}
