// Random requests at a FHIR listener: good ones, and good ones that something was done to.
//
// The same seed and connection give the same requests, in the same order. Bodies are made in
// `RequestGenerator+bodies.swift`, heads in `RequestGenerator+heads.swift`.

/// Makes requests, one after the other.
public struct RequestGenerator: Sendable {
    /// How long a slow client pauses.
    static let pause: Duration = .milliseconds(40)
    /// 40 MB of blanks, as a few KB.
    private static let bomb = Gzip.compress([UInt8](repeating: 0x20, count: 40 << 20))

    var random: SeededRandom
    private let connection: Int
    private var number = 0
    /// Addresses that were told, to read them again.
    private var known: [String] = []

    /// Begins with a seed.
    ///
    /// - Parameters:
    ///   - seed: that of the whole run.
    ///   - connection: which of its connections.
    public init(seed: UInt64, connection: Int) {
        random = SeededRandom(seed: seed &+ UInt64(connection) &* 0x1_0000_0001)
        self.connection = connection
    }

    /// A new mark.
    mutating func mark() -> String {
        number += 1
        return Mark.text(connection: connection, number: number)
    }

    /// An address was told by the listener.
    public mutating func learn(_ path: String) {
        if known.count < 100 { known.append(path) } else { known[number % 100] = path }
    }

    /// The next request.
    public mutating func next() -> RandomRequest {
        make(random.pick(RandomRequest.Kind.allCases))
    }

    private mutating func make(_ kind: RandomRequest.Kind) -> RandomRequest {
        switch kind {
        case .create, .update, .conditional, .transaction, .batch, .message: return good(kind)
        case .read: return read()
        case .mutated, .nested, .huge, .text, .duplicate, .noise: return bad(kind)
        case .compressed, .bomb: return compressed(kind)
        case .cut, .slow: return broken(kind)
        case .head:
            var request = RandomRequest(.head, [randomHead()])
            request.mayEndEarly = true
            request.bodiless = isHead(request.parts[0]) ? [0] : []
            return request
        case .malformed:
            var request = good(random.pick([.create, .update, .transaction]))
            request = RandomRequest(.malformed, [mutated(request.parts[0], times: 3)], marks: [])
            request.mayEndEarly = true
            // How many answers there are nobody knows; what comes is looked at.
            return request
        case .pipelined: return pipelined()
        }
    }

    /// A resource as it should be, at the address where it should be.
    mutating func good(_ kind: RandomRequest.Kind) -> RandomRequest {
        let content = content(of: kind)
        var fields = [Field("Content-Type", content.isXML ? "application/fhir+xml" : "application/fhir+json")]
        var wantsXML: Bool? = content.isXML
        if random.once(in: 3) {
            let isXML = Bool.random(using: &random)
            fields.append(Field("Accept", isXML ? "application/fhir+xml" : "application/fhir+json"))
            wantsXML = isXML
        }
        if random.once(in: 4) {
            let wishes = [
                "return=minimal", "return=representation", "return=OperationOutcome", "respond-async",
            ]
            // Of a batch that is answered later nobody knows yet which entries are taken.
            fields.append(Field("Prefer", random.pick(kind == .batch ? wishes.dropLast() : wishes)))
        }
        if kind == .conditional { fields.append(condition(content)) }
        let bytes = request(content.method, content.path, fields, content.body)
        var request = RandomRequest(kind, [bytes], marks: [content.marks])
        request.wantsXML = wantsXML
        return request
    }

    private mutating func read() -> RandomRequest {
        let path = known.isEmpty || random.once(in: 5) ? "/fhir/Patient/nobody" : random.pick(known)
        let method = random.pick(["GET", "GET", "HEAD"])
        var request = RandomRequest(.read, [request(method, path, [], nil)])
        if method == "HEAD" { request.bodiless = [0] }
        return request
    }

    /// A good request whose body something was done to.
    private mutating func bad(_ kind: RandomRequest.Kind) -> RandomRequest {
        let content = content(of: random.pick([.create, .update, .transaction, .batch, .message]))
        let body = worse(content.body, kind)
        let type = content.isXML ? "application/fhir+xml" : "application/fhir+json"
        let marks = Mark.all(in: body).sorted()
        let bytes = request(content.method, content.path, [Field("Content-Type", type)], body)
        var request = RandomRequest(kind, [bytes], marks: [marks])
        request.wantsXML = content.isXML
        return request
    }

    private mutating func compressed(_ kind: RandomRequest.Kind) -> RandomRequest {
        let content = content(of: .create)
        let type = Field("Content-Type", content.isXML ? "application/fhir+xml" : "application/fhir+json")
        var body = kind == .bomb ? Self.bomb : Gzip.compress(content.body)
        let isBroken = kind == .compressed && random.once(in: 3)
        if isBroken { body = mutated(body, times: 1) }
        let fields = [type, Field("Content-Encoding", "gzip")]
        let bytes = request(content.method, content.path, fields, body)
        // What is broken and taken nevertheless is not what was sent.
        return RandomRequest(kind, [bytes], marks: [kind == .bomb || isBroken ? [] : content.marks])
    }

    /// A good request that stops in its middle, or trickles in.
    private mutating func broken(_ kind: RandomRequest.Kind) -> RandomRequest {
        let whole = good(random.pick([.create, .transaction]))
        let bytes = whole.parts[0]
        if kind == .cut {
            let cut = Array(bytes.prefix(Int.random(in: 1..<bytes.count, using: &random)))
            var request = RandomRequest(.cut, [cut], marks: [[]])
            request.endsInput = true
            request.mayEndEarly = true
            return request
        }
        let places = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
        let ends = places + [bytes.count]
        let parts = zip([0] + places, ends).map { Array(bytes[$0..<$1]) }
        var request = RandomRequest(.slow, parts, marks: whole.marks)
        request.pause = Self.pause
        request.wantsXML = whole.wantsXML
        return request
    }

    /// Several in a row, without waiting for answers.
    private mutating func pipelined() -> RandomRequest {
        let row = (0..<Int.random(in: 2...6, using: &random)).map { _ in
            make(random.pick([.create, .update, .read, .mutated, .transaction]))
        }
        var request = RandomRequest(.pipelined, [row.flatMap { $0.parts[0] }], marks: row.map { $0.marks[0] })
        for (place, one) in row.enumerated() where !one.bodiless.isEmpty { request.bodiless.insert(place) }
        return request
    }
}
