// From a client's resource to everything that must be durable before the client is told so.
//
// Pure: no I/O and no clock, so what was stored gives the same deliveries again (see `render`). An HTTP destination
// gets the bytes as received. A FHIR destination gets JSON that puts every resource under the id its client was told,
// so that a repeated delivery changes nothing; a message goes as it came.

public import FHIR
import Foundation
import Mapping

/// Judges the resources of one listener.
public struct FHIRIntake: Sendable {
    /// What becomes of a resource.
    public struct Judgment: Sendable {
        /// What becomes of it.
        public let status: Routing.Judgment.Status
        /// What goes where.
        public let deliveries: [Routing.Judgment.Delivery]
    }

    /// The listener.
    public let listener: Listener
    /// How it takes resources.
    public let reception: FHIRReception
    private let site: Site
    private let router: Router
    private let checks: ResourceChecks

    /// Prepares the intake of a listener of this site; `nil` where FHIR does not come in there.
    public init?(site: Site, listener: Listener) {
        guard let reception = listener.fhir else { return nil }
        self.site = site
        self.listener = listener
        self.reception = reception
        router = site.router(for: listener)
        checks = ResourceChecks(reception, site.resourceProfiles)
    }

    /// Looks at a resource each element of which is right: invariants, references, profiles.
    ///
    /// - Parameters:
    ///   - tree: the resource.
    ///   - now: the moment that rules may ask for, as an `instant`.
    /// - Returns: what was found; nothing where the listener does not look.
    public func findings(in tree: Tree, now: String) -> ResourceFindings {
        checks.findings(in: tree, now: now)
    }

    /// A destination of the site, by its place there.
    public func destination(at index: Int) -> Destination { site.destinations[index] }

    /// Judges what a client handed over: where to, and in which bytes.
    ///
    /// - Parameters:
    ///   - submission: what it was.
    ///   - acceptedAt: when, in milliseconds since 1970 UTC.
    /// - Returns: the verdict.
    public func judge(_ submission: FHIRSubmission, acceptedAt: Int64) -> Judgment {
        let decision = router.decide(submission.tree)
        let deliveries = decision.routes.flatMap { plan($0, for: submission, acceptedAt: acceptedAt) }
        let status: Routing.Judgment.Status =
            if !decision.routes.isEmpty { .accepted } else if let reason = decision.dropReason {
                .filtered(reason: reason)
            } else { .unrouted }
        return Judgment(status: status, deliveries: deliveries)
    }

    /// Renders the payload of one delivery again, as ``judge(_:acceptedAt:)`` did.
    ///
    /// - Parameters:
    ///   - bytes: as received.
    ///   - isXML: whether they are XML, else JSON.
    ///   - kind: what they are.
    ///   - known: what was known when they were judged.
    ///   - route: the route, as an index into the site's.
    ///   - part: which of the route's deliveries.
    ///   - acceptedAt: when they were accepted.
    /// - Returns: the payload, or why it cannot be made.
    public func render(
        _ bytes: [UInt8],
        isXML: Bool,
        as kind: FHIRSubmissionKind,
        known: KnownResources = KnownResources(),
        route: Int,
        part: Int,
        acceptedAt: Int64
    ) -> Payload {
        guard site.routes.indices.contains(route),
            case .deliver(let form, let destinations) = site.routes[route].action,
            let number = site.routes[route].destination(ofPart: part)
        else { return Self.gone }
        do {
            let submission = try FHIRSubmission(reading: bytes, isXML: isXML, as: kind, known: known)
            let sent = sent(form, of: submission, to: site.destinations[number], acceptedAt: acceptedAt)
            let place = part / destinations.count
            return sent.indices.contains(place) ? sent[place].payload : Self.gone
        } catch {
            return .unmappable([Complaint(text: "the resource cannot be read")])
        }
    }

