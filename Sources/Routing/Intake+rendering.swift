// From a message to the bytes of its deliveries: taken apart, edited, mapped, and said in the receiver's character set,
// in this order, as far as the route says so. Rendering again gives the same bytes.

import HL7v2
import Mapping

extension Intake {
    /// What is made of a part of a message before its receiver's character set is looked at.
    private struct Made {
        let payload: Payload
        /// What edits could not do.
        var warnings: [Complaint] = []
    }

    /// Where something is delivered.
    private struct Place {
        let route: Int
        /// Which part of the message.
        let part: Int
        /// The destination, as an index into the site's.
        let destination: Int
    }

    /// Renders the payload of one delivery again, as ``judge(_:acceptedAt:)`` did.
    ///
    /// - Parameters:
    ///   - bytes: the message as received.
    ///   - route: the route, as an index into the site's.
    ///   - part: which of the route's deliveries.
    ///   - acceptedAt: when the message was accepted.
    /// - Returns: the payload, or why it cannot be made.
    public func render(_ bytes: [UInt8], route: Int, part: Int, acceptedAt: Int64) -> Payload {
        let gone = Payload.unmappable([Complaint(text: "the route no longer delivers anything")])
        guard site.routes.indices.contains(route),
            case .deliver(let form, let destinations) = site.routes[route].action,
            let destination = site.routes[route].destination(ofPart: part)
        else { return gone }
        do {
            let message = try message(bytes)
            switch parts(of: message, by: form) {
            case .failed(let problem): return .unmappable([Complaint(problem)])
            case .parts(let parts):
                let number = part / destinations.count
                guard parts.indices.contains(number) else { return gone }
                let place = Place(route: route, part: number, destination: destination)
                let made = make(form, of: parts[number], message, place, acceptedAt: acceptedAt)
                return said(made.payload, of: parts[number], form, to: site.destinations[destination]).payload
            }
        } catch {
            return .unmappable([Complaint(text: "the message cannot be read")])
        }
    }

    /// The deliveries of a message by one route.
    ///
    /// - Parameters:
    ///   - route: the route, as an index into the site's.
    ///   - chosen: the parts that it takes; `nil` for all.
    ///   - message: the message.
    ///   - acceptedAt: milliseconds since 1970 UTC.
    /// - Returns: the deliveries, those of one part after the other.
    func plan(
        _ route: Int,
        parts chosen: Set<Int>?,
        for message: HL7v2.Message,
        acceptedAt: Int64
    ) -> [Judgment.Delivery] {
        guard case .deliver(let form, let destinations) = site.routes[route].action else { return [] }
        let receiver = site.routes[route].receiver
        var parts: [HL7v2.Message]
        var failure: Made?
        switch self.parts(of: message, by: form) {
        case .parts(let list): parts = list
        case .failed(let problem):
            parts = [message]
            failure = Made(payload: .unmappable([Complaint(problem)]))
        }
        if parts.count * destinations.count > Self.deliveryLimit {
            parts = [message]
            let reason = "the message would be more than \(Self.deliveryLimit) deliveries of this route"
            failure = Made(payload: .unmappable([Complaint(text: reason)]))
        }
        var deliveries: [Judgment.Delivery] = []
        for (number, part) in parts.enumerated() where chosen?.contains(number) ?? true || failure != nil {
            var common = failure
            for (index, destination) in destinations.enumerated() {
                if let receiver, receiver.chosen(for: part) != index { continue }
                let place = Place(route: route, part: number, destination: destination)
                let made = common ?? make(form, of: part, message, place, acceptedAt: acceptedAt)
                // Without edits all destinations get the same, their character sets aside.
                if !form.isEdited { common = made }
                let said = said(made.payload, of: part, form, to: site.destinations[destination])
                deliveries.append(
                    Judgment.Delivery(
                        route: route,
                        part: number * destinations.count + index,
                        destination: destination,
                        keys: keys(for: site.destinations[destination], of: part),
                        payload: said.payload,
                        substitutions: said.substitutions,
                        warnings: made.warnings
                    )
                )
            }
        }
        return deliveries
    }

    /// The numbers of deliveries have 16 bits where they are stored.
    private static let deliveryLimit = Int(Int16.max)

    private func parts(of message: HL7v2.Message, by form: Route.Form) -> MessageEdits.Parts {
        guard case .edited(let edits, _) = form else { return .parts([message]) }
        return edits.parts(of: message) { bytes throws(ParseError) in try self.message(bytes) }
    }

    // MARK: Making

    private func make(
        _ form: Route.Form,
        of part: HL7v2.Message,
        _ message: HL7v2.Message,
        _ place: Place,
        acceptedAt: Int64
    ) -> Made {
        let context = MapContext(acceptedAt: acceptedAt, zone: zone, part: place.part)
        switch form {
        case .received: return Made(payload: .bytes(part.encoded, .hl7v2))
        case .mapped(let maps): return Made(payload: mapped(maps, part, in: context))
        case .edited(let edits, let maps):
            let delivery =
                "\(site.routes[place.route].name) \(place.part) \(site.destinations[place.destination].name)"
            let outcome = edits.run(part, of: message.encoded, for: delivery, in: context)
            let warnings = outcome.problems.filter { $0.severity == .warning }.map { Complaint($0) }
            guard let bytes = outcome.message else {
                let problems = outcome.problems.filter { $0.severity == .error }
                return Made(payload: .unmappable(problems.map { Complaint($0) }))
            }
            guard let maps else { return Made(payload: .bytes(bytes, .hl7v2), warnings: warnings) }
            // What was edited begins with its header as before, so that it can be read again.
            guard let edited = try? self.message(bytes) else {
                return Made(payload: .unmappable([Complaint(text: "the edited message cannot be read")]))
            }
            return Made(payload: mapped(maps, edited, in: context), warnings: warnings)
        }
    }

    private func mapped(_ maps: Route.RouteMaps, _ message: HL7v2.Message, in context: MapContext) -> Payload
    {
        // A route that only reads FHIR by maps sends messages as they came.
        if maps.messages.isEmpty { return .bytes(message.encoded, .hl7v2) }
        return mapped(maps.messages, message, in: context)
    }

    /// HL7 v2 in the destination's character set; anything else as it is.
    private func said(
        _ payload: Payload,
        of part: HL7v2.Message,
        _ form: Route.Form,
        to destination: Destination
    ) -> (payload: Payload, substitutions: Int) {
        guard let characterSet = destination.characterSet, case .bytes(let bytes, .hl7v2) = payload else {
            return (payload, 0)
        }
        var message = part
        if form.isEdited {
            // See above: it can be read.
            guard let edited = try? self.message(bytes) else { return (payload, 0) }
            message = edited
        }
        let recoded = message.recoded(in: characterSet)
        return (.bytes(recoded.bytes, .hl7v2), recoded.substitutions)
    }

    /// What edits of deliveries could not do, each rule once.
    func editNotes(_ planned: [Judgment.Delivery]) -> [String] {
        let warnings = planned.flatMap(\.warnings).map(\.description)
        var seen: Set<String> = []
        let distinct = warnings.filter { seen.insert($0).inserted }
        let shown = distinct.prefix(Self.noteLimit)
        let rest = distinct.count - shown.count
        return shown + (rest > 0 ? ["\(rest) more warnings of edits"] : [])
    }

    /// How many warnings of edits a note shows.
    private static let noteLimit = 3
}

extension Route.Form {
    /// Whether each delivery may have other bytes.
    fileprivate var isEdited: Bool { if case .edited = self { true } else { false } }
}
