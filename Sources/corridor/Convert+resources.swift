// `corridor convert` of resources: to messages of HL7 v2, and by maps from FHIR to FHIR.

import Engine
import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping

extension Convert {
    /// Makes messages of a resource; how many parts of it gave none.
    func message(of resource: Tree, from file: String, _ library: MapLibrary) throws -> Int {
        guard let found = map(for: resource, in: library, file), let map = versioned(found, in: library)
        else {
            return 1
        }
        return try each(of: map.parts(of: resource), file) { part, identity, context in
            let outcome = map.run(part, identity: identity, in: context)
            return (outcome.message, outcome.problems)
        } write: { message, number in
            try write(message, number: number, of: file)
        }
    }

    /// Changes a resource by the map that is named; how many parts of it gave nothing.
    func change(_ resource: Tree, of file: String, _ library: MapLibrary) throws -> Int {
        guard let name = map, let change = library.resourceChange(named: name) else {
            complainUnknown(map ?? "", library.resourceChangeNames)
            return 1
        }
        return try each(of: change.parts(of: resource), file) { part, identity, context in
            let outcome = change.run(part, identity: identity, in: context)
            return (outcome.resource, outcome.problems)
        } write: { made, number in
            try write(made, number: number, of: file)
        }
    }

    /// Runs a map over every part, tells its problems and writes what came out; how many parts gave nothing.
    private func each<Made>(
        of parts: ResourceParts,
        _ file: String,
        run: (Tree, [UInt8], MapContext) -> (made: Made?, problems: [MapProblem]),
        write: (Made, Int?) throws -> Void
    ) throws -> Int {
        let context = MapContext(acceptedAt: Int64(Date.now.timeIntervalSince1970 * 1000))
        let resources: [Tree]
        switch parts {
        case .parts(let parts): resources = parts
        case .failed(let problem):
            Terminal.complain("\(file): error: \(problem)")
            return 1
        }
        var failures = 0
        for (index, part) in resources.enumerated() {
            let number = resources.count == 1 ? nil : index + 1
            let place = number.map { "\(file) (part \($0))" } ?? file
            let (made, problems) = run(part, JSONWriter.write(part), context)
            for problem in problems {
                Terminal.complain("\(place): \(problem.severity.rawValue): \(problem)")
            }
            if let made { try write(made, number) } else { failures += 1 }
        }
        return failures
    }

    /// The map for the version that is asked for.
    private func versioned(_ map: ResourceMap, in library: MapLibrary) -> ResourceMap? {
        guard let version = version.flatMap({ HL7v2.Version(exactly: $0) }) else { return map }
        var diagnostics = Diagnostics()
        let found = library.resourceMap(named: map.name, version: version, into: &diagnostics)
        for problem in diagnostics.sorted { Terminal.complain(problem.description) }
        return diagnostics.hasErrors ? nil : found
    }

    func map(for resource: Tree, in library: MapLibrary, _ place: String) -> ResourceMap? {
        if let name = map {
            if let found = library.resourceMap(named: name) { return found }
            complainUnknown(name, library.resourceMapNames)
            return nil
        }
        let fitting = library.resourceMapNames.compactMap { library.resourceMap(named: $0) }
            .filter { $0.takes(resource) }
        if fitting.count == 1 { return fitting.first }
        let names = fitting.map(\.name).joined(separator: ", ")
        Terminal.complain(
            fitting.isEmpty
                ? "\(place): error: no map takes this resource"
                : "\(place): error: several maps take this resource; say --map, one of \(names)"
        )
        return nil
    }
}
