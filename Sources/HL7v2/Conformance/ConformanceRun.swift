// One check of one message: what was found so far, and where the check is.

struct ConformanceRun {
    let message: Message
    let rules: ConformanceRules
    var report = ConformanceReport()
    /// Which of the segments with its name each segment is, from 1.
    let sequences: [Int]

    init(message: Message, rules: ConformanceRules) {
        self.message = message
        self.rules = rules
        var counts: [SegmentName: Int] = [:]
        sequences = (0..<message.segmentCount).map { position in
            counts[message.segmentName(position), default: 0] += 1
            return counts[message.segmentName(position)] ?? 1
        }
    }

    /// What reading the message warned of.
    mutating func checkReading() {
        for warning in message.warnings {
            let code: ErrorCode
            var place: ErrorLocation?
            switch warning {
            case .segmentName: code = .segmentSequence
            case .secondHeader(let segment):
                code = .segmentSequence
                place = location(ofSegment: segment)
            case .leadingBytes, .lineFeeds, .wideCharacters: code = .segmentSequence
            case .doubledEscape:
                code = .datatype
                place = ErrorLocation(segment: .messageHeader, sequence: 1, field: 2)
            case .nulBytes, .undeclaredCharacters, .invalidCharacters, .unknownCharacterSet: code = .datatype
            }
            report.add(code, .warning, at: place, warning.description)
        }
    }

    /// MSH-9: whether it means a structure, and the one that MSH-9.3 names.
    mutating func checkType(_ header: MessageHeader, structure: Structure?) {
        guard !header.messageCode.isEmpty else { return }
        let events = DefinitionsTable.embedded.events["\(header.messageCode)^\(header.triggerEvent)"] ?? []
        guard structure != nil else {
            let isKnownCode = DefinitionsTable.embedded.events.keys.contains {
                $0.hasPrefix(header.messageCode + "^")
            }
            if isKnownCode {
                report.add(.unsupportedEvent, .error, at: typePlace(2), "the trigger event is not known")
            } else {
                report.add(.unsupportedMessageType, .error, at: typePlace(1), "the message code is not known")
            }
            return
        }
        let here = events.filter { $0.versions.contains(VersionSet(rules.version)) }
        if !events.isEmpty, here.isEmpty {
            let text = "version \(rules.version) does not have this trigger event"
            report.add(.unsupportedEvent, .warning, at: typePlace(2), text)
        }
        if let expected = here.first?.structure, !header.messageStructure.isEmpty,
            !here.contains(where: { $0.structure == header.messageStructure })
        {
            report.add(
                .tableValueNotFound,
                .warning,
                at: typePlace(3),
                "the event's structure is \(expected)"
            )
        }
    }

    func location(ofSegment position: Int) -> ErrorLocation {
        ErrorLocation(segment: message.segmentName(position), sequence: sequences[position])
    }

    /// A part of a segment, which need not be there.
    func location(
        ofSegment position: Int,
        field: Int,
        repetition: Int? = nil,
        component: Int = 0,
        subcomponent: Int = 0
    ) -> ErrorLocation {
        var place = location(ofSegment: position)
        place.field = field
        place.repetition = repetition
        place.component = component > 0 ? component : nil
        place.subcomponent = subcomponent > 0 ? subcomponent : nil
        return place
    }

    /// A component of MSH-9.
    private func typePlace(_ component: Int) -> ErrorLocation {
        location(ofSegment: 0, field: 9, repetition: 1, component: component)
    }
}
