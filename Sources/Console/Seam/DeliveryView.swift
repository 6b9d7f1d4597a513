// One delivery of a message in full: what was or would be sent, where it stands, and the log of its attempts.

/// One delivery with what it sends and what happened so far.
public struct DeliveryView: Hashable, Sendable, Codable {
    /// The line of the list.
    public var row: DeliveryRow
    /// What is sent, rendered again from the bytes; nil when that failed.
    public var rendered: RenderedPayload?
    /// Where its values came from; nil where no map made it.
    ///
    /// JSON leaves it out: it is several times the size of what is sent.
    public var lineage: LineageView?
    /// Why it could not be rendered: what and where, without a value of the message.
    public var renderProblem: String?
    /// Why it waits or was parked, with what was wrong and where.
    public var because: String?
    /// When it is tried again.
    public var nextAttemptAt: Moment?
    /// Attempts and outcomes, oldest first.
    public var attempts: [AttemptRow] = []

    private enum CodingKeys: CodingKey {
        case row, rendered, renderProblem, because, nextAttemptAt, attempts
    }

    /// Describes a delivery that was not attempted yet.
    public init(row: DeliveryRow) {
        self.row = row
    }
}

/// A payload that was rendered again.
public struct RenderedPayload: Hashable, Sendable, Codable {
    /// How it compares with what was sent.
    public enum Proof: String, Hashable, Sendable, Codable {
        /// Nothing was sent yet.
        case notSent = "not-sent"
        /// The hash of what was sent is that of this payload.
        case same
        /// The hash of what was sent is another one: the engine or the site changed since.
        case differs
    }

    /// Its media type, such as `application/fhir+json`.
    public var mediaType: String
    /// The payload as text, pretty where it is JSON.
    public var text: String
    /// How it compares with what was sent.
    public var proof: Proof

    /// Describes a payload.
    public init(mediaType: String, text: String, proof: Proof) {
        self.mediaType = mediaType
        self.text = text
        self.proof = proof
    }
}

/// One line of the log of a delivery.
public struct AttemptRow: Hashable, Sendable, Codable {
    /// What happened.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// It arrived.
        case delivered
        /// It waits in the database.
        case deferred
        /// The attempt failed.
        case failed
        /// It was written, and no answer came.
        case unknown
        /// It was given up.
        case parked
        /// An operator released it.
        case released
        /// An operator discarded it.
        case discarded
        /// The receiver's application said later that it could process it.
        case confirmed
        /// The receiver's application said later that it could not.
        case refused
    }

    /// When.
    public var at: Moment
    /// What happened.
    public var outcome: Outcome
    /// How many attempts there had been, this one included.
    public var attempt: Int
    /// The status or acknowledgment code that came back; nil where nothing did.
    public var code: String?
    /// Milliseconds until the answer; nil where nothing was sent.
    public var latencyMilliseconds: Int?
    /// What went wrong.
    public var error: String?
    /// The beginning of the answer, for failures; may hold patient data.
    public var response: String?

    /// Describes a line of the log.
    public init(at: Moment, outcome: Outcome, attempt: Int) {
        self.at = at
        self.outcome = outcome
        self.attempt = attempt
    }
}
