// The code systems of the standard, as far as its listed value sets show them.
//
// A set that bears the name of its system (`…/ValueSet/address-use` of `…/address-use`) has all of its codes; other
// sets may have some of them.

import FHIR

/// Codes of the standard's systems.
struct StandardCodes: Sendable {
    private var codes: [String: Set<String>] = [:]
    private var whole: Set<String> = []

    init(_ definitions: Definitions) {
        var met: Set<String> = []
        for type in definitions.types {
            for element in definitions.elements(of: type.id) {
                guard let binding = element.binding, met.insert(binding.valueSet).inserted else { continue }
                add(binding)
            }
        }
    }

    private mutating func add(_ binding: RequiredBinding) {
        for code in binding.allCodes {
            for system in binding.systems(of: code) { codes[system, default: []].insert(code) }
        }
        let name = binding.valueSet.split(separator: "/").last
        if binding.systems.count == 1, let system = binding.systems.first,
            system.split(separator: "/").last == name
        {
            whole.insert(system)
        }
    }

    /// Whether all codes of a system are known.
    func lists(_ system: String) -> Bool { whole.contains(system) }

    /// Whether a system has a code.
    func contains(_ code: String, of system: String) -> Membership {
        if codes[system]?.contains(code) ?? false { return .yes }
        return whole.contains(system) ? .no : .unknown
    }
}
