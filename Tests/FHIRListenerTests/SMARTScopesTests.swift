import Testing

@testable import FHIRListener

/// What the scopes of a token allow.
struct SMARTScopesTests {
    private static func allowed(_ scopes: [String], on type: String = "Observation") -> String {
        let scopes = SMARTScopes(scopes)
        return String(
            SMARTScopes.Action.allCases.filter { scopes.allow($0, on: type) }.map(\.letter)
        )
    }

    @Test(arguments: [
        ("system/Observation.c", "c"), ("system/Observation.cruds", "cruds"), ("system/*.cu", "cu"),
        ("system/Observation.rs", "rs"), ("system/Observation.read", "rs"),
        ("system/Observation.write", "cud"), ("system/Observation.*", "cruds"), ("system/*.*", "cruds"),
        ("system/*.read", "rs"),
    ])
    func `scopes of both versions are understood`(scope: String, allowed: String) {
        #expect(Set(Self.allowed([scope])) == Set(allowed))
    }

    @Test(arguments: [
        "system/Observation.uc", "system/Observation.cc", "system/Observation.", "system/Observation",
        "system/Observation.cx", "system/Observation.Read", "system/Patient.cruds", "system/observation.c",
        "user/Observation.cruds", "patient/*.*", "System/*.*", "openid", "", "system/Observation.c ",
        "system/Observation.cruds?category=laboratory", "system/**.c", "system/*.write/x",
    ])
    func `any other grants nothing`(scope: String) {
        #expect(Self.allowed([scope]) == "")
    }

    @Test func `scopes add up, and are bounded`() {
        #expect(Set(Self.allowed(["system/*.r", "launch", "system/Observation.u"])) == Set("ru"))
        #expect(Self.allowed(["system/*.r", "system/Observation.u"], on: "Patient") == "r")
        let padding = Array(repeating: "openid", count: 999)
        #expect(Self.allowed(padding + ["system/*.c"]) == "c")
        #expect(Self.allowed(padding + ["openid", "system/*.c"]) == "")
    }
}
