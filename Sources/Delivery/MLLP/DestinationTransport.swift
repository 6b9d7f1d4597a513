// Which wire a destination is on.

/// Sends each delivery over its destination's wire.
public struct DestinationTransport: Transport {
    private let http: HTTPTransport
    private let mllp: MLLPTransport

    /// Puts the wires together; their owner shuts them down.
    public init(http: HTTPTransport, mllp: MLLPTransport) {
        self.http = http
        self.mllp = mllp
    }

    /// Sends one attempt and calls back from any thread.
    public func send(
        _ parcel: Parcel,
        to destination: DestinationSettings,
        completion: @escaping @Sendable (Reply) -> Void
    ) {
        if destination.mllp != nil {
            mllp.send(parcel, to: destination, completion: completion)
        } else {
            http.send(parcel, to: destination, completion: completion)
        }
    }
}
