// Fields: whether they are there, how often, how long, and whether a version knows them.

extension ConformanceRun {
    /// Checks the fields of every segment that version or profile knows.
    mutating func checkFields() {
        for position in 0..<message.segmentCount {
            let name = message.segmentName(position)
            guard rules.profiled[name]?.isChecked ?? true, let segment = rules.segment(name) else { continue }
            checkFields(of: position, segment)
            if name == "OBX" { checkValueType(of: position) }
            if report.isCut { return }
        }
    }

    private mutating func checkFields(of position: Int, _ segment: ConformanceRules.Segment) {
        let count = message.fieldCount(ofSegment: position)
        for number in 1..<max(count + 1, segment.fields.count, 1) {
            if report.isCut { return }
            let element = message.field(number, ofSegment: position)
            guard segment.fields.indices.contains(number), let field = segment.fields[number] else {
                if element != nil {
                    let text = "version \(rules.version) has no field \(number) in this segment"
                    let place = location(ofSegment: position, field: number)
                    report.add(.datatype, .warning, at: place, text)
                }
                continue
            }
            guard element != nil || field.value.isRequired, field.value.rule?.value.isChecked ?? true else {
                continue
            }
            if let element {
                check(element, field.value, segment)
            } else {
                let place = location(ofSegment: position, field: number)
                report.add(.requiredFieldMissing, .error, at: place, "\(field.value.title) is required")
            }
        }
    }

    private mutating func check(
        _ element: Element,
        _ field: ConformanceRules.Field,
        _ segment: ConformanceRules.Segment
    ) {
        let place = location(ofSegment: element.segment, field: field.number)
        if field.maximumRepetitions == 0 {
            report.add(.datatype, .error, at: place, "\(field.title) must not be there")
            return
        }
        if field.isWithdrawn {
            let text = "\(field.title) was withdrawn in version \(rules.version)"
            report.add(.datatype, .warning, at: place, text)
        }
        let repetitions = message.repetitions(of: element)
        if repetitions.count < field.minimumRepetitions {
            let text = "\(field.title) is required \(field.minimumRepetitions) times"
            report.add(.requiredFieldMissing, .error, at: place, text)
        }
        if let excess = repetitions.first(where: { $0.repetition > field.maximumRepetitions }) {
            let place = location(
                ofSegment: element.segment,
                field: field.number,
                repetition: excess.repetition
            )
            let most = field.maximumRepetitions
            let text = "\(field.title) may \(most == 1 ? "not repeat" : "be there \(most) times")"
            report.add(.datatype, .error, at: place, text)
        }
        let datatype = field.datatype ?? valueType(ofSegment: element.segment)
        for repetition in repetitions {
            checkLength(of: repetition, field)
            let part = ConformancePart(
                title: field.title,
                datatype: datatype,
                table: field.table,
                rule: field.rule,
                parts: segment.parts
            )
            check(repetition, as: part)
            if report.isCut { return }
        }
    }

    private mutating func checkLength(of repetition: Element, _ field: ConformanceRules.Field) {
        // Every character has a byte at least, so most values need not be decoded.
        guard let limit = field.standardLength, repetition.count > limit, !message.isNull(repetition),
            message.rawText(repetition).unicodeScalars.count > limit
        else { return }
        let text = "\(field.title) is longer than the \(limit) characters of version \(rules.version)"
        report.add(.valueTooLong, .warning, at: location(of: repetition), text)
    }

    /// OBX-2 must be there where OBX-5 is, for it says how to read it (HL7 v2.9 §7.4.2.2).
    private mutating func checkValueType(of position: Int) {
        guard rules.version > .v2_1, message.field(5, ofSegment: position) != nil,
            message.field(2, ofSegment: position) == nil
        else { return }
        let rule = rules.profiled["OBX"]?.rules[ConformanceProfile.Place(field: 2)]
        guard rule?.isRequired ?? (rule?.isChecked ?? true),
            rules.segment("OBX")?.fields[2]?.value.isRequired != true
        else {
            return
        }
        report.add(
            .requiredFieldMissing,
            .error,
            at: location(ofSegment: position, field: 2),
            "Value Type is required where there is an observation value"
        )
    }

    /// The datatype that OBX-2 gives OBX-5.
    private func valueType(ofSegment position: Int) -> ConformanceDatatype {
        guard message.segmentName(position) == "OBX", let type = message.field(2, ofSegment: position) else {
            return .unknown
        }
        return rules.datatype(message.text(type))
    }

    func location(of element: Element) -> ErrorLocation {
        location(
            ofSegment: element.segment,
            field: element.field,
            repetition: element.repetition,
            component: element.component,
            subcomponent: element.subcomponent
        )
    }
}
