// `--fhir-version`, the same in every command that reads resources.

import ArgumentParser
import FHIR

/// Which release of FHIR resources are of.
struct FHIRVersionOption: ParsableArguments {
    @Option(
        name: .customLong("fhir-version"),
        help: ArgumentHelp(
            "The release that resources are of, R4, R4B or R5, or its number. (default: R4)",
            valueName: "version"
        ),
        transform: FHIRVersionOption.version(of:)
    )
    var version: FHIRVersion = .r4

    private static func version(of name: String) throws -> FHIRVersion {
        if let version = FHIRVersion(name) { return version }
        let known = FHIRVersion.allCases.map { "\($0.name) (\($0.number))" }.joined(separator: ", ")
        throw ValidationError("there is no release of FHIR called '\(name)'; there are \(known)")
    }
}
