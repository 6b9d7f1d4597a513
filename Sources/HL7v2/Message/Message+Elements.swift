// Fields, repetitions, components and subcomponents of a message.
//
// Reading follows HL7 v2.9 §2.7.2 b: a field may be read as its first component, and a component as a field
// with one component, so senders and receivers of different versions understand each other. MSH-1 is the
// field separator itself and MSH-2 the encoding characters, which are never split; FHS and BHS are alike.

extension Message {
    /// A field of the segment at a position, with all its repetitions; `nil` when absent or empty.
    public func field(_ number: Int, ofSegment segment: Int) -> Element? {
        guard number > 0, segment < segmentCount, segment >= 0 else { return nil }
        let record = index.segments[segment]
        var position = number - 1
        if record.isHeader {
            if number == 1 { return separatorField(of: record, segment: segment) }
            position -= 1
        }
        let before = Int(record.firstSeparator) + position
        guard before < Int(record.endSeparator) else { return nil }
        let start = index.separators[before] + 1
        let end = before + 1 < Int(record.endSeparator) ? index.separators[before + 1] : record.end
        guard start < end else { return nil }
        return Element(field: number, ofSegment: segment, start: start, end: end)
    }

    /// How many fields the segment at a position has, trailing empty ones included.
    public func fieldCount(ofSegment segment: Int) -> Int {
        let record = index.segments[segment]
        return Int(record.endSeparator - record.firstSeparator) + (record.isHeader ? 1 : 0)
    }

    /// How many repetitions a field has, empty ones included.
    ///
    /// Anything smaller than a field counts as one.
    public func repetitionCount(_ element: Element) -> Int {
        guard element.level == .field, !isAtomic(element), let delimiter = delimiters.repetition else {
            return 1
        }
        return index.bytes[element.range].count { $0 == delimiter } + 1
    }

    /// A field's repetition; `nil` when absent or empty.
    ///
    /// Anything smaller than a field is its own first repetition. Use ``repetitions(of:)`` to read them all.
    public func repetition(_ number: Int, of element: Element) -> Element? {
        guard element.level == .field else { return number == 1 ? element : nil }
        guard let range = piece(number, of: element, at: delimiters.repetition) else { return nil }
        return element.part(number, at: range, level: .repetition)
    }

    /// A field as its only repetition; `nil` where it has several.
    public func onlyRepetition(of element: Element) -> Element? {
        guard element.level == .field else { return element }
        if let delimiter = delimiters.repetition, !isAtomic(element),
            index.bytes.first(delimiter, in: element.range) < element.range.upperBound
        {
            return nil
        }
        return element.part(1, at: element.range, level: .repetition)
    }

    /// All repetitions of a field that are not empty, with their positions, in one pass.
    public func repetitions(of element: Element) -> [Element] {
        guard element.level == .field else { return [element] }
        return pieces(of: element, at: delimiters.repetition, level: .repetition)
    }

    /// A component; of a field, that of its first repetition.
    ///
    /// `nil` when absent or empty. A component is its own first component.
    public func component(_ number: Int, of element: Element) -> Element? {
        switch element.level {
        case .segment: return nil
        case .field:
            guard let repetition = repetition(1, of: element) else { return nil }
            return component(number, of: repetition)
        case .repetition:
            guard let range = piece(number, of: element, at: delimiters.component) else { return nil }
            return element.part(number, at: range, level: .component)
        case .component, .subcomponent: return number == 1 ? element : nil
        }
    }

    /// A component of a field's first repetition, or with a number above 0 one of its subcomponents.
    ///
    /// The same as asking for the parts one by one, in one pass over the field; most reading is this.
    public func component(_ number: Int, subcomponent: Int, ofField field: Element) -> Element? {
        guard let repetition = delimiters.repetition, number > 0, field.level == .field, !isAtomic(field),
            field.count <= Self.shortField
        else { return part(number, subcomponent, of: field) }
        let range = index.bytes.piece(
            number,
            of: field.range,
            separatedBy: delimiters.component,
            before: repetition
        )
        guard let range else { return nil }
        let component = field.part(number, at: range, level: .component)
        return subcomponent == 0 ? component : self.subcomponent(subcomponent, of: component)
    }

