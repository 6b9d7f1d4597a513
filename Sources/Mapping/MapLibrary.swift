// A site's maps and tables, compiled: what routes and `corridor convert` run.

import FHIR
public import FHIRPath
public import HL7v2
public import LocatedYAML

/// A file of a site folder, already read.
public struct SiteFile: Hashable, Sendable {
    /// The path relative to the site folder, such as `hl7v2-to-fhir/segments/PID.yaml`.
    public let path: String
    /// Its text.
    public let text: String
    /// Whether it is of the site's own making: then what is probably not meant in it is said, too.
    public let isOwn: Bool

    /// Names a file's text.
    public init(path: String, text: String, isOwn: Bool = false) {
        self.path = path
        self.text = text
        self.isOwn = isOwn
    }

    /// The file as one of the site's own making.
    public var own: SiteFile { SiteFile(path: path, text: text, isOwn: true) }

    /// The file as it is kept where one of the site stands in its place: only what extends it looks there.
    public var replaced: SiteFile {
        SiteFile(path: MapFile.replacedFolder + path, text: text)
    }
}

/// All maps and tables of a site, ready to run.
public struct MapLibrary: Sendable {
    /// The message maps, by name.
    let messageMaps: [String: MessageMap]
    /// The maps from resources to messages, by name.
    let resourceMaps: [String: ResourceMap]
    /// The maps from FHIR to FHIR, by name.
    let resourceChanges: [String: ResourceChange]
    /// The maps that edit messages, by name.
    let editMaps: [String: MessageEdits]
    /// The maps from FHIR as they were written, to compile one for another version.
    let resourceSources: [ResourceMapSource]
    let constants: SharedConstants
    /// The code tables, for conditions of routes too.
    public let tables: [CodeTable]

    /// The site's variables, for conditions of routes too.
    public let variables: [String: String]

    /// Compiles the maps and tables among a site's files, with the variables of `corridor.yaml`; other files are
    /// passed over.
    ///
    /// - Parameters:
    ///   - files: the site's files; maps lie below `hl7v2-to-fhir/`, `fhir-to-hl7v2/` and `hl7v2-to-hl7v2/`, tables
    ///     below `tables/`.
    ///   - diagnostics: receives every problem found. With errors among them the library must not go live, but
    ///     what is right of it can still be looked at.
    /// - Returns: the library of what compiled.
    public static func compile(files: [SiteFile], into diagnostics: inout Diagnostics) -> MapLibrary {
        var maps: [MapFile] = []
        var resourceMaps: [MapFile] = []
        var changes: [MapFile] = []
        var editMaps: [EditMapSource] = []
        var tables: [CodeTable] = []
        var constants = SharedConstants()
        for file in files.sorted(by: { $0.path < $1.path }) {
            guard !file.isTest, let kind = Kind(path: file.path) else { continue }
            guard let root = kind.root(of: file, into: &diagnostics) else { continue }
            switch kind {
            case .map: maps.append(MapFile(path: file.path, root: root))
            case .resourceMap: resourceMaps.append(MapFile(path: file.path, root: root))
            case .change: changes.append(MapFile(path: file.path, root: root))
            case .editMap:
                if let source = EditMapSource.read(root, path: file.path, into: &diagnostics) {
                    editMaps.append(source)
                }
            case .table, .sheet:
                if let table = TableSource.read(root, into: &diagnostics) { tables.append(table) }
            case .settings:
                constants.site = ConstantsSource.read(root["variables"], key: "variables", into: &diagnostics)
            }
        }
        let own = Set(files.filter(\.isOwn).map(\.path))
        let sources = complete(maps, folder: Kind.mapFolder, own, &constants, into: &diagnostics).compactMap {
            MapSource.read($0, into: &diagnostics)
        }
        let resourceSources = complete(
            resourceMaps,
            folder: Kind.resourceMapFolder,
            own,
            &constants,
            into: &diagnostics
        ).compactMap { ResourceMapSource.read($0, into: &diagnostics) }
        var compiler = ResourceCompiler(sources: resourceSources, tables: tables, constants: constants)
        let compiled = compiler.compileAll()
        for diagnostic in compiler.diagnostics.sorted { diagnostics.append(diagnostic) }
        let changeSources = complete(changes, folder: Kind.changeFolder, own, &constants, into: &diagnostics)
            .compactMap { ChangeSource.read($0, into: &diagnostics) }
        var changeCompiler = ChangeCompiler(sources: changeSources, tables: tables, constants: constants)
        let compiledChanges = changeCompiler.compileAll()
        for diagnostic in changeCompiler.diagnostics.sorted { diagnostics.append(diagnostic) }
        let messageMaps = link(sources, tables, constants, own: own, into: &diagnostics)
        warnAboutUnused(tables, own: own, among: files, into: &diagnostics)
        return MapLibrary(
            messageMaps: messageMaps,
            resourceMaps: compiled,
            resourceChanges: compiledChanges,
            editMaps: EditMapSource.compile(
                editMaps,
                tables: tables,
                variables: constants.site,
                into: &diagnostics
            ),
            resourceSources: resourceSources,
            constants: constants,
            tables: tables,
            variables: constants.site
        )
    }

