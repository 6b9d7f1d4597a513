// The seam to whoever remembers which messages ended earlier processes.

/// Runs work on a message's bytes so that a crash in it is known at the next start.
public protocol CrashGuard: Sendable {
    /// Runs `work` unless these bytes ended an earlier process.
    ///
    /// - Returns: the result, or `nil` for such bytes: they are stored unparsed and parked.
    func guarding<Result>(_ bytes: [UInt8], _ work: () -> Result) -> Result?
}

/// Guards nothing: for tools and tests that keep no state.
public struct NoCrashGuard: CrashGuard {
    /// Makes the guard.
    public init() {}

    /// Runs the work.
    public func guarding<Result>(_ bytes: [UInt8], _ work: () -> Result) -> Result? { work() }
}
