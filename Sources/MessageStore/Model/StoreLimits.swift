// Every bound of the store in one place, with the reason for each number.

/// The bounds of a store; the defaults are for one engine on a small machine.
public struct StoreLimits: Sendable {
    /// Rows in one commit; 512 reached the laboratory's plateau, and more only adds latency.
    public var batchRows = 512
    /// Payload bytes in one commit, because libpq's buffer does not shrink; a larger message goes alone.
    public var batchBytes = 4 << 20
    /// Messages that wait for or are in a commit; beyond, `accept` returns false.
    public var waitingRows = 8_192
    /// Payload bytes that wait for or are in a commit; beyond, `accept` returns false.
    public var waitingBytes = 64 << 20
    /// Messages that are committed at once where several senders are busy; fewer wait a moment for others.
    public var acceptGatherRows = 8
    /// That moment.
    public var acceptGatherMilliseconds: Int64 = 2
    /// Settlements that are written at once; fewer wait a moment for others.
    public var settleGatherRows = 64
    /// That moment.
    public var settleGatherMilliseconds: Int64 = 3
    /// Settlements that wait to be written before `settleCongestionChanged(true)`.
    public var settleBacklog = 32_768
    /// Payload bytes in one page of recovery or refill; a larger message comes alone.
    public var pageBytes = 16 << 20
    /// Bytes of a control id, type or sender that are stored; the rest is cut.
    public var textBytes = 256
    /// Bytes of an error, refusal or diagnostics text that are stored.
    public var errorBytes = 8_192
    /// Bytes of a failed answer that are stored.
    public var responseBytes = 4_096

    /// The defaults.
    public init() {}
}
