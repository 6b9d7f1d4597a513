// What is assumed about a message's characters where it says nothing, and where what it says is wrong.

/// How characters are read that a message does not declare, or declares wrongly.
public struct CharacterReading: Hashable, Sendable {
    /// The set of messages whose MSH-18 is empty.
    public let assumed: CharacterEncoding
    /// The 8-bit set in which bytes are read that are not of the declared set.
    public let fallback: CharacterEncoding

    /// ASCII as the standard says, and windows-1252, which most undeclared bytes are in.
    public static let `default` = CharacterReading()

    /// Names the two sets; a fallback that is not an 8-bit set counts as windows-1252.
    public init(assumed: CharacterEncoding = .ascii, fallback: CharacterEncoding = .windows1252) {
        self.assumed = assumed
        self.fallback = fallback.isSingleByte ? fallback : .windows1252
    }
}
