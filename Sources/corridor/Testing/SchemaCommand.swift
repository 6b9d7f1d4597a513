// `corridor schema`: JSON Schemas of site files, for editors.

import ArgumentParser
import Engine
import Foundation
import SiteSchemas

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write JSON Schemas of site files, so that an editor completes and checks them.",
        discussion: """
            Writes corridor.schema.json, routes.schema.json, map.schema.json, table.schema.json, profile.schema.json and \
            test.schema.json. An editor with a YAML language server finds them by the first line of a file, \
            # yaml-language-server: $schema=../schemas/routes.schema.json, or by its settings; without --out the settings \
            are printed. corridor check has the last word.
            """
    )

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var out: String?

    func run() throws {
        let schemas = SiteSchemas.all(reference: EmbeddedFiles.reference)
        guard let out else {
            Terminal.say(Self.settings(schemas))
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            for schema in schemas {
                try Data(schema.text.utf8).write(
                    to: URL(fileURLWithPath: "\(out)/\(schema.name)"),
                    options: .atomic
                )
            }
        } catch {
            Terminal.complain("corridor: \(out) cannot be written")
            throw ExitCode.outside
        }
        Terminal.complain("written: \(schemas.count) schemas in \(out)")
    }

    /// What Visual Studio Code and others with the YAML language server take as settings.
    private static func settings(_ schemas: [SiteSchemas.Schema]) -> String {
        let lines = schemas.map { "    \"./schemas/\($0.name)\": \"\($0.pattern)\"" }
        return """
            To write the schemas: corridor schema --out schemas
            Settings of an editor with the YAML language server, in the site folder:
            {
              "yaml.schemas": {
            \(lines.joined(separator: ",\n"))
              }
            }
            """
    }
}
