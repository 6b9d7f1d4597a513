// What this listener can do, as a CapabilityStatement: what is implemented and nothing else (FHIR R4,
// "CapabilityStatement").

import FHIR

/// The answer to `GET [base]/metadata`.
struct Capabilities: Sendable {
    /// The statement.
    let tree: Tree
    /// Changes when the statement does.
    let entityTag: String

    /// States what a listener can do.
    ///
    /// - Parameters:
    ///   - name: the listener's name.
    ///   - startedAt: when it began to be so, in milliseconds since 1970 UTC.
    ///   - isSMART: whether it says where tokens are to be had.
    init(listener name: String, startedAt: Int64, isSMART: Bool) {
        var writer = ResourceWriter("CapabilityStatement")
        let root = writer.root
        writer.set("status", "active", in: root)
        writer.set("date", UTCTime(milliseconds: startedAt).instant, in: root)
        writer.set("kind", "instance", in: root)
        let software = writer.append("software", to: root)
        writer.set("name", "Corridor", in: software)
        let implementation = writer.append("implementation", to: root)
        writer.set("description", "Listener \(name) of a Corridor integration engine", in: implementation)
        writer.set("fhirVersion", "4.0.1", in: root)
        for format in ["application/fhir+json", "application/fhir+xml", "json", "xml"] {
            writer.set("format", format, in: root)
        }
        Self.addREST(to: root, isSMART: isSMART, &writer)
        let messaging = writer.append("messaging", to: root)
        writer.set("reliableCache", String(MessageMemory.minutes), in: messaging)
        tree = writer.tree
        entityTag = Self.entityTag(of: tree)
    }

    private static func addREST(to root: TreeBuilder.Node, isSMART: Bool, _ writer: inout ResourceWriter) {
        let rest = writer.append("rest", to: root)
        writer.set("mode", "server", in: rest)
        let security = writer.append("security", to: rest)
        writer.set("cors", "true", in: security)
        if isSMART {
            let coding = writer.append("coding", to: writer.append("service", to: security))
            let system = "http://terminology.hl7.org/CodeSystem/restful-security-service"
            writer.set("system", system, in: coding)
            writer.set("code", "SMART-on-FHIR", in: coding)
        }
        for type in Definitions.r4.resources where type.isConcreteResource {
            let resource = writer.append("resource", to: rest)
            writer.set("type", type.name, in: resource)
            for code in ["read", "vread", "update", "create"] {
                let interaction = writer.append("interaction", to: resource)
                writer.set("code", code, in: interaction)
            }
            writer.set("versioning", "versioned", in: resource)
            writer.set("readHistory", "true", in: resource)
            writer.set("updateCreate", "true", in: resource)
            writer.set("conditionalCreate", "true", in: resource)
            writer.set("conditionalRead", "full-support", in: resource)
            writer.set("conditionalUpdate", "true", in: resource)
            writer.set("conditionalDelete", "not-supported", in: resource)
        }
        for code in ["transaction", "batch"] {
            let interaction = writer.append("interaction", to: rest)
            writer.set("code", code, in: interaction)
        }
        let operation = writer.append("operation", to: rest)
        writer.set("name", "process-message", in: operation)
        let definition = "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message"
        writer.set("definition", definition, in: operation)
    }

    /// FNV-1a over the statement, which is the same for the same statement in every process.
    private static func entityTag(of tree: Tree) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in JSONWriter.write(tree) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return "W/\"\(String(hash, radix: 16))\""
    }
}