    private func plan(
        _ route: Int,
        for submission: FHIRSubmission,
        acceptedAt: Int64
    ) -> [Routing.Judgment.Delivery] {
        guard case .deliver(let form, let destinations) = site.routes[route].action else { return [] }
        let chosen = site.routes[route].receiver.map { $0.chosen(for: submission.tree) }
        let deliveries = destinations.enumerated().flatMap { index, number in
            if let chosen, chosen != index { return [Routing.Judgment.Delivery]() }
            let destination = site.destinations[number]
            let keys = keys(of: submission, for: destination)
            let sent = sent(form, of: submission, to: destination, acceptedAt: acceptedAt)
            return sent.enumerated().map { part, sent in
                Routing.Judgment.Delivery(
                    route: route,
                    part: part * destinations.count + index,
                    destination: number,
                    keys: keys,
                    payload: sent.payload,
                    substitutions: sent.substitutions
                )
            }
        }
        return deliveries.sorted { $0.part < $1.part }
    }

    private static let gone = Payload.unmappable([Complaint(text: "the route no longer delivers anything")])

    /// What is sent to a destination: one thing, or one of each part that the route's map makes.
    private func sent(
        _ form: Route.Form,
        of submission: FHIRSubmission,
        to destination: Destination,
        acceptedAt: Int64
    ) -> [FHIRSubmission.Sent] {
        guard case .mapped(let maps) = form else { return [(payload(of: submission, to: destination), 0)] }
        let zone = TimeZone(identifier: listener.timeZone ?? site.settings.timeZone) ?? .gmt
        let context = MapContext(acceptedAt: acceptedAt, zone: zone)
        if !maps.changes.isEmpty {
            let isServer = destination.kind == .fhir
            let tree = self.tree(of: submission, to: destination) ?? submission.tree
            return submission.changed(maps.changes, of: tree, isServer: isServer, in: context)
        }
        if !maps.resources.isEmpty {
            return submission.mapped(maps.resources(for: destination), to: destination, in: context)
        }
        return [(payload(of: submission, to: destination), 0)]
    }

    private func payload(of submission: FHIRSubmission, to destination: Destination) -> Payload {
        if let tree = tree(of: submission, to: destination) {
            return .bytes(JSONWriter.write(tree), .fhirJSON)
        }
        if destination.kind == .fhir, submission.isXML {
            return .bytes(JSONWriter.write(submission.tree), .fhirJSON)
        }
        return .bytes(submission.bytes, submission.isXML ? .fhirXML : .fhirJSON)
    }

    /// What a destination gets without a map; `nil` where that is what was received.
    private func tree(of submission: FHIRSubmission, to destination: Destination) -> Tree? {
        let tree = submission.tree
        switch submission.kind {
        case .resource(_, let id):
            guard destination.kind == .fhir else { return nil }
            return ResourceCopy.bundle("transaction", [(tree.root, id, nil)], tree.definitions)
        case .transaction:
            guard destination.kind == .fhir, let plan = submission.plan else { return nil }
            return Self.bundle("transaction", plan, tree.definitions)
        case .batch:
            // Entries that were refused go nowhere.
            guard let plan = submission.plan, destination.kind == .fhir || !plan.isWhole else { return nil }
            return Self.bundle("batch", plan, tree.definitions)
        case .message: return nil
        }
    }

    private static func bundle(_ type: String, _ plan: BundlePlan, _ definitions: Definitions) -> Tree {
        ResourceCopy.bundle(
            type,
            plan.taken.map { ($0.resource, $0.id, $0.fullURL) },
            definitions,
            replacements: plan.replacements
        )
    }

    /// The lanes, sorted, each once.
    private func keys(of submission: FHIRSubmission, for destination: Destination) -> [LaneKey] {
        LaneKey.sorted(lanes(of: submission, for: destination))
    }

    /// The lanes of a submission's deliveries to a destination.
    func lanes(of submission: FHIRSubmission, for destination: Destination) -> Set<LaneName> {
        switch destination.order {
        case .none: return []
        case .listener: return [LaneName(.listener, listener.name)]
        case .patient:
            var id: String?
            if case .resource(_, let known) = submission.kind { id = known }
            return LaneName.patients(of: submission.tree, id: id, listener: listener.name)
        case .expression(let key): return key.lanes(of: submission.tree)
        }
    }
}
