// Which parts of a message nobody read.
//
// Goes by bytes: an element was read when the bytes of its first value were taken. What is left over is named by the
// largest part that is wholly unread.

import FHIRPath
import HL7v2

/// A survey of one message.
struct UnreadSurvey {
    private let message: Message
    /// For each byte whether it was read.
    private var isRead: [Bool]
    /// How far what begins at each byte was gone over: a long value may be read again and again.
    private var ends: [Int]
    private var unread: [Element] = []
    /// Whether the first field of the segments of a name is a set id, as far as that was asked.
    private var setIDs: [SegmentName: Bool] = [:]

    /// Takes in what was read.
    init(_ message: Message, readings: [Reading]) {
        self.message = message
        isRead = Array(repeating: false, count: message.bytes.count)
        ends = Array(repeating: 0, count: message.bytes.count + 1)
        for reading in readings {
            switch reading {
            case .element(let element): mark(message.firstValue(of: element) ?? element)
            case .whole(let element): mark(element)
            case .row: break
            }
        }
    }

    private mutating func mark(_ element: Element) {
        let range = element.range
        guard ends[range.lowerBound] < range.upperBound else { return }
        ends[range.lowerBound] = range.upperBound
        for index in range { isRead[index] = true }
    }

    /// The parts that nobody read, in order.
    consuming func parts() -> [Element] {
        for segment in 0..<message.segmentCount { survey(segment: segment) }
        return unread
    }

    private mutating func survey(segment: Int) {
        let known = unread.count
        var isTouched = false
        var fields = 0
        for number in 1...max(1, message.fieldCount(ofSegment: segment)) {
            guard let field = message.field(number, ofSegment: segment), !isKept(number, ofSegment: segment)
            else {
                continue
            }
            fields += 1
            if isWhollyRead(field) {
                isTouched = true
                continue
            }
            if survey(message.repetitions(of: field), within: field) { isTouched = true }
        }
        guard !isTouched, fields > 0, message.segmentName(segment) != .messageHeader else { return }
        unread.removeSubrange(known...)
        unread.append(message.segment(segment))
    }

    /// Whether nothing of an element is left over, so that its parts need not be looked at; most are such.
    private func isWhollyRead(_ element: Element) -> Bool {
        let bytes = message.bytes
        let delimiters = message.delimiters
        var hasRead = false
        for index in element.range {
            if isRead[index] {
                hasRead = true
                continue
            }
            let byte = bytes[index]
            guard
                byte == delimiters.component || byte == delimiters.subcomponent
                    || byte == delimiters.repetition
            else { return false }
        }
        return hasRead
    }

    /// Surveys the parts of an element; whether any of it was read.
    private mutating func survey(_ parts: [Element], within whole: Element) -> Bool {
        let known = unread.count
        var isTouched = false
        for part in parts {
            let inner = inside(part)
            let wasRead = inner.isEmpty ? isRead[part.range.lowerBound] : survey(inner, within: part)
            if inner.isEmpty, !wasRead { unread.append(part) }
            if wasRead { isTouched = true }
        }
        guard !isTouched, !parts.isEmpty else { return isTouched }
        unread.removeSubrange(known...)
        unread.append(whole)
        return false
    }

    private func inside(_ element: Element) -> [Element] {
        switch element.level {
        case .repetition: message.components(of: element)
        case .component: message.subcomponents(of: element)
        default: []
        }
    }

    /// Delimiters, what the engine itself goes by, and set ids: their place in the message says the same.
    private mutating func isKept(_ number: Int, ofSegment segment: Int) -> Bool {
        let name = message.segmentName(segment)
        if name == .messageHeader { return Self.engineFields.contains(number) }
        guard number == 1 else { return false }
        if let known = setIDs[name] { return known }
        let isSetID = Definitions.shared.segment(name)?.field(1)?.datatype == "SI"
        setIDs[name] = isSetID
        return isSetID
    }

    /// Delimiters, date, type, control id, processing, version, acknowledgments, character set, numbers and pointers.
    private static let engineFields: Set<Int> = [1, 2, 7, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 21]
}
