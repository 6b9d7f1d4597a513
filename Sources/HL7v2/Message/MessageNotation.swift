// What two messages must have in common for the same bytes to say the same in both.

/// How the bytes of a message's values are read: where they are parted, and as which characters.
public struct MessageNotation: Hashable, Sendable {
    private let delimiters: Delimiters
    private let declared: CharacterEncoding
    private let encoding: CharacterEncoding
    private let fallback: CharacterEncoding

    init(_ index: MessageIndex) {
        delimiters = index.delimiters
        declared = index.characters.declared
        encoding = index.characters.encoding
        fallback = index.characters.fallback
    }
}

extension Message {
    /// How its bytes are read.
    public var notation: MessageNotation { MessageNotation(index) }
}
