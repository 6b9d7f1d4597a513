// How messages are taken apart and changed on their way from HL7 v2 to HL7 v2, ready to run.
//
// Pure: the same message, moment and delivery give the same bytes, whenever they are rendered.

import Crypto
import FHIRPath
import Foundation
public import HL7v2
import LocatedYAML

/// The split and the edits of a route or a map.
public struct MessageEdits: Sendable {
    /// What holds for messages of one structure.
    struct Plans: Sendable {
        /// The group to split by; `nil` for none.
        let split: GroupID?
        /// The edits; `nil` for none.
        let edits: EditPlan?
    }

    /// Its name in problems and in control ids: the route's or the map's.
    public let name: String
    /// What holds, by structure; used before ``general``.
    let plans: [String: Plans]
    /// Edits that name no group, for messages of any structure.
    let general: EditPlan?

    /// Whether messages are split.
    public var splits: Bool { plans.values.contains { $0.split != nil } }

    /// A message taken apart, or why it cannot be.
    public enum Parts: Sendable {
        /// The parts in the order of the message, at least one; the message itself where it is not split.
        case parts([Message])
        /// It cannot be split.
        case failed(MapProblem)
    }

    /// What editing gave.
    public struct Outcome: Sendable {
        /// The message as edited; `nil` when that failed.
        public let message: [UInt8]?
        /// What went wrong, in the order found.
        public let problems: [MapProblem]
    }
}

// MARK: - Splitting

extension MessageEdits {
    /// A message has so many parts at most; a laboratory's largest has some hundreds of orders.
    public static let partLimit = 1000
    /// What the parts of a message may have together, in bytes: each repeats what stands around the group.
    public static let partBytesLimit = 256 * 1024 * 1024

    /// Takes a message apart.
    ///
    /// A message without the group to split by stays whole.
    /// - Parameters:
    ///   - message: the message.
    ///   - read: reads the bytes of a part as the message's listener reads messages.
    /// - Returns: the parts, or why there are none.
    public func parts(
        of message: Message,
        reading read: ([UInt8]) throws(ParseError) -> Message
    ) -> Parts {
        guard splits else { return .parts([message]) }
        guard let structure = StructureCatalog.shared.structure(for: message.header),
            let group = plans[structure.name]?.split
        else { return .failed(problem("the route's `split` is not for messages of this structure")) }
        let tree = message.groups(as: structure)
        guard let lists = tree.parts(splitBy: group), lists.count > 1 else { return .parts([message]) }
        guard lists.count <= Self.partLimit else {
            return .failed(problem("the message has more than \(Self.partLimit) parts"))
        }
        var parts: [Message] = []
        var count = 0
        for list in lists {
            var editor = MessageEditor(message)
            let kept = Set(list)
            for segment in 0..<message.segmentCount where !kept.contains(segment) {
                editor.drop(editor.slot(ofSegment: segment))
            }
            let bytes = editor.encoded()
            count += bytes.count
            guard count <= Self.partBytesLimit else {
                return .failed(problem("the parts have more than \(Self.partBytesLimit) bytes together"))
            }
            do {
                parts.append(try read(bytes))
            } catch {
                return .failed(problem("a part of the message cannot be read"))
            }
        }
        return .parts(parts)
    }

    private func problem(_ reason: String) -> MapProblem {
        let place = plans.values.compactMap { $0.edits?.rules.first }.first ?? general?.rules.first
        return MapProblem(
            severity: .error,
            location: nil,
            rule: place ?? SourceLocation(file: name, line: 1, column: 1),
            reason: reason
        )
    }
}

// MARK: - Editing

extension MessageEdits {
    /// Whether anything is edited.
    public var edits: Bool { general != nil || plans.values.contains { $0.edits != nil } }

    /// Edits a message, or one part of it.
    ///
    /// - Parameters:
    ///   - message: the message or part, as received.
    ///   - whole: the bytes of the whole message; control ids are made of them.
    ///   - delivery: what tells this delivery from others of the same message, such as route and part.
    ///   - context: when the message was accepted, and its listener's zone.
    /// - Returns: the message as edited, and what went wrong.
    public func run(
        _ message: Message,
        of whole: [UInt8],
        for delivery: String,
        in context: MapContext
    ) -> Outcome {
        guard edits else { return Outcome(message: message.encoded, problems: []) }
        let structure = StructureCatalog.shared.structure(for: message.header)
        guard let plan = structure.flatMap({ plans[$0.name]?.edits }) ?? general else {
            return Outcome(
                message: nil,
                problems: [problem("the route's edits are not for messages of this structure")]
            )
        }
        let circumstances = Circumstances(
            controlID: ControlID.text(of: whole, map: "\(name) \(delivery)"),
            now: context.now
        )
        var run = EditRun(plan, over: message, circumstances: circumstances, zone: context.zone)
        do {
            try run.run()
        } catch {
            let problem = problem("the message asks for more work than edits may do")
            return Outcome(message: nil, problems: run.allProblems() + [problem])
        }
        let problems = run.allProblems()
        let isFailed = problems.contains { $0.severity == .error }
        return Outcome(message: isFailed ? nil : run.editor.encoded(), problems: problems)
    }
}
