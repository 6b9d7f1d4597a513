// What of a stored resource the client wants to see: `Prefer: return=…` (FHIR R4, "HTTP", §3.1.0.1.12).

/// What the answer to a create or an update holds.
enum Preference: String, Sendable {
    /// Nothing but headers.
    case minimal
    /// The resource as it is known from now on; the usual answer.
    case representation
    /// An OperationOutcome.
    case operationOutcome = "OperationOutcome"

    /// Whether the client would rather fetch its answer later: `Prefer: respond-async`.
    static func wantsLater(_ prefer: String?) -> Bool {
        (prefer ?? "").split(whereSeparator: { $0 == "," || $0 == ";" }).contains { wish in
            wish.filter { $0 != " " }.lowercased() == "respond-async"
        }
    }

    /// Reads the header; what is not understood does not count.
    init(_ prefer: String?) {
        let wishes = (prefer ?? "").split(whereSeparator: { $0 == "," || $0 == ";" })
        self =
            wishes.lazy.compactMap { wish in
                let pair = wish.split(separator: "=", maxSplits: 1).map {
                    $0.filter { $0 != " " && $0 != "\"" }
                }
                return pair.count == 2 && pair[0] == "return" ? Preference(rawValue: pair[1]) : nil
            }.first ?? .representation
    }
}
