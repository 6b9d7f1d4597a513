// Which rules of a list may be remembered together: a sheaf.
//
// Of a result's rules a dozen read the code, the unit, the range and the flags, which come again together. One key and
// one copy for all of them take a third of what one for each takes, and rules that are too small to be remembered alone
// come along. Which of a sheaf's rules belong together depends on the sender and is found out as messages come, see
// `SheafState`.

import FHIR
import FHIRPath

/// Rules of one list whose outcome depends on known fields only, and which can be run before its other rules.
struct Sheaf: Sendable {
    /// A rule of the sheaf, and what it reads.
    struct Straw: Sendable {
        /// Its bit: its place in the list.
        let bit: UInt64
        let fields: UInt64
        let header: UInt64
    }

    let straws: [Straw]
    /// All fields of the segment at hand that its rules read.
    let fields: UInt64
    /// Those of the message's header.
    let header: UInt64
    /// The elements that its rules write to, below the element that the list fills, and the rules of each.
    let elements: [TreeBuilder.MemberMarks]

    /// The rules that read nothing but the given fields, by their bits.
    func rules(reading fields: UInt64, _ header: UInt64) -> UInt64 {
        straws.reduce(0) { bits, straw in
            straw.fields & ~fields == 0 && straw.header & ~header == 0 ? bits | straw.bit : bits
        }
    }

    /// The fields that some of its rules read.
    func fields(readBy rules: UInt64) -> UInt64 {
        straws.reduce(0) { $1.bit & rules != 0 ? $0 | $1.fields : $0 }
    }

    /// Lists are looked at so far; no segment map of the library is longer.
    static let listLimit = 64
    /// Fewer rules are not worth a key of their own.
    static let leastRules = 3
}

extension Plan {
    /// Finds the sheaves of all lists that maps and emissions are filled by; `inputs` tells what a rule reads.
    mutating func bindSheaves(_ inputs: [Inputs?]) {
        sheaves = []
        sheafOfRule = Array(repeating: -1, count: rules.count)
        for list in ruleSets where !list.isEmpty {
            guard let sheaf = sheaf(of: list, inputs) else { continue }
            sheafOfRule[Int(list.lowerBound)] = Int32(sheaves.count)
            sheaves.append(sheaf)
        }
    }

    private var ruleSets: [Run] {
        functions.compactMap { if case .rules(let rules) = $0.kind { rules.rules } else { nil } }
            + blocks.compactMap {
                if case .resource(_, let rules, _, _, _) = $0.body { rules.rules } else { nil }
            }
    }

    /// Rules that emit resources stay out, as those come in the order of the rules; so do rules of an element that
    /// another rule writes to which is not in the sheaf.
    private func sheaf(of list: Run, _ inputs: [Inputs?]) -> Sheaf? {
        var bound = list.prefix(Sheaf.listLimit).filter { number in
            guard let inputs = inputs[Int(number)] else { return false }
            return !inputs.emits && !inputs.readsValue && !inputs.readsArguments
        }
        var count = -1
        while bound.count != count {
            count = bound.count
            let others = Set(list.filter { !bound.contains($0) }.flatMap(topMembers))
            bound.removeAll { topMembers(of: $0).contains(where: others.contains) }
        }
        let straws = bound.compactMap { number in
            inputs[Int(number)].map {
                Sheaf.Straw(bit: 1 << UInt64(number - list.lowerBound), fields: $0.fields, header: $0.header)
            }
        }
        guard straws.count >= Sheaf.leastRules else { return nil }
        return Sheaf(
            straws: straws,
            fields: straws.reduce(0) { $0 | $1.fields },
            header: straws.reduce(0) { $0 | $1.header },
            elements: elements(of: bound, in: list)
        )
    }

    private func elements(of bound: [Int32], in list: Run) -> [TreeBuilder.MemberMarks] {
        var marks: [Member: UInt64] = [:]
        for number in bound {
            for member in topMembers(of: number) {
                marks[member, default: 0] |= 1 << UInt64(number - list.lowerBound)
            }
        }
        return marks.map { TreeBuilder.MemberMarks(member: $0.key, marks: $0.value) }
            .sorted { $0.member < $1.member }
    }

    /// What a rule adds to the element that its list fills.
    private func topMembers(of number: Int32) -> [Member] {
        let rule = rules[Int(number)]
        if let first = rule.path.first { return [members[Int(first)]] }
        return rule.candidates.map { members[Int($0)] }
    }
}
