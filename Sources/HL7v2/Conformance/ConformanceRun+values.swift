// Values: their components, formats, codes, and what a profile asks of them.

/// What holds for a repetition, component or subcomponent.
struct ConformancePart {
    let title: String
    let datatype: ConformanceDatatype
    let table: String?
    /// What a profile says of it.
    let rule: Boxed<ConformanceProfile.Rule>?
    /// What the profile says of the parts of its segment's fields.
    let parts: [ConformanceProfile.Place: Boxed<ConformanceProfile.Rule>]
}

extension ConformanceRun {
    /// Checks a repetition, component or subcomponent; the explicit null is always right.
    mutating func check(_ element: Element, as part: ConformancePart) {
        guard part.rule?.value.isChecked ?? true, !message.isNull(element), !report.isCut else { return }
        if isTruncated(element) {
            report.add(
                .valueTooLong,
                .warning,
                at: location(of: element),
                "\(part.title) was cut by its sender"
            )
            return
        }
        if let rule = part.rule { check(element, rule.value, title: part.title) }
        if part.datatype.kind == .timestamp {
            checkTimestamp(element, as: part)
        } else if part.datatype.components.isEmpty {
            checkSimple(element, as: part)
        } else {
            checkComponents(of: element, as: part)
        }
    }

    /// Whether a value ends in the truncation character (HL7 v2.9 §2.5.5.2).
    private func isTruncated(_ element: Element) -> Bool {
        guard let mark = message.delimiters.truncation, rules.version >= .v2_7, element.field > 2 else {
            return false
        }
        return message.rawBytes(element).last == mark
    }

    private mutating func checkComponents(of element: Element, as part: ConformancePart) {
        guard element.level != .subcomponent else { return }
        let isField = element.level == .repetition
        let values = isField ? message.components(of: element) : message.subcomponents(of: element)
        var next = 0
        for definition in part.datatype.components {
            if report.isCut { return }
            let value =
                next < values.count && number(of: values[next]) == definition.number ? values[next] : nil
            if value != nil { next += 1 }
            let rule = part.parts.isEmpty ? nil : part.parts[place(definition.number, of: element)]
            if let value {
                let inner = ConformancePart(
                    title: rule?.value.title ?? definition.title,
                    datatype: definition.datatype,
                    table: definition.table,
                    rule: rule,
                    parts: part.parts
                )
                check(value, as: inner)
            } else if rule?.value.isRequired ?? definition.isRequired {
                let place = place(definition.number, of: element)
                let missing = location(
                    ofSegment: element.segment,
                    field: element.field,
                    repetition: element.repetition,
                    component: place.component,
                    subcomponent: place.subcomponent
                )
                let title = rule?.value.title ?? definition.title
                report.add(.requiredFieldMissing, .error, at: missing, "\(title) is required")
            }
        }
        if next < values.count, part.parts[place(number(of: values[next]), of: element)] == nil {
            let text = "\(part.datatype.name) has no such component in version \(rules.version)"
            report.add(.datatype, .warning, at: location(of: values[next]), text)
        }
        switch part.datatype.kind {
        case .structuredNumber: checkStructuredNumber(values)
        case .coded: checkCoded(values, as: part)
        default: break
        }
    }

    func number(of element: Element) -> Int {
        element.level == .subcomponent ? element.subcomponent : element.component
    }

    private func place(_ number: Int, of element: Element) -> ConformanceProfile.Place {
        element.level == .repetition
            ? ConformanceProfile.Place(field: element.field, component: number)
            : ConformanceProfile.Place(
                field: element.field,
                component: element.component,
                subcomponent: number
            )
    }

    private mutating func checkSimple(_ element: Element, as part: ConformancePart) {
        if part.datatype.kind == .code, part.rule?.value.codes == nil, let table = part.table {
            check(code: element, of: table, .error, title: part.title)
        } else if let format = part.datatype.format,
            !format.acceptsAtOnce(message.rawBytes(element)), !format.accepts(message.wholeText(element))
        {
            report.add(
                .datatype,
                .error,
                at: location(of: element),
                "\(part.title) is not \(format.expectation)"
            )
        }
    }

    /// TS: a date and time, and a precision that nobody uses any more.
    private mutating func checkTimestamp(_ element: Element, as part: ConformancePart) {
        if let plain = message.plainValue(of: element),
            ValueFormat.dateTime.acceptsAtOnce(message.bytes[plain])
        {
            return
        }
        let text = message.text(element)
        if !text.isEmpty, !ValueFormat.dateTime.accepts(text) {
            let expectation = ValueFormat.dateTime.expectation
            report.add(.datatype, .error, at: location(of: element), "\(part.title) is not \(expectation)")
        }
    }

    /// SN: comparator, number, separator or suffix, number (HL7 v2.9 §2.A.74).
    private mutating func checkStructuredNumber(_ components: [Element]) {
        func component(_ number: Int) -> Element? { components.first { $0.component == number } }
        if let comparator = component(1),
            ![">", "<", ">=", "<=", "=", "<>"].contains(message.text(comparator))
        {
            report.add(
                .datatype,
                .error,
                at: location(of: comparator),
                "Comparator is not one of > < >= <= = <>"
            )
        }
        if let separator = component(3), !["-", "+", "/", ".", ":"].contains(message.text(separator)) {
            report.add(.datatype, .error, at: location(of: separator), "Separator is not one of - + / . :")
        }
        if let second = component(4), component(3) == nil {
            report.add(.datatype, .error, at: location(of: second), "a second number needs a separator")
        }
    }

    /// What a profile says of the value; of a composite one, of its first part, as everywhere.
    private mutating func check(_ element: Element, _ rule: ConformanceProfile.Rule, title: String) {
        let place = location(of: element)
        if let limit = rule.maximumLength, element.count > limit,
            message.wholeText(element).unicodeScalars.count > limit
        {
            report.add(
                .valueTooLong,
                .error,
                at: place,
                "\(title) is longer than the profile's \(limit) characters"
            )
        }
        guard rule.codes != nil || rule.matches != nil else { return }
        let text = message.text(element)
        if let codes = rule.codes, !codes.contains(text) {
            report.add(.tableValueNotFound, .error, at: place, "\(title) is not one of the profile's codes")
        }
        if let matches = rule.matches, !matches(text) {
            report.add(.datatype, .error, at: place, "\(title) does not have the profile's form")
        }
    }
}
