// A delivered Bundle, read by other means than the engine's own.

import Foundation
import Peers
import Testing

/// A Bundle as its receiver sees it.
struct Bundle {
    typealias Resource = [String: Any]
    private let entries: [(fullURL: String, resource: Resource)]

    /// Reads the body of a request.
    init(_ request: HTTPReceiver.Request) throws {
        let object = try JSONSerialization.jsonObject(with: Data(request.body))
        let bundle = try #require(object as? Resource)
        #expect(bundle["resourceType"] as? String == "Bundle")
        entries = try #require(bundle["entry"] as? [Resource]).map { entry in
            (try #require(entry["fullUrl"] as? String), try #require(entry["resource"] as? Resource))
        }
    }

    /// The resources of a type.
    func resources(_ type: String) -> [Resource] {
        entries.map(\.resource).filter { $0["resourceType"] as? String == type }
    }

    /// What a reference points to.
    func resource(_ reference: Any?) -> Resource? {
        entries.first { $0.fullURL == reference as? String }?.resource
    }

    /// The first identifier of the patient that a resource is about.
    func patientNumber(of resource: Resource) -> String? {
        let subject = resource["subject"] as? Resource
        let patient = self.resource(subject?["reference"])
        return (patient?["identifier"] as? [Resource])?.first?["value"] as? String
    }
}
