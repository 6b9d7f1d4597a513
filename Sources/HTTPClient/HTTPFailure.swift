// Why there is no answer. The caller decides from it whether to try again and whether the outcome is
// known; it says nothing of the address, the headers or the content.

/// A request that ended without a complete answer.
public struct HTTPFailure: Error, Sendable, Hashable {
    /// How far the exchange had come.
    public enum Phase: String, Sendable, CaseIterable {
        /// The request was refused before anything was tried: a malformed address or header, or a limit.
        case prepare
        /// Finding the address of the host or the proxy.
        case resolve
        /// Opening the TCP connection, or waiting for one within the connection limits.
        case connect
        /// Agreeing on TLS, which includes the check of the certificate.
        case tls
        /// Writing the request.
        case send
        /// Waiting for the answer or reading it.
        case receive
    }

    /// What ended the exchange.
    public enum Reason: String, Sendable, CaseIterable {
        /// The network or the other side ended it.
        case network
        /// The connect timeout or the total timeout passed.
        case timeout
        /// The caller took the request back, or the session was shut down.
        case cancelled
        /// The session's limit on waiting requests was reached; nothing was tried.
        case overloaded
        /// The address or a header cannot be sent.
        case malformedRequest
    }

    /// How far the exchange had come.
    public let phase: Phase
    /// What ended the exchange.
    public let reason: Reason
    /// Whether the other side may have got the request, so that its effect is unknown.
    public let mayHaveBeenReceived: Bool
    /// libcurl's result code, zero where libcurl was not asked.
    public let code: Int32
    /// libcurl's constant text for the code, or ours.
    public let explanation: String

    /// Puts a failure together.
    public init(
        phase: Phase,
        reason: Reason,
        mayHaveBeenReceived: Bool,
        code: Int32 = 0,
        explanation: String
    ) {
        self.phase = phase
        self.reason = reason
        self.mayHaveBeenReceived = mayHaveBeenReceived
        self.code = code
        self.explanation = explanation
    }
}

extension HTTPFailure: CustomStringConvertible {
    /// Phase, explanation and code on one line.
    public var description: String {
        let outcome = mayHaveBeenReceived ? "; the request may have been received" : ""
        return "\(phase.rawValue): \(explanation)\(code == 0 ? "" : " (libcurl \(code))")\(outcome)"
    }
}
