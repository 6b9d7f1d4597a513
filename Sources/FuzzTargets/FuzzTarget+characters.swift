// Character sets: any bytes are text, and text that a set can hold comes back.
//
// The last byte chooses the set and the one for bytes that are not of it; what stands before is read.

import HL7v2

extension FuzzTarget {
    private static let encodings = CharacterEncoding.allCases
    private static let fallbacks = encodings.filter(\.isSingleByte)

    /// The set that a byte chooses.
    static func encoding(_ byte: UInt8) -> CharacterEncoding { encodings[Int(byte) % encodings.count] }

    static func characters(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let choice = bytes.last else { return }
        let encoding = encoding(choice)
        let fallback = fallbacks[Int(choice) % fallbacks.count]
        let input = bytes.dropLast()
        let text = encoding.decode(input, fallback: fallback)
        // A byte beyond ASCII is at most one character of the basic plane.
        try promise(text.utf8.count <= 3 * input.count, "decoding grows")
        try comesBack(text, in: encoding, fallback)
        // Bytes are rarely text of a set by chance, so they are taken for UTF-8 as well.
        try comesBack(String(decoding: input, as: UTF8.self), in: encoding, fallback)
    }

    private static func comesBack(
        _ text: String,
        in encoding: CharacterEncoding,
        _ fallback: CharacterEncoding
    ) throws(BrokenPromise) {
        let encoded = encoding.encode(text, substitute: "?")
        // The worst is one character of one byte between two that need another set: UTF-32, or a switch to it.
        try promise(encoded.bytes.count <= 4 * text.utf8.count + 8, "encoding grows")
        try promise(encoded.substitutions <= text.unicodeScalars.count, "more substitutes than characters")
        let read = encoding.decode(encoded.bytes[...], fallback: fallback)
        // Not equality of strings, for which a letter and its accent are one character.
        let isSame = read.utf8.elementsEqual(text.utf8)
        try promise(isSame || encoded.substitutions > 0, "text does not come back from \(encoding.name)")
    }
}