    /// Completes the maps of one direction with what they inherit.
    private static func complete(
        _ files: [MapFile],
        folder: String,
        _ own: Set<String>,
        _ constants: inout SharedConstants,
        into diagnostics: inout Diagnostics
    ) -> [MapFile] {
        var inheritance = Inheritance(files, folder: folder)
        let maps = inheritance.maps()
        inheritance.checkUse(ownFiles: own)
        constants.files.merge(inheritance.fragmentConstants()) { first, _ in first }
        for diagnostic in inheritance.diagnostics.sorted { diagnostics.append(diagnostic) }
        return maps
    }

    private enum Kind {
        case map, resourceMap, change, editMap, table, sheet, settings

        static let mapFolder = "hl7v2-to-fhir/"
        static let resourceMapFolder = "fhir-to-hl7v2/"
        static let changeFolder = "fhir-to-fhir/"
        static let editMapFolder = "hl7v2-to-hl7v2/"

        /// What a file of the kind holds; `nil` where it cannot be read, which is reported.
        func root(of file: SiteFile, into diagnostics: inout Diagnostics) -> Node? {
            if case .sheet = self {
                return TableSheet.node(file.text, path: file.path, into: &diagnostics)
            }
            return Node.parse(file.text, file: file.path, into: &diagnostics)
        }

        init?(path: String) {
            if path.hasPrefix("tables/"), path.hasSuffix(".csv") {
                self = .sheet
                return
            }
            guard path.hasSuffix(".yaml") else { return nil }
            if path == "corridor.yaml" {
                self = .settings
                return
            }
            let replaced = MapFile.replacedFolder
            let place = path.hasPrefix(replaced) ? path.dropFirst(replaced.count) : path[...]
            if place.hasPrefix(Self.mapFolder) {
                self = .map
            } else if place.hasPrefix(Self.resourceMapFolder) {
                self = .resourceMap
            } else if place.hasPrefix(Self.changeFolder) {
                self = .change
            } else if place.hasPrefix(Self.editMapFolder) {
                self = .editMap
            } else if path.hasPrefix("tables/") {
                self = .table
            } else {
                return nil
            }
        }
    }

    private static func link(
        _ sources: [MapSource],
        _ tables: [CodeTable],
        _ constants: SharedConstants,
        own: Set<String>,
        into diagnostics: inout Diagnostics
    ) -> [String: MessageMap] {
        reportTwins(sources, tables, into: &diagnostics)
        var compiler = MapCompiler(sources: sources, tables: tables, constants: constants)
        compiler.ownFiles = own
        let roots = compiler.compileAll()
        for diagnostic in compiler.diagnostics.sorted { diagnostics.append(diagnostic) }
        guard let members = Plan.BundleMembers(.r4) else { return [:] }
        var maps: [String: MessageMap] = [:]
        for (number, blocks) in roots {
            let source = sources[number]
            guard case .structure(let name) = source.origin, let structure = Structure.named(name) else {
                continue
            }
            maps[source.name] = MessageMap(
                name: source.name,
                structure: structure,
                plan: compiler.plan,
                blocks: blocks,
                bundleUses: compiler.bundleUses[number] ?? 0..<0,
                frame: compiler.frame(of: number),
                aliases: compiler.aliasCount(of: number),
                kind: source.bundle,
                keepsUnmapped: source.keep == .unmapped,
                members: members,
                location: source.location
            )
        }
        return maps
    }

