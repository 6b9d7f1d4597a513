// What is wrong with a location in a configuration file, and what would be right.

/// Text in a configuration file that is no location.
///
/// The text comes from configuration, never from a message, so it is safe to log.
public struct MalformedLocation: Error, Hashable, Sendable {
    /// The text as it was written.
    public let text: String
    /// How many UTF-8 bytes into the text the mistake stands.
    public let offset: Int
    /// What is wrong.
    public let reason: Reason

    /// What may be wrong with a location.
    public enum Reason: Hashable, Sendable {
        /// A segment's or group's name was expected.
        case name
        /// A number was expected.
        case number
        /// A position of 0 was written.
        case zero
        /// An index was expected, or its closing bracket.
        case index
        /// A condition in brackets was expected, such as `.5=MR` or `-3.1=8867-4`.
        case condition
        /// A condition on a component stands at a segment, or one on a field at a field.
        case misplacedCondition
        /// Terser's round brackets, which count from 0; the right spelling is given.
        case terserIndex(suggestion: String)
        /// Something follows the location.
        case trailingText
    }
}

extension MalformedLocation: CustomStringConvertible {
    /// One sentence that says what would be right.
    public var description: String {
        switch reason {
        case .name: "`\(text)`: a segment such as PID, or a group such as OBSERVATION, was expected"
        case .number: "`\(text)`: a number was expected"
        case .zero: "`\(text)`: positions start at 1"
        case .index: "`\(text)`: brackets hold a number, *, last, or a condition such as [.5=MR]"
        case .condition: "`\(text)`: a condition reads [.5=MR], or at a segment [-3.1=8867-4]"
        case .misplacedCondition:
            "`\(text)`: conditions at a segment start with -, as in OBX[-3.1=8867-4]; at a field with ., as in PID-3[.5=MR]"
        case .terserIndex(let suggestion):
            "`\(text)`: round brackets count from 0 in Terser; write \(suggestion)"
        case .trailingText: "`\(text)`: nothing may follow a location"
        }
    }
}
