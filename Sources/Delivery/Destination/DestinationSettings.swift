// One destination as the site describes it: where to, over which wire, with which headers, at what pace.

public import HTTPClient
public import MessageStore

/// A destination over HTTP, or over MLLP where ``mllp`` is there.
public struct DestinationSettings: Sendable {
    /// What a site orders a destination's deliveries by.
    ///
    /// Routing computes the keys; this is for showing.
    public enum OrderBy: Hashable, Sendable {
        /// Deliveries of one patient stay in order.
        case patient
        /// Deliveries of one listener stay in order.
        case listener
        /// No order.
        case none
        /// Deliveries with a common value of an expression stay in order.
        case expression(String)
    }

    /// The number of its name.
    public var id: DestinationID

    /// Its name in the site.
    public var name: String

    /// Where its requests go: its base URL; of an MLLP receiver, for showing.
    public var url: String

    /// The request method.
    public var method: HTTPRequest.Method

    /// Header lines of every request, those of authentication included.
    ///
    /// They may hold secrets.
    public var headers: [HTTPRequest.Header]

    /// The media type that a site wants its bodies sent as; `nil` sends each as what it says it is.
    public var contentType: String?

    /// How long making a connection may take.
    public var connectTimeout: Duration

    /// How long a whole request, or an MLLP reply, may take.
    public var timeout: Duration

    /// The receiver of HL7 v2 over MLLP; `nil` for HTTP.
    public var mllp: MLLPEndpoint?

    /// What its deliveries are ordered by.
    public var orderBy: OrderBy

    /// The rules of its lanes.
    public var rules: LaneRules

    /// What its answers mean.
    public var verdicts: VerdictTable

    /// Describes a destination; the defaults are those of a site file that says nothing.
    public init(
        id: DestinationID,
        name: String,
        url: String,
        method: HTTPRequest.Method = .post,
        headers: [HTTPRequest.Header] = [],
        contentType: String? = nil,
        connectTimeout: Duration = .seconds(10),
        timeout: Duration = .seconds(60),
        mllp: MLLPEndpoint? = nil,
        orderBy: OrderBy = .patient,
        rules: LaneRules = LaneRules(),
        verdicts: VerdictTable = .standard
    ) {
        self.id = id
        self.name = name
        self.url = url
        self.method = method
        self.headers = headers
        self.contentType = contentType
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.mllp = mllp
        self.orderBy = orderBy
        self.rules = rules
        self.verdicts = verdicts
    }
}

extension DestinationSettings: CustomStringConvertible, CustomReflectable {
    /// Name and number; never the address or the headers, which may hold secrets.
    public var description: String { "DestinationSettings(\(name), \(id.rawValue))" }

    /// Shows no children, so that a dump of a value around it shows no secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
