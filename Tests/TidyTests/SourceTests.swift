import Foundation
import Testing

/// Rules of style that a machine can hold.
struct SourceTests {
    private static let libraries = Repository.modules.filter { $0 != "corridor" && $0 != "Fuzz" }

    @Test(arguments: libraries)
    func `a library neither prints nor traps`(module: String) {
        for file in Repository.module(module) {
            for line in file.codeLines {
                // The one trap on purpose is behind a test switch and says so.
                guard !line.text.contains("CORRIDOR_TEST_TRAP") else { continue }
                let word = line.text.firstMatch(
                    of: /\b(print|debugPrint|dump|fatalError|assertionFailure)\(|\btry!/
                )
                #expect(word == nil, "\(file.path):\(line.number) has \(word?.0 ?? "")")
            }
        }
    }

    @Test func `SQL stands in the store alone`() {
        let statement = /(?i)"[^"]*\b(insert into|delete from|create table|alter table|update \w+ set)\b/
        for module in Repository.modules where module != "MessageStore" {
            for file in Repository.module(module) {
                for line in file.codeLines {
                    #expect(line.text.firstMatch(of: statement) == nil, "\(file.path):\(line.number) has SQL")
                }
            }
        }
    }

    @Test(arguments: Repository.modules)
    func `a file says in its head what it is for, and is not too long`(module: String) {
        for file in Repository.module(module) {
            #expect(file.text.hasPrefix("//"), "\(file.path) has no head")
            let lines = file.text.count { $0 == "\n" }
            #expect(lines <= 400, "\(file.path) has \(lines) lines")
        }
    }

    @Test(arguments: [
        ("mappings", "Mappings", ["yaml", "csv"]), ("fixtures", "Mappings/samples/hl7v2", ["hl7"]),
    ])
    func `every shipped file is built into the executable`(table: String, folder: String, endings: [String])
        throws
    {
        let embedded = try String(
            contentsOf: Repository.root.appendingPathComponent("Sources/CSupport/embedded_\(table).c"),
            encoding: .utf8
        )
        // Fixtures may be in other character sets, so the files are listed here and not read.
        let base = Repository.root.appendingPathComponent(folder)
        let walk = try #require(FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil))
        let paths = walk.compactMap { $0 as? URL }.filter { endings.contains($0.pathExtension) }
            .map { String($0.path.dropFirst(Repository.root.path.count + 1)) }
            .filter { !$0.hasSuffix(".test.yaml") }
        #expect(!paths.isEmpty)
        for path in paths {
            #expect(embedded.contains("\"../../\(path)\""), "\(path) is missing: run scripts/embed-mappings")
        }
        #expect(
            embedded.components(separatedBy: "#embed").count - 1 == paths.count + 1,
            "run scripts/embed-mappings"
        )
    }

    @Test func `no file names a path of one machine`() throws {
        let words = ["/root/", "/home/"]
        for folder in ["Sources", "Tests", "Mappings", "scripts", ".ci"] {
            for file in Repository.files(in: folder, endings: ["swift", "yaml", "c", "h", "md", ""]) {
                guard !file.path.hasSuffix("TidyTests/SourceTests.swift") else { continue }
                for word in words { #expect(!file.text.contains(word), "\(file.path) has \(word)") }
            }
        }
    }
}
