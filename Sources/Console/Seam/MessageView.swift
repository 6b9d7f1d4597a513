// Everything about one message: its bytes, its fields, and its deliveries.

/// One message with everything an operator may want to see.
public struct MessageView: Hashable, Sendable, Codable {
    /// The line of the list.
    public var row: MessageRow
    /// The format of the bytes.
    public var format: Format
    /// The site version that it was accepted under.
    public var site: String
    /// The bytes exactly as received.
    ///
    /// JSON leaves them out: `/api/messages/NUMBER/raw` answers with nothing else.
    public var payload: [UInt8] = []
    /// The fields, with groups as headings; empty when the bytes could not be read.
    public var parsed: [ParsedLine] = []
    /// Why the bytes could not be read, and where.
    public var parseProblem: String?
    /// Its deliveries, in order.
    public var deliveries: [DeliveryView] = []

    /// The format of a message's bytes.
    public enum Format: String, Hashable, Sendable, Codable, CaseIterable {
        /// HL7 v2 in ER7 encoding.
        case hl7v2
        /// FHIR R4 in JSON.
        case fhirJSON = "fhir-json"
        /// FHIR R4 in XML.
        case fhirXML = "fhir-xml"
    }

    private enum CodingKeys: CodingKey {
        case row, format, site, parsed, parseProblem, deliveries
    }

    /// Describes a message that was not read and has no deliveries.
    public init(row: MessageRow, format: Format, site: String, payload: [UInt8]) {
        self.row = row
        self.format = format
        self.site = site
        self.payload = payload
    }
}
