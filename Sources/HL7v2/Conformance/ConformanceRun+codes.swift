// Codes: those of HL7's own tables, in simple values and in coded elements (HL7 v2.9 §2.A.7, §2.A.13, §2.A.36).
//
// User-defined tables are suggestions, and other coding systems are not known here; a profile lists their codes.

extension ConformanceRun {
    /// Codes of these may be a site's own, which then begin with Z: events, types and structures.
    private static let tablesWithLocalCodes: Set<String> = ["0003", "0076", "0125", "0354"]

    /// Checks a code against a table of HL7.
    ///
    /// A code that only other versions have is often agreed on before its time, so that is a warning.
    mutating func check(
        code element: Element,
        of table: String,
        _ severity: Acknowledgment.Problem.Severity,
        title: String
    ) {
        let code = message.text(element)
        guard let codes = rules.codes(ofTable: table), !codes.contains(code) else { return }
        if Self.tablesWithLocalCodes.contains(table), code.hasPrefix("Z") { return }
        let isOthers = Definitions.shared.table(table)?.hasEver(code) ?? false
        let text = "\(title) is not a code of table \(table) in version \(rules.version)"
        report.add(.tableValueNotFound, isOthers ? .warning : severity, at: location(of: element), text)
    }

    /// CE, CNE and CWE: a code, its text and its coding system, and the same again for an alternate.
    ///
    /// CNE allows no exceptions, so its first code must be of the table that the definitions name. The others may
    /// hold a local code; one that says it is of an HL7 table should be.
    mutating func checkCoded(_ parts: [Element], as part: ConformancePart) {
        guard part.rule?.value.codes == nil else { return }
        for position in [1, 4] {
            guard let code = parts.first(where: { number(of: $0) == position }), !message.isNull(code) else {
                continue
            }
            let system = parts.first { number(of: $0) == position + 2 }
            if part.datatype.name == "CNE", position == 1, let table = part.table {
                check(code: code, of: table, .error, title: part.title)
            } else if let table = system.flatMap(hl7Table) {
                check(code: code, of: table, .warning, title: part.title)
            }
        }
    }

    /// The table that a coding system such as `HL70078` is.
    private func hl7Table(_ system: Element) -> String? {
        let name = message.rawBytes(system)
        guard name.count == 7, name.starts(with: "HL7".utf8) else { return nil }
        let digits = name.dropFirst(3)
        // What is looked up is remembered, so it must not be anything that a message says.
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }
}
