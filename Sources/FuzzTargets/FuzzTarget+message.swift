// Messages: refused, or written back byte for byte, and every part of them can be read, shown, checked, answered.

import HL7v2

extension FuzzTarget {
    static func message(_ bytes: [UInt8]) throws(BrokenPromise) {
        // Refusing is one of the two right answers.
        guard let message = try? Message(bytes) else { return }
        try promise(message.encoded == bytes, "a message is not written back as it came")
        // The parser alone runs tens of thousands of times a second; one input in eight pays for more.
        let share = bytes.reduce(0, &+) & 63
        switch share {
        case 0...3: try readParts(of: message)
        case 4: try show(message)
        case 5: try locate(in: message)
        case 6: try answer(message)
        case 7: try check(message)
        default: readHeader(of: message)
        }
    }

    private static func readHeader(of message: Message) {
        let header = message.header
        _ = header.controlID.utf8.count + header.messageCode.utf8.count
        for segment in 0..<message.segmentCount { _ = message.fieldCount(ofSegment: segment) }
    }

    private static func readParts(of message: Message) throws(BrokenPromise) {
        for segment in 0..<message.segmentCount {
            for number in 1...max(1, message.fieldCount(ofSegment: segment)) {
                guard let field = message.field(number, ofSegment: segment) else { continue }
                let all = message.repetitions(of: field)
                if let only = message.onlyRepetition(of: field) {
                    try promise(all == [only], "one repetition, and not the only one")
                } else {
                    try promise(message.repetitionCount(field) > 1, "no repetition")
                }
                for repetition in all { try readParts(of: repetition, message) }
                try readPlainly(field, message)
                try readAtOnce(field, message)
            }
        }
    }

    private static func readParts(of repetition: Element, _ message: Message) throws(BrokenPromise) {
        for component in message.components(of: repetition) {
            try readPlainly(component, message)
            for part in message.subcomponents(of: component) { _ = message.text(part).utf8.count }
        }
    }

    /// What needs no decoding is its own text.
    private static func readPlainly(_ element: Element, _ message: Message) throws(BrokenPromise) {
        let text = message.text(element)
        if let range = message.plainValue(of: element) {
            let plain = String(decoding: message.bytes[range], as: UTF8.self)
            // By another way than `text`, which starts with the same look.
            let first = message.subcomponent(1, of: element).map(message.wholeText) ?? ""
            try promise(plain == first && text == first, "a plain value is not its text")
        }
        let formatted = message.formattedText(element)
        if let range = message.plainRange(of: element) {
            let plain = String(decoding: message.bytes[range], as: UTF8.self)
            try promise(plain == formatted, "plain content is not its text")
        }
    }

    /// What is found in one pass is what is found step by step.
    private static func readAtOnce(_ field: Element, _ message: Message) throws(BrokenPromise) {
        for position in 1...3 {
            let component = message.repetition(1, of: field).flatMap { message.component(position, of: $0) }
            let same = message.component(position, subcomponent: 0, ofField: field)
            try promise(same == component, "one pass finds another component")
            let part = component.flatMap { message.subcomponent(2, of: $0) }
            let samePart = message.component(position, subcomponent: 2, ofField: field)
            try promise(samePart == part, "one pass finds another subcomponent")
        }
    }

    private static func show(_ message: Message) throws(BrokenPromise) {
        let outline = MessageOutline(describing: message)
        try promise(!outline.text.isEmpty && !outline.json.isEmpty, "nothing to show")
    }

    private static let locations: [Location] = [
        "PID-3[.5=MR].1", "OBR[*]/OBX[*]-5[*]", "MSH-9.1", "PATIENT_RESULT[*]/PID-5.1.2",
    ].compactMap { try? Location($0) }  // A location that is not one would show in the coverage only.

    private static func locate(in message: Message) throws(BrokenPromise) {
        guard
            let structure = StructureCatalog.shared.structure(for: message.header)
                ?? StructureCatalog.shared.structure(named: "ORU_R01")
        else { return }
        let tree = message.groups(as: structure)
        try promise(tree.occurrenceCount > 0, "groups without a root")
        for location in locations {
            _ = message.text(at: location)
            for element in message.elements(at: location, in: tree) {
                try promise(element.range.upperBound <= message.bytes.count, "an element past the end")
            }
        }
    }

    private static func answer(_ message: Message) throws(BrokenPromise) {
        let answer = Acknowledgment(.error, problems: [.init(code: .applicationError)])
        let bytes = answer.encoded(for: message, controlID: "1", date: DateTime(utcMilliseconds: 0))
        guard let read = try? Message(bytes) else {
            throw BrokenPromise(description: "an answer cannot be read")
        }
        try promise(read.firstSegment(named: "MSA") == 1, "an answer without MSA")
    }

    private static let checker = ConformanceChecker()

    private static func check(_ message: Message) throws(BrokenPromise) {
        let report = checker.check(message)
        try promise(report.problems.count <= ConformanceReport.limit, "more problems than the limit")
    }
}
