// Emitting resources: what each `emit` entry is repeated for, identities, names, references.

import FHIR
import FHIRPath
import HL7v2

extension MapRun {
    /// Runs the entries of an `emit` list in a frame of their own.
    mutating func run(_ blocks: Plan.Run, number: Int32, aliases: Int) throws(EvaluationStopped) {
        let outer = frames.isEmpty ? -1 : frame
        frames.append(Frame(number: number, parent: outer, named: Array(repeating: [], count: aliases)))
        frame = Int32(frames.count - 1)
        defer { frame = outer }
        for block in blocks { try run(plan.blocks[Int(block)]) }
    }

    private mutating func run(_ block: Plan.Block) throws(EvaluationStopped) {
        evaluation.rule = block.origin
        guard let source = block.source else {
            if let condition = block.condition, try !evaluation.holds(condition) { return }
            return try run(block.body)
        }
        let items = try evaluation.evaluate(source)
        if items.isEmpty {
            if block.alternative >= 0 { try run(plan.blocks[Int(block.alternative)]) }
            return
        }
        let outer = evaluation.focus
        defer { evaluation.focus = outer }
        var wanted: [(item: Item, position: Int)] = []
        for (index, item) in items.list.enumerated() {
            evaluation.focus = outer.on(item, position: index + 1)
            evaluation.rule = block.origin
            if let condition = block.condition, try !evaluation.holds(condition) { continue }
            wanted.append((item, index + 1))
        }
        for group in try grouped(wanted, block.groupBy, outer) {
            evaluation.focus = outer.on(group[0].item, position: group[0].position)
            if group.count > 1 { evaluation.focus.joined = evaluation.join(group.map(\.item)) }
            try run(block.body)
        }
    }

    /// Puts neighbours with equal keys together.
    private mutating func grouped(
        _ items: [(item: Item, position: Int)],
        _ keys: Plan.Run,
        _ outer: Focus
    ) throws(EvaluationStopped) -> [[(item: Item, position: Int)]] {
        guard !keys.isEmpty else { return items.map { [$0] } }
        var groups: [[(item: Item, position: Int)]] = []
        var last: [String]?
        for entry in items {
            evaluation.focus = outer.on(entry.item, position: entry.position)
            var key: [String] = []
            for root in keys {
                let items = try evaluation.evaluate(plan.roots[Int(root)])
                key.append(joinedText(items))
            }
            if key == last {
                groups[groups.count - 1].append(entry)
            } else {
                groups.append([entry])
            }
            last = key
        }
        return groups
    }

    mutating func joinedText(_ items: Items) -> String {
        switch items {
        case .none: return ""
        case .one(let item): return evaluation.text(of: item) ?? ""
        case .many(let list):
            var text = ""
            for item in list {
                if !text.isEmpty { text += "~" }
                text += evaluation.text(of: item) ?? ""
            }
            return text
        }
    }

    private mutating func run(_ body: Plan.Block.Body) throws(EvaluationStopped) {
        switch body {
        case .frame(let blocks, let number, let aliases):
            try run(blocks, number: number, aliases: Int(aliases))
        case .resource(let emission, let rules, let uses, let alias):
            try emit(emission, rules, uses, alias)
        }
    }

    // MARK: Resources

    private mutating func emit(
        _ number: Int32,
        _ rules: Plan.RuleSet,
        _ uses: Plan.Run,
        _ alias: Int32
    ) throws(EvaluationStopped) {
        var present: [(use: Plan.Use, item: Item)] = []
        for index in uses {
            let use = plan.uses[Int(index)]
            guard let item = try evaluation.evaluate(use.on).first else { continue }
            if try isWilling(use.function, on: item) { present.append((use, item)) }
        }
        if !uses.isEmpty, present.isEmpty { return }
        var segment = evaluation.focus.segment
        if case .element(let element)? = present.first?.item { segment = Int32(element.segment) }
        let opened = try open(number, segment: segment)
        if opened.isNew {
            let checked = checks.count
            let waiting = pending.count
            let node = resources[Int(opened.resource)].node
            var written = try run(rules, into: node)
            for (use, item) in present { written = max(written, try run(use.function, on: item, into: node)) }
            guard isKept(written, rules, hasUses: !uses.isEmpty) else {
                return drop(opened.resource, checks: checked, pending: waiting)
            }
            close(opened.resource)
        }
        guard alias >= 0 else { return }
        let focus = evaluation.focus
        frames[Int(frame)].named[Int(alias)].append(
            Named(resource: opened.resource, segment: focus.segment, group: focus.group)
        )
    }

