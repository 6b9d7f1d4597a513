// What differs between two outputs, and which differences nobody wants to see.

/// One place at which an output is not as expected.
public struct Difference: Hashable, Sendable {
    /// Where it is: `OBX[3]-5.1`, or `Patient.birthDate (Bundle.entry[0])`.
    public let place: String
    /// The same without numbers, to group by: `OBX-5.1`, `Patient.birthDate`.
    public let kind: String
    /// What should be there; `nil` for nothing.
    public let expected: String?
    /// What is there; `nil` for nothing.
    public let found: String?
}

/// What a comparison passes over.
public struct ComparisonOptions: Sendable {
    /// Places without numbers: `MSH-7`, `OBX-5.1`, `ZLR`, `Patient.meta`, or an element's name (`meta`).
    public var ignored: [String]
    /// Whether ids, and what refers by them, are passed over: two engines give different ones.
    public var ignoresIdentity: Bool

    /// Says what is passed over.
    public init(ignored: [String] = [], ignoresIdentity: Bool = false) {
        self.ignored = ignored
        self.ignoresIdentity = ignoresIdentity
    }

    /// Whether a place (without numbers), or one around it, is passed over.
    func ignores(_ kind: String) -> Bool {
        ignored.contains { place in
            if kind == place { return true }
            guard place.contains(".") || place.contains("-") else {
                return kind.split { $0 == "." || $0 == "-" }.contains { $0 == place[...] }
            }
            return kind.hasPrefix(place) && [".", "-"].contains(kind.dropFirst(place.count).first)
        }
    }
}
