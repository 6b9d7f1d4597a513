// In which form a body comes, and in which the answer goes (FHIR R4, "HTTP", §3.1.0.1.10 to §3.1.0.1.11).
//
// `_format` overrides `Accept`, never `Content-Type`. A wish that names what is understood is answered in the type it
// names; one that names nothing, in the form of the request's body, else as JSON.

/// A media type in which resources come and go.
struct MediaType: Hashable, Sendable {
    /// The two forms of a resource.
    enum Form: Hashable, Sendable { case json, xml }

    /// The form.
    let form: Form
    /// The type's name, in lower case.
    let name: String

    static let json = MediaType(form: .json, name: "application/fhir+json")
    static let xml = MediaType(form: .xml, name: "application/fhir+xml")

    private static let names: [String: Form] = [
        "application/fhir+json": .json, "application/json": .json, "text/json": .json,
        "application/json+fhir": .json,
        "application/fhir+xml": .xml, "application/xml": .xml, "text/xml": .xml, "application/xml+fhir": .xml,
    ]

    /// The type of a body.
    ///
    /// - Throws: 415.
    static func ofBody(_ contentType: String?) throws(Problem) -> MediaType {
        guard let contentType else { throw .unsupportedMediaType }
        let range = Range(contentType[...])
        guard let form = names[range.name], range.isServed else { throw .unsupportedMediaType }
        return MediaType(form: form, name: range.name)
    }

    /// The type of an answer.
    ///
    /// - Parameters:
    ///   - accept: the header.
    ///   - format: the query's `_format`, decoded.
    ///   - body: the type of the request's body.
    /// - Returns: a type that is understood.
    /// - Throws: 406.
    static func ofAnswer(accept: String?, format: String?, body: MediaType?) throws(Problem) -> MediaType {
        if let format { return try named(format) }
        let usual: MediaType = body?.form == .xml ? .xml : .json
        guard let accept, accept.contains(where: { $0 != " " }) else { return usual }
        let ranges = accept.split(separator: ",").map { Range($0) }.filter { $0.quality > 0 && $0.isServed }
        // The first of those that are wanted most.
        let found = ranges.compactMap { range -> (type: MediaType, quality: Double)? in
            if let form = names[range.name] {
                return (MediaType(form: form, name: range.name), range.quality)
            }
            let isAny = ["*/*", "*", "application/*"].contains(range.name)
            return isAny ? (usual, range.quality) : nil
        }
        guard let best = found.map(\.quality).max(), let choice = found.first(where: { $0.quality == best })
        else { throw .notAcceptable }
        return choice.type
    }

    /// A value of `_format`.
    private static func named(_ format: String) throws(Problem) -> MediaType {
        switch format {
        case "json": return .json
        case "xml": return .xml
        default:
            // An unencoded `+` of a query is a blank.
            let range = Range(format.replacing("fhir ", with: "fhir+")[...])
            guard let form = names[range.name], range.isServed else { throw .notAcceptable }
            return MediaType(form: form, name: range.name)
        }
    }

    /// A media range with its parameters.
    private struct Range {
        let name: String
        var quality = 1.0
        /// Whether its parameters name a version and a character set that are served.
        var isServed = true

        init(_ text: Substring) {
            let parts = text.split(separator: ";").map { part in
                part.drop { $0 == " " || $0 == "\t" }.lowercased()
            }
            name = String((parts.first ?? "").prefix { $0 != " " && $0 != "\t" })
            for parameter in parts.dropFirst() {
                let pair = parameter.split(separator: "=", maxSplits: 1)
                guard pair.count == 2 else { continue }
                let value = pair[1].filter { $0 != "\"" && $0 != " " }
                switch pair[0].filter({ $0 != " " }) {
                case "q": quality = Double(value) ?? 0
                case "charset": isServed = isServed && ["utf-8", "utf8"].contains(value)
                case "fhirversion": isServed = isServed && ["4.0", "4.0.1"].contains(value)
                default: break
                }
            }
        }
    }
}