    /// A field's first repetition, with a component above 0 that part of it, with a subcomponent above 0 part of that.
    ///
    /// `nil` when absent or empty.
    public func part(
        component: Int,
        subcomponent: Int,
        ofField number: Int,
        inSegment segment: Int
    ) -> Element? {
        guard let field = field(number, ofSegment: segment) else { return nil }
        if component > 0 { return self.component(component, subcomponent: subcomponent, ofField: field) }
        return repetition(1, of: field)
    }

    private func part(_ number: Int, _ subcomponent: Int, of element: Element) -> Element? {
        guard let component = component(number, of: element) else { return nil }
        return subcomponent == 0 ? component : self.subcomponent(subcomponent, of: component)
    }

    /// Longer fields are searched by `memchr`.
    private static let shortField = 256

    /// A subcomponent; of anything larger, that of its first component.
    ///
    /// `nil` when absent or empty. A subcomponent is its own first subcomponent.
    public func subcomponent(_ number: Int, of element: Element) -> Element? {
        switch element.level {
        case .segment: return nil
        case .field, .repetition:
            guard let component = component(1, of: element) else { return nil }
            return subcomponent(number, of: component)
        case .component:
            guard let range = piece(number, of: element, at: delimiters.subcomponent) else { return nil }
            return element.part(number, at: range, level: .subcomponent)
        case .subcomponent: return number == 1 ? element : nil
        }
    }

    /// All components of a repetition (of a field, its first one) that are not empty, in one pass.
    public func components(of element: Element) -> [Element] {
        guard element.level < .component else { return [element] }
        guard let repetition = repetition(1, of: element) else { return [] }
        return pieces(of: repetition, at: delimiters.component, level: .component)
    }

    /// All subcomponents of a component (of anything larger, its first one) that are not empty, in one pass.
    public func subcomponents(of element: Element) -> [Element] {
        guard element.level < .subcomponent else { return [element] }
        guard let component = component(1, of: element) else { return [] }
        return pieces(of: component, at: delimiters.subcomponent, level: .subcomponent)
    }

    /// The deepest first value in an element: of a composite, its `[1].1.1`.
    public func firstValue(of element: Element) -> Element? {
        element.level == .segment ? nil : subcomponent(1, of: element)
    }

    /// Whether an element is the explicit null: exactly two quotation marks (HL7 v2.9 §2.4.3.1).
    public func isNull(_ element: Element) -> Bool {
        element.count == 2 && index.bytes[Int(element.start)] == 0x22
            && index.bytes[Int(element.start) + 1] == 0x22
    }

    /// MSH-1 and MSH-2 and their like, which are never split nor unescaped.
    func isAtomic(_ element: Element) -> Bool {
        element.field <= 2 && element.field > 0 && index.segments[element.segment].isHeader
    }

    private func separatorField(of record: SegmentRecord, segment: Int) -> Element? {
        let start = record.start + 3
        guard start < record.end else { return nil }
        return Element(field: 1, ofSegment: segment, start: start, end: start + 1)
    }

    private func piece(_ number: Int, of element: Element, at delimiter: UInt8?) -> Range<Int>? {
        guard let delimiter, !isAtomic(element) else { return number == 1 ? element.range : nil }
        if element.count <= Self.shortField {
            return index.bytes.piece(number, of: element.range, separatedBy: delimiter, before: delimiter)
        }
        return index.bytes.piece(number, of: element.range, separatedBy: delimiter)
    }

    private func pieces(of element: Element, at delimiter: UInt8?, level: Element.Level) -> [Element] {
        guard let delimiter, !isAtomic(element) else {
            return [element.part(1, at: element.range, level: level)]
        }
        var parts: [Element] = []
        var number = 1
        var start = element.range.lowerBound
        while true {
            let end = index.bytes.first(delimiter, in: start..<element.range.upperBound)
            if start < end { parts.append(element.part(number, at: start..<end, level: level)) }
            guard end < element.range.upperBound else { return parts }
            number += 1
            start = end + 1
        }
    }
}
