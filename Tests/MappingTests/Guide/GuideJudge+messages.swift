// The guide's message sheets: whether the map of a structure makes the resource of the segment that a row names.

extension GuideJudge {
    /// The verdicts on all message sheets.
    func messages() throws -> GuideReport {
        var report = GuideReport(kind: .messages)
        for sheet in try GuideSheet.all(.messages) {
            for row in sheet.rows where !row[9].isEmpty && !row[10].isEmpty {
                let segment = String(row[10].prefix { $0 != "[" }).filter { !$0.isWhitespace }
                let element = "\(row[10].filter { !$0.isWhitespace }) → \(row[9].filter { !$0.isWhitespace })"
                let structure = notes.meant(sheet.name, in: "messages")
                report.add(sheet.name, row[1], element, complaint(structure, segment, row[9]), notes)
            }
        }
        return report
    }

    /// `Provenance[1].entity.what(Device)` makes a Device; `Observation[1].note` belongs to an Observation.
    private func complaint(_ structure: String, _ segment: String, _ target: String) -> String? {
        let inner = target.split(separator: "(").last.map(String.init) ?? target
        let resource = String(inner.prefix { $0.isLetter })
        let made = FactCollector.Emission(structure: structure, segment: segment, resource: resource)
        guard emissions.contains(where: { $0.structure == structure }) else {
            return "no map for \(structure)"
        }
        // Every map of a structure makes a Bundle.
        if resource == "Bundle" || emissions.contains(made) { return nil }
        return "no \(resource) of \(segment)"
    }
}
