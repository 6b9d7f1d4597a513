// `--fhir-version`, the same in every command that reads resources.

import ArgumentParser
import FHIR

extension FHIRVersion: ExpressibleByArgument {
    /// The release of a name or number, as people write it.
    public init?(argument: String) {
        self.init(argument)
    }

    /// What the help shows as the default.
    public var defaultValueDescription: String { name }

    /// What the help and completions list.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

/// Which release of FHIR resources are of.
struct FHIRVersionOption: ParsableArguments {
    @Option(
        name: .customLong("fhir-version"),
        help: ArgumentHelp("The release that resources are of, by name or number.", valueName: "version")
    )
    var version: FHIRVersion = .r4
}
