// The releases of FHIR whose definitions are built in, and the names people give them.
//
// Corridor's own model is R4; the others are for reading, writing, checking and asking what a site meets. Source:
// hl7.org/fhir/directory.html.

/// A release of FHIR.
public enum FHIRVersion: String, CaseIterable, Sendable {
    /// R4, 4.0.1.
    case r4
    /// R4B, 4.3.0.
    case r4b
    /// R5, 5.0.0.
    case r5

    /// The number of the release, such as `4.0.1`.
    public var number: String {
        switch self {
        case .r4: "4.0.1"
        case .r4b: "4.3.0"
        case .r5: "5.0.0"
        }
    }

    /// The name of the release, such as `R4B`.
    public var name: String { rawValue.uppercased() }

    /// The release of a name or number: `R4B`, `r5`, `4.0.1`, `4.0` or `5`; `nil` where none is meant.
    ///
    /// `4` alone is R4.
    public init?(_ text: String) {
        let folded = text.lowercased()
        let match = Self.allCases.first { version in
            version.rawValue == folded || version.number == folded || version.number.hasPrefix(folded + ".")
        }
        guard let match else { return nil }
        self = match
    }

    /// What the release defines; loaded when it is first asked for, in some milliseconds.
    public var definitions: Definitions {
        switch self {
        case .r4: .r4
        case .r4b: .r4b
        case .r5: .r5
        }
    }
}