    /// Emits the resource of a map's call, once by its identity; `nil` where nothing comes of it.
    mutating func emit(_ call: DeferredCall) throws(EvaluationStopped) -> Int32? {
        let function = plan.functions[Int(call.function)]
        guard function.emission >= 0, case .rules(let rules) = function.kind else { return nil }
        let outer = evaluation.focus
        evaluation.focus = call.focus
        let base = evaluation.enter(arguments: call.arguments)
        defer {
            evaluation.leave(base)
            evaluation.focus = outer
        }
        let opened = try open(function.emission, segment: -1)
        guard opened.isNew else { return opened.resource }
        let checked = checks.count
        let waiting = pending.count
        let written = try runRules(of: call.function, into: resources[Int(opened.resource)].node)
        guard isKept(written, rules, hasUses: false) else {
            drop(opened.resource, checks: checked, pending: waiting)
            return nil
        }
        close(opened.resource)
        return opened.resource
    }

    /// Finds the resource of an identity, or begins it.
    private mutating func open(
        _ number: Int32,
        segment: Int32
    ) throws(EvaluationStopped) -> (resource: Int32, isNew: Bool) {
        let emission = plan.emissions[Int(number)]
        let identity = try identity(of: emission) ?? position(segment, emission.origin)
        var id = id(of: number, identity)
        var repeated = 1
        while let known = byID[id] {
            let isSame =
                emission.write != .update || segment < 0 || areEqual(segment, resources[Int(known)].segment)
            if isSame { return (known, false) }
            if repeated == 1 {
                let reason =
                    "another \(emission.typeName) of this message has the same identity; both are kept apart"
                report(reason, isError: false, origin: emission.origin, segment: segment)
            }
            repeated += 1
            id = StableIdentifier.uuid(type: emission.typeName, identity: "\(identity)\u{1E}\(repeated)")
        }
        let node = builder.resource(emission.type)
        resources.append(
            Resource(emission: number, node: node, id: id, fullURL: "urn:uuid:" + id, segment: segment)
        )
        byID[id] = Int32(resources.count - 1)
        return (Int32(resources.count - 1), true)
    }

    private mutating func id(of number: Int32, _ text: String) -> String {
        let identity = Identity(emission: number, text: text)
        if let known = ids[identity] { return known }
        let id = StableIdentifier.uuid(type: plan.emissions[Int(number)].typeName, identity: text)
        ids[identity] = id
        return id
    }

    private mutating func close(_ number: Int32) {
        let resource = resources[Int(number)]
        let emission = plan.emissions[Int(resource.emission)]
        checks.append(
            Check(
                node: resource.node,
                requirement: emission.requirement,
                origin: emission.origin,
                segment: resource.segment
            )
        )
    }

    private mutating func drop(_ number: Int32, checks checked: Int, pending waiting: Int) {
        byID[resources[Int(number)].id] = nil
        resources[Int(number)].isDropped = true
        checks.removeSubrange(checked...)
        pending.removeSubrange(waiting...)
    }

    /// The parts of an identity with their places kept; `nil` where the message gives none of them.
    private mutating func identity(of emission: Plan.Emission) throws(EvaluationStopped) -> String? {
        var text = ""
        var isFound = false
        for index in emission.identity {
            let root = plan.roots[Int(index)]
            let items = try evaluation.evaluate(root)
            let part = joinedText(items)
            if !part.isEmpty, !plan.program.isConstant(root) { isFound = true }
            text += part
            text += "\u{1F}"
        }
        return isFound ? text : nil
    }

    /// What stands in for an identity: sender, control id, rule, and place in the message.
    private mutating func position(_ segment: Int32, _ origin: Int32) -> String {
        let message = evaluation.message
        let header = message.header
        let focus = evaluation.focus
        var place = "\(segment)/\(focus.group.index)/\(focus.position)"
        if case .element(let element) = focus.item { place += "/\(element.range.lowerBound)" }
        return [header.sendingFacility, header.sendingApplication, header.controlID, "\(origin)", place]
            .joined(separator: "\u{1F}")
    }

    /// Whether two segments say the same, their set ids aside.
    private mutating func areEqual(_ left: Int32, _ right: Int32) -> Bool {
        guard left >= 0, right >= 0 else { return false }
        return left == right || content(of: left).elementsEqual(content(of: right))
    }

    private mutating func content(of segment: Int32) -> ArraySlice<UInt8> {
        let message = evaluation.message
        let bytes = message.rawBytes(message.segment(Int(segment)))
        let separators = bytes.indices.filter { bytes[$0] == message.delimiters.field }
        return separators.count > 1 ? bytes[separators[1]...] : bytes
    }
}
