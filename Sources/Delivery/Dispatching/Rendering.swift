// The seam to mapping: a message's content and a delivery's identity in, the bytes to send out.

public import MessageStore

/// What is to be rendered.
///
/// Equal requests must give equal bytes.
public struct RenderRequest: Sendable {
    /// Which delivery.
    public var delivery: DeliveryID

    /// Where it goes.
    public var destination: DestinationID

    /// What it is rendered from.
    public var content: DeliveryContent

    /// Describes a request.
    public init(delivery: DeliveryID, destination: DestinationID, content: DeliveryContent) {
        self.delivery = delivery
        self.destination = destination
        self.content = content
    }
}

/// Why a delivery could not be rendered; it is parked with this.
public struct RenderProblem: Error, Sendable {
    /// A short constant code by which parked deliveries are grouped.
    public var reason: ParkReason

    /// What was wrong and where, without a value of the message.
    public var diagnostics: String

    /// Describes a problem.
    public init(reason: ParkReason = .rendering, diagnostics: String) {
        self.reason = reason
        self.diagnostics = diagnostics
    }
}

/// Renders deliveries.
///
/// Called on the dispatcher's own queue, one at a time.
public typealias Render = @Sendable (RenderRequest) -> Result<RenderedBody, RenderProblem>
