// Whom a message is about, for ordering: the shipped meaning of `order_by: patient`.
//
// Every patient number of every PID-3 and every MRG-1 counts, so merges, moves, links and swaps wait for the
// lanes of all they name. A number is told apart by its assigning authority (CX-4), of which the namespace
// is taken, else the universal id. Case and surrounding spaces do not make another patient.

import HL7v2

extension LaneName {
    /// The lanes of the patients a message names, each once.
    ///
    /// A message that names none is ordered against the others of its listener that name none: nothing is
    /// known about whom it must not overtake.
    static func patients(of message: HL7v2.Message, listener: String) -> Set<LaneName> {
        var names: Set<LaneName> = []
        for index in 0..<message.segmentCount {
            let field: Int
            switch message.segmentName(index) {
            case "PID": field = 3
            case "MRG": field = 1
            default: continue
            }
            guard let identifiers = message.field(field, ofSegment: index) else { continue }
            insert(identifiers, of: message, into: &names)
        }
        return names.isEmpty ? [LaneName(.unidentified, listener)] : names
    }

    /// Takes the medical record numbers of a list of identifiers; all of them where none is marked as one.
    private static func insert(
        _ identifiers: Element,
        of message: HL7v2.Message,
        into names: inout Set<LaneName>
    ) {
        var marked: [LaneName] = []
        var unmarked: [LaneName] = []
        for number in 1...max(1, message.repetitionCount(identifiers)) {
            guard let identifier = message.repetition(number, of: identifiers),
                let value = message.component(1, of: identifier)
            else { continue }
            let text = normalised(message.text(value))
            guard !text.isEmpty else { continue }
            let name = LaneName(.patient, authority(of: identifier, in: message), text)
            let type = message.component(5, of: identifier).map { normalised(message.text($0)) } ?? ""
            if type == "MR" { marked.append(name) } else { unmarked.append(name) }
        }
        names.formUnion(marked.isEmpty ? unmarked : marked)
    }

    private static func authority(of identifier: Element, in message: HL7v2.Message) -> String {
        guard let authority = message.component(4, of: identifier) else { return "" }
        for part in 1...2 {
            guard let value = message.subcomponent(part, of: authority) else { continue }
            let text = normalised(message.text(value))
            if !text.isEmpty { return text }
        }
        return ""
    }

    private static func normalised(_ text: String) -> String {
        let trimmed = text.drop { $0 == " " }
        let end = trimmed.lastIndex { $0 != " " }
        return end.map { trimmed[...$0].uppercased() } ?? ""
    }
}