    /// Two maps of one name, source and target, or two tables of one name, leave open which is meant.
    private static func reportTwins(
        _ sources: [MapSource],
        _ tables: [CodeTable],
        into diagnostics: inout Diagnostics
    ) {
        var known: [String: MapSource] = [:]
        for source in sources {
            let key = "\(source.name) \(source.origin) \(source.target)"
            if let other = known[key] {
                diagnostics.error(
                    at: source.location,
                    key: "map",
                    "`\(other.path)` has a map of this name, with the same `from` and `to`",
                    suggestion: "give one of them another name"
                )
            }
            known[key] = source
        }
        var names: Set<String> = []
        for table in tables where !names.insert(table.name).inserted {
            guard let location = table.rows.first?.location else { continue }
            diagnostics.error(at: location, key: "table", "there are two tables `\(table.name)`")
        }
    }

    /// Tables of the site's own files that no file names.
    private static func warnAboutUnused(
        _ tables: [CodeTable],
        own: Set<String>,
        among files: [SiteFile],
        into diagnostics: inout Diagnostics
    ) {
        for table in tables {
            guard let location = table.rows.first?.location, own.contains(location.file) else {
                continue
            }
            let name = "'\(table.name)'"
            guard !files.contains(where: { $0.text.contains(name) }) else { continue }
            diagnostics.warning(
                at: SourceLocation(file: location.file, line: 1, column: 1),
                key: "table",
                "nothing looks up `\(table.name)`",
                suggestion: "use it as `lookup(\(name))`, or take the file away"
            )
        }
    }

    /// The message map of a name, such as `hl7v2-to-fhir/ORU_R01` or `ORU_R01`.
    public func map(named name: String) -> MessageMap? {
        if name.hasPrefix(Kind.editMapFolder) { return nil }
        return messageMaps[name] ?? messageMaps[name.split(separator: "/").last.map(String.init) ?? name]
    }

    /// The names that ``map(named:)`` finds, sorted.
    public var names: [String] { messageMaps.keys.sorted() }

    /// The map from a resource of a name, for messages of another version than its own.
    ///
    /// Fields, segments and groups that the version does not have are left out.
    ///
    /// - Parameters:
    ///   - name: such as `fhir-to-hl7v2/ORU_R01` or `ORU_R01`.
    ///   - version: the version of the messages.
    ///   - diagnostics: receives what the version requires and the map does not make.
    /// - Returns: the map; `nil` where none bears the name.
    public func resourceMap(
        named name: String,
        version: Version,
        into diagnostics: inout Diagnostics
    ) -> ResourceMap? {
        guard let known = resourceMap(named: name), known.version != version else {
            return resourceMap(named: name)
        }
        var compiler = ResourceCompiler(sources: resourceSources, tables: tables, constants: constants)
        let map = compiler.compile(known.name, version: version)
        for diagnostic in compiler.diagnostics.sorted { diagnostics.append(diagnostic) }
        return map
    }

    /// The map from a resource of a name, such as `fhir-to-hl7v2/ORU_R01` or `ORU_R01`.
    public func resourceMap(named name: String) -> ResourceMap? {
        let prefix = "fhir-to-hl7v2/"
        if name.hasPrefix(prefix) { return resourceMaps[String(name.dropFirst(prefix.count))] }
        return resourceMaps[name]
    }

    /// The names that ``resourceMap(named:)`` finds, sorted.
    public var resourceMapNames: [String] { resourceMaps.keys.sorted() }

    /// The map from FHIR to FHIR of a name, such as `fhir-to-fhir/to-registry` or `to-registry`.
    public func resourceChange(named name: String) -> ResourceChange? {
        let prefix = Kind.changeFolder
        return resourceChanges[name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name]
    }

    /// The names that ``resourceChange(named:)`` finds, sorted.
    public var resourceChangeNames: [String] { resourceChanges.keys.sorted() }

    /// The map that edits messages of a name, such as `hl7v2-to-hl7v2/lab-to-registry` or `lab-to-registry`.
    public func editMap(named name: String) -> MessageEdits? {
        let prefix = Kind.editMapFolder
        return editMaps[name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name]
    }

    /// The names that ``editMap(named:)`` finds, sorted.
    public var editMapNames: [String] { editMaps.keys.sorted() }
}
