// A site version at work: its numbers in the database, and what judges and renders by it.

import Console
import Delivery
import Listeners
import Mapping
import MessageStore
import Routing

/// One version of the site, ready to judge messages and to render deliveries.
struct SiteRuntime: Sendable {
    let site: Site
    let numbers: SiteNumbers
    private let intakes: [String: AnyIntake]
    private let routeIndices: [RouteID: Int]
    /// Whether any destination wants a control ID of ours, so that others pay nothing for asking.
    private let hasNewControlIDs: Bool

    init(site: Site, numbers: SiteNumbers) {
        self.site = site
        self.numbers = numbers
        intakes = Dictionary(
            site.listeners.compactMap { listener in AnyIntake(site, listener).map { (listener.name, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        hasNewControlIDs = site.destinations.contains { $0.mllp?.controlID == .new }
        routeIndices = Dictionary(
            numbers.routes.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What judges the messages of a listener.
    func intake(of listener: String) -> AnyIntake? { intakes[listener] }

    /// Whether a delivery goes out under a control ID of ours.
    func givesControlID(to delivery: DeliveryID) -> Bool {
        guard hasNewControlIDs, let index = routeIndices[delivery.route],
            let destination = site.routes[index].destination(ofPart: Int(delivery.part))
        else { return false }
        return site.destinations[destination].mllp?.controlID == .new
    }

    /// Renders a delivery of a stored message as it was rendered when it was accepted.
    ///
    /// - Returns: `nil` when this version of the site has no such listener or route.
    /// Where the values of a delivery came from; `nil` where no map from HL7 v2 made them.
    func trace(_ message: DeliveryContent, from listener: String, route: RouteID) -> TraceReport? {
        guard case .hl7v2(let intake)? = intakes[listener], let index = routeIndices[route],
            message.format == .hl7v2
        else { return nil }
        return intake.trace(
            message.payload,
            route: index,
            acceptedAt: message.receivedAt,
            limit: LineageView.shownValues + 1
        )
    }

    func render(_ message: DeliveryContent, from listener: String, route: RouteID, part: Int16) -> Payload? {
        guard let intake = intakes[listener], let index = routeIndices[route] else { return nil }
        switch intake {
        case .hl7v2(let intake):
            guard message.format == .hl7v2 else { return nil }
            return intake.render(
                message.payload,
                route: index,
                part: Int(part),
                acceptedAt: message.receivedAt
            )
        case .fhir(let intake):
            guard message.format != .hl7v2,
                let kind = FHIRSubmissionKind(controlID: message.controlID, type: message.type)
            else { return nil }
            return intake.render(
                message.payload,
                isXML: message.format == .fhirXML,
                as: kind,
                known: message.known.flatMap(KnownResources.init(encoded:)) ?? KnownResources(),
                route: index,
                part: Int(part),
                acceptedAt: message.receivedAt
            )
        }
    }
}

/// What judges what comes in at a listener, by the listener's kind.
enum AnyIntake: Sendable {
    case hl7v2(Intake)
    case fhir(FHIRIntake)

    init?(_ site: Site, _ listener: Listener) {
        if let intake = Intake(site: site, listener: listener) {
            self = .hl7v2(intake)
        } else if let intake = FHIRIntake(site: site, listener: listener) {
            self = .fhir(intake)
        } else {
            return nil
        }
    }
}

extension SiteRuntime {
    /// Stores the site's version and looks up the numbers of its names.
    ///
    /// - Throws: `StoreError`.
    static func registered(
        _ loaded: LoadedSite,
        in store: MessageStore,
        engineBuild: String
    ) async throws(StoreError) -> SiteRuntime {
        let texts = loaded.files.map { SiteText(path: $0.path, text: $0.text) }
        let version = try await store.siteVersion(of: texts, engineBuild: engineBuild)
        return try await numbered(loaded.site, version: version, in: store)
    }

    /// Looks up the numbers of a site's names; a name met first gets one.
    static func numbered(
        _ site: Site,
        version: SiteVersion,
        in store: MessageStore
    ) async throws(StoreError) -> SiteRuntime {
        var routes: [RouteID] = []
        for route in site.routes { routes.append(try await store.route(named: route.name)) }
        var destinations: [DestinationID] = []
        for destination in site.destinations {
            destinations.append(try await store.destination(named: destination.name))
        }
        let numbers = SiteNumbers(version: version, routes: routes, destinations: destinations)
        return SiteRuntime(site: site, numbers: numbers)
    }
}
