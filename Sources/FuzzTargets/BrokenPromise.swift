// What a fuzz target throws when something does not hold that must hold for any input.

/// A promise that an input broke.
public struct BrokenPromise: Error, CustomStringConvertible {
    /// What does not hold; nothing of the input.
    public let description: String
}

/// Checks what must hold.
///
/// - Throws: ``BrokenPromise`` where it does not.
func promise(_ holds: Bool, _ failure: @autoclosure () -> String) throws(BrokenPromise) {
    guard holds else { throw BrokenPromise(description: failure()) }
}
