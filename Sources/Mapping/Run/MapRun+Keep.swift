// `keep: unmapped`: what no rule read travels along, in extensions of the resources that its segments became.

import FHIR
import FHIRPath
import HL7v2

extension MapRun {
    /// Puts every part of the message that nobody read into an extension: its location, and its text as sent.
    ///
    /// It stands on the resource that was made of its segment, else on the MessageHeader, else on the first resource.
    mutating func keepUnread() {
        let message = evaluation.message
        let places = MessagePlaces(message)
        let keepers = Keepers(resources, plan)
        for element in UnreadSurvey(message, readings: evaluation.readings).parts() {
            guard let number = keepers.keeper(of: element) else { continue }
            let resource = resources[number]
            let known = evaluation.readings.count
            evaluation.note(.whole(element))
            trace?.mark = known
            evaluation.rule = plan.emissions[Int(resource.emission)].origin
            keep(message.rawText(element), of: places.place(of: element), on: resource)
        }
    }

    private mutating func keep(_ text: String, of place: String, on resource: Resource) {
        let type = plan.emissions[Int(resource.emission)].type
        guard let outer = extensionMembers(of: type), let inner = extensionMembers(of: outer.type) else {
            return
        }
        let node = builder.append(outer.element, to: resource.node)
        do {
            try write(Self.unmappedURL, as: outer.url, in: node)
            for (name, value) in [("location", place), ("value", text)] {
                let part = builder.append(inner.element, to: node)
                try write(name, as: inner.url, in: part)
                try write(value, as: inner.valueString, in: part)
            }
        } catch {
            // A character that FHIR's strings cannot hold.
            builder.remove(node)
        }
    }

    private mutating func write(
        _ text: String,
        as member: Member,
        in node: TreeBuilder.Node
    ) throws(MalformedValue) {
        traceNextText()
        try builder.primitive(member, text, in: node)
    }

    /// The member `extension` of a type, and what an Extension holds.
    private struct ExtensionMembers {
        let element: Member
        let type: TypeID
        let url: Member
        let valueString: Member
    }

    private func extensionMembers(of type: TypeID) -> ExtensionMembers? {
        let definitions = builder.definitions
        guard let element = definitions.member(named: "extension", in: type) else { return nil }
        let type = definitions.type(of: element)
        guard let url = definitions.member(named: "url", in: type),
            let valueString = definitions.member(named: "valueString", in: type)
        else { return nil }
        return ExtensionMembers(element: element, type: type, url: url, valueString: valueString)
    }

    /// Names the extension; its parts are `location` and `value`.
    static let unmappedURL = "urn:corridor:unmapped"
}

/// Which resource takes what was not read of a segment, found out once for all parts.
private struct Keepers {
    /// The last resource made of each segment.
    private var bySegment: [Int32: Int] = [:]
    private var header: Int?
    private var first: Int?

    init(_ resources: [MapRun.Resource], _ plan: Plan) {
        for (number, resource) in resources.enumerated() where !resource.isDropped {
            let emission = plan.emissions[Int(resource.emission)]
            guard emission.write == .update || emission.write == .createIfAbsent else { continue }
            bySegment[resource.segment] = number
            first = first ?? number
            if emission.typeName == "MessageHeader" { header = header ?? number }
        }
    }

    /// The number of the resource, `nil` where nothing was emitted.
    func keeper(of element: Element) -> Int? {
        bySegment[Int32(truncatingIfNeeded: element.segment)] ?? header ?? first
    }
}
