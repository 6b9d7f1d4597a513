// Explains what a listener of a site makes of one message.

import FHIR
public import HL7v2
import LocatedYAML
import Mapping

extension Site {
    /// Says what becomes of a message at a listener, and why.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - listener: a listener that takes HL7 v2.
    ///   - acceptedAt: when it comes in, in milliseconds since 1970 UTC.
    /// - Returns: every route's verdict; `nil` for a listener that takes FHIR.
    public func explain(_ message: HL7v2.Message, at listener: Listener, acceptedAt: Int64) -> Explanation? {
        guard let intake = Intake(site: self, listener: listener) else { return nil }
        let judgment = intake.judge(message, message.header, acceptedAt: acceptedAt)
        return explanation(
            of: .message(message),
            at: listener,
            judgment.status,
            judgment.deliveries,
            holds: { $0.holds(for: message) },
            chooses: { $0.chosen(for: message) != nil },
            lanes: { intake.lanes(for: $0, of: message) }
        )
    }

    /// Says what becomes of a resource at a listener, and why.
    ///
    /// - Parameters:
    ///   - submission: the resource.
    ///   - listener: a listener that takes FHIR.
    ///   - acceptedAt: when it comes in, in milliseconds since 1970 UTC.
    /// - Returns: every route's verdict; `nil` for a listener that takes HL7 v2.
    public func explain(_ submission: FHIRSubmission, at listener: Listener, acceptedAt: Int64)
        -> Explanation?
    {
        guard let intake = FHIRIntake(site: self, listener: listener) else { return nil }
        let judgment = intake.judge(submission, acceptedAt: acceptedAt)
        return explanation(
            of: .resource(submission.tree),
            at: listener,
            judgment.status,
            judgment.deliveries,
            holds: { $0.holds(for: submission.tree) },
            chooses: { $0.chosen(for: submission.tree) != nil },
            lanes: { intake.lanes(of: submission, for: $0) }
        )
    }

    private func explanation(
        of subject: ConditionReader.Subject,
        at listener: Listener,
        _ status: Judgment.Status,
        _ deliveries: [Judgment.Delivery],
        holds: (RouteCondition) -> Bool,
        chooses: (RouteReceiver) -> Bool,
        lanes: (Destination) -> Set<LaneName>
    ) -> Explanation {
        if case .refused(let reason) = status {
            return Explanation(listener: listener.name, refusal: reason, routes: [])
        }
        let reader = ConditionReader(subject: subject, tables: maps.tables, variables: maps.variables)
        let sent = Dictionary(grouping: deliveries, by: \.route).mapValues { deliveries in
            deliveries.map { delivery in
                let destination = destinations[delivery.destination]
                return DeliveryExplanation(
                    destination: destination.name,
                    payload: delivery.payload,
                    lanes: lanes(destination).map(\.words).sorted()
                )
            }
        }
        var explained: [RouteExplanation] = []
        for group in groups where group.listeners.contains(listener.name) {
            let verdicts = self.verdicts(of: group, sent, holds: holds, chooses: chooses)
            for (index, verdict) in verdicts {
                let wasAsked = verdict == .conditionFails || verdict.isTaking
                explained.append(
                    RouteExplanation(
                        name: routes[index].name,
                        location: routes[index].location,
                        verdict: verdict,
                        groupCondition: group.condition.map { reader.explain($0) },
                        condition: wasAsked ? routes[index].condition.map { reader.explain($0) } : nil,
                        deliveries: sent[index] ?? []
                    )
                )
            }
        }
        return Explanation(listener: listener.name, refusal: nil, routes: explained)
    }

    /// How each route of a group decides, in order; what `Router` does, told step by step.
    ///
    /// Of a group that splits, a route takes the message where it takes a part of it.
    private func verdicts(
        of group: RouteGroup,
        _ sent: [Int: [DeliveryExplanation]],
        holds: (RouteCondition) -> Bool,
        chooses: (RouteReceiver) -> Bool
    ) -> [(route: Int, verdict: RouteExplanation.Verdict)] {
        let all = group.members + (group.otherwise.map { [$0] } ?? [])
        guard group.condition.map(holds) ?? true else { return all.map { ($0, .groupConditionFails) } }
        if group.split != nil { return all.map { ($0, sent[$0] == nil ? .conditionFails : .delivers) } }
        var verdicts: [(route: Int, verdict: RouteExplanation.Verdict)] = []
        var taker: String?
        for index in all {
            let route = routes[index]
            if index == group.otherwise, taker != nil {
                verdicts.append((index, .notNeeded))
            } else if group.match == .first, let taker {
                verdicts.append((index, .passedOver(by: taker)))
            } else if !(route.condition.map(holds) ?? true) || !(route.receiver.map(chooses) ?? true) {
                verdicts.append((index, .conditionFails))
            } else {
                taker = taker ?? route.name
                switch route.action {
                case .deliver: verdicts.append((index, .delivers))
                case .drop(let reason): verdicts.append((index, .drops(reason)))
                }
            }
        }
        return verdicts
    }
}

extension RouteExplanation.Verdict {
    /// Whether the route takes the message.
    public var isTaking: Bool {
        switch self {
        case .delivers, .drops: true
        default: false
        }
    }
}
