// What the standard says about one table of codes.
//
// Displays are not here. Tables that the standard leaves to each user have codes as well, as suggestions.

/// A table of the standard, such as 0085.
public struct TableDefinition: Sendable {
    /// Its number, such as `0085`.
    public let name: String
    private let definedByHL7: VersionSet
    private let rows: [(versions: VersionSet, codes: [String])]

    init(name: String, block: Range<Int>) {
        self.name = name
        definedByHL7 = VersionSet(letters: DefinitionsTable.heading(block).dropFirst(2).first ?? "")
        rows = DefinitionsTable.rows(block).compactMap { columns in
            guard columns.count > 2 else { return nil }
            return (VersionSet(letters: columns[1]), columns[2...].map(String.init))
        }
    }

    /// Whether HL7 defines the codes in a version, and not each user.
    public func isDefinedByHL7(in version: Version) -> Bool { definedByHL7.contains(VersionSet(version)) }

    /// Whether any version has a code.
    public func hasEver(_ code: String) -> Bool { rows.contains { $0.codes.contains(code) } }

    /// The codes of all versions; `nil` where any refers elsewhere for them.
    public func codes() -> CodeList? {
        let codes = rows.flatMap(\.codes)
        return codes.isEmpty || codes.contains("*") ? nil : CodeList(codes)
    }

    /// The codes of a version; `nil` where it lists none, or refers elsewhere for them.
    public func codes(in version: Version) -> CodeList? {
        let codes = rows.filter { $0.versions.contains(VersionSet(version)) }.flatMap(\.codes)
        return codes.isEmpty || codes.contains("*") ? nil : CodeList(codes)
    }
}

/// Codes that a value may be one of.
public struct CodeList: Sendable, Hashable {
    private let codes: Set<String>
    private let beginnings: [String]

    /// Lists codes; `99*` stands for all that begin with `99`.
    public init(_ codes: some Sequence<String>) {
        var exact: Set<String> = []
        var beginnings: [String] = []
        for code in codes {
            if code.hasSuffix("*") { beginnings.append(String(code.dropLast())) } else { exact.insert(code) }
        }
        self.codes = exact
        self.beginnings = beginnings
    }

    /// The list of one code, in which `*` means itself.
    public init(exactly code: String) {
        codes = [code]
        beginnings = []
    }

    /// Whether a code is in the list.
    public func contains(_ code: String) -> Bool {
        codes.contains(code) || beginnings.contains { code.hasPrefix($0) }
    }
}
