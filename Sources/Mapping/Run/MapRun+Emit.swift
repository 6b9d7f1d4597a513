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
        for index in 0..<items.count {
            let item = evaluation.item(index, of: items)
            evaluation.focus = outer.on(item, position: index + 1)
            evaluation.rule = block.origin
            if let condition = block.condition, try !evaluation.holds(condition) { continue }
            wanted.append((item, index + 1))
        }
        if block.groupBy.isEmpty {
            for (item, position) in wanted {
                evaluation.focus = outer.on(item, position: position)
                try run(block.body)
            }
            return
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
        var groups: [[(item: Item, position: Int)]] = []
        groups.reserveCapacity(items.count)
        // The parts of the last item's key that were asked for.
        var last: [[UInt8]] = []
        for (index, entry) in items.enumerated() {
            let before = index > 0 ? items[index - 1] : nil
            if let before, try isOfGroup(entry, with: before, &last, keys, outer) {
                groups[groups.count - 1].append(entry)
            } else {
                groups.append([entry])
            }
        }
        return groups
    }

    /// Whether an item's key is that of the one before.
    ///
    /// Part by part, as most differ in the first: whole keys were one in 27 of a laboratory result's instructions.
    private mutating func isOfGroup(
        _ entry: (item: Item, position: Int),
        with before: (item: Item, position: Int),
        _ last: inout [[UInt8]],
        _ keys: Plan.Run,
        _ outer: Focus
    ) throws(EvaluationStopped) -> Bool {
        var parts: [[UInt8]] = []
        defer { last = parts }
        for (number, root) in keys.enumerated() {
            if number == last.count { last.append(try keyPart(root, of: before, outer)) }
            parts.append(try keyPart(root, of: entry, outer))
            if parts[number] != last[number] { return false }
        }
        return true
    }

    private mutating func keyPart(
        _ root: Int32,
        of entry: (item: Item, position: Int),
        _ outer: Focus
    ) throws(EvaluationStopped) -> [UInt8] {
        evaluation.focus = outer.on(entry.item, position: entry.position)
        return evaluation.joinedText(try evaluation.evaluate(plan.roots[Int(root)]))
    }

    private mutating func run(_ body: Plan.Block.Body) throws(EvaluationStopped) {
        switch body {
        case .frame(let blocks, let number, let aliases):
            try run(blocks, number: number, aliases: Int(aliases))
        case .resource(let emission, let rules, let uses, let alias, let key):
            try emit(emission, rules, uses, alias, key)
        }
    }

    // MARK: Resources

    private mutating func emit(
        _ number: Int32,
        _ rules: Plan.RuleSet,
        _ uses: Plan.Run,
        _ alias: Int32,
        _ key: Root?
    ) throws(EvaluationStopped) {
        var present: [(use: Plan.Use, item: Item)] = []
        for index in uses {
            let use = plan.uses[Int(index)]
            let items = try evaluation.evaluate(use.on)
            guard let item = evaluation.first(of: items) else { continue }
            if try isWilling(use.function, on: item) { present.append((use, item)) }
        }
        if !uses.isEmpty, present.isEmpty { return }
        var segment = evaluation.focus.segment
        if case .element(let element)? = present.first?.item { segment = Int32(element.segment) }
        let opened = open(number, try identity(of: number, segment: segment), segment: segment)
        if opened.state != .known {
            let checked = checks.count
            let waiting = pending.count
            let node = resources[Int(opened.resource)].node
            let outer = patched
            patched = plan.emissions[Int(number)].write == .patch ? opened.resource : -1
            defer { patched = outer }
            var written = try run(rules, into: node)
            for (use, item) in present { written = max(written, try run(use.function, on: item, into: node)) }
            guard isKept(written, rules, hasUses: !uses.isEmpty) || hasRemovals(opened.resource) else {
                return drop(opened, checks: checked, pending: waiting)
            }
            close(opened)
        }
        trace?.ran(plan.emissions[Int(number)].origin)
        guard alias >= 0 else { return }
        try name(opened.resource, alias, key)
    }

    /// Notes a resource under the name of its entry.
    private mutating func name(_ resource: Int32, _ alias: Int32, _ key: Root?) throws(EvaluationStopped) {
        var text: [UInt8] = []
        if let key {
            let items = try evaluation.evaluate(key)
            evaluation.appendJoinedText(items, to: &text)
        }
        let focus = evaluation.focus
        frames[Int(frame)].named[Int(alias)].append(
            Named(
                resource: resource,
                segment: focus.segment,
                group: focus.group,
                place: placeAtHand,
                key: text
            )
        )
    }

    /// Where the repetition at hand begins, or -1.
    var placeAtHand: Int {
        mutating get {
            guard case .element(let element)? = evaluation.focus.item, element.level != .segment else {
                return -1
            }
            return element.range.lowerBound
        }
    }

    private mutating func hasRemovals(_ resource: Int32) -> Bool {
        removals.contains { $0.resource == resource }
    }

    /// Emits the resource of a map's call, once by its identity; `nil` where nothing comes of it.
    mutating func emit(_ call: DeferredCall) throws(EvaluationStopped) -> Int32? {
        guard plan.functions[Int(call.function)].emission >= 0 else { return nil }
        let outer = evaluation.focus
        evaluation.focus = call.focus
        let base = evaluation.enter(call)
        defer {
            evaluation.leave(base)
            evaluation.focus = outer
        }
        return try recallOrEmit(call)
    }

    /// Emits the resource of a map whose arguments and place are set.
    mutating func emit(map number: Int32) throws(EvaluationStopped) -> Emitted? {
        let function = plan.functions[Int(number)]
        guard case .rules(let rules) = function.kind else { return nil }
        let identity = try identity(of: function.emission, segment: -1)
        let opened = open(function.emission, identity, segment: -1)
        let emitted = Emitted(opening: opened, identity: identity, emission: function.emission)
        guard opened.state != .known else { return emitted }
        let checked = checks.count
        let waiting = pending.count
        let written = try runRules(of: number, into: resources[Int(opened.resource)].node)
        guard isKept(written, rules, hasUses: false) else {
            drop(opened, checks: checked, pending: waiting)
            return nil
        }
        close(opened)
        return emitted
    }

    /// What became of a map that emits.
    struct Emitted {
        let opening: Opening
        let identity: IdentityInQuestion
        let emission: Int32
    }

    /// The bytes of an identity.
    struct IdentityInQuestion {
        var bytes: [UInt8]
        /// Whether the message gives it, or the place has to do.
        let isGiven: Bool
        /// Its id, where it is known already.
        var id: StableIdentifier?
        /// What was read for it.
        let asked: Range<Int>
    }

    private mutating func identity(
        of number: Int32,
        segment: Int32
    ) throws(EvaluationStopped) -> IdentityInQuestion {
        let emission = plan.emissions[Int(number)]
        let known = evaluation.readings.count
        let given = try identity(of: emission)
        let bytes = given ?? position(segment, emission.origin)
        return IdentityInQuestion(
            bytes: bytes,
            isGiven: given != nil,
            asked: known..<evaluation.readings.count
        )
    }

    /// Finds the resource of an identity, or begins it.
    mutating func open(_ number: Int32, _ wanted: IdentityInQuestion, segment: Int32) -> Opening {
        let emission = plan.emissions[Int(number)]
        var bytes = wanted.bytes
        var identity = self.number(of: Identity(type: emission.type, bytes: bytes), emission, id: wanted.id)
        let length = bytes.count
        var repeated = 1
        while identities[Int(identity)].resource >= 0 {
            let known = identities[Int(identity)].resource
            if let opening = openAgain(known, number, segment: segment) { return opening }
            if repeated == 1 {
                let reason =
                    "another \(emission.typeName) of this message has the same identity; both are kept apart"
                report(reason, isError: false, origin: emission.origin, segment: segment)
            }
            repeated += 1
            bytes.removeSubrange(length...)
            bytes.append(contentsOf: "\u{1E}\(repeated)".utf8)
            identity = self.number(of: Identity(type: emission.type, bytes: bytes), emission)
        }
        let id = identities[Int(identity)].id
        resources.append(
            Resource(
                emission: number,
                node: builder.resource(emission.type),
                identity: identity,
                id: id,
                segment: segment
            )
        )
        identities[Int(identity)].resource = Int32(resources.count - 1)
        if emission.write == .patch || emission.write == .referenceOnly { hasUnusual = true }
        trace?.identified(by: wanted.asked)
        return Opening(resource: Int32(resources.count - 1), state: .new)
    }

    /// The number of an identity, whose id is made when it is new.
    private mutating func number(
        of identity: Identity,
        _ emission: Plan.Emission,
        id given: StableIdentifier? = nil
    ) -> Int32 {
        let (number, isNew) = identityNumbers.insert(identity)
        guard isNew else { return number }
        let id = given ?? StableIdentifier(type: emission.typeName, identity: identity.bytes)
        identities.append(Identified(id: id, resource: -1))
        return number
    }

    mutating func close(_ opened: Opening) {
        if opened.state == .again {
            merged.insert(opened.resource)
            return
        }
        if let replaced = opened.replaced { checks.removeAll { $0.node == replaced.node } }
        let resource = resources[Int(opened.resource)]
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

    private mutating func drop(_ opened: Opening, checks checked: Int, pending waiting: Int) {
        checks.removeSubrange(checked...)
        pending.removeSubrange(waiting...)
        if opened.state == .again || putBack(opened) { return }
        identities[Int(resources[Int(opened.resource)].identity)].resource = -1
        resources[Int(opened.resource)].isDropped = true
    }

    /// The parts of an identity with their places kept; `nil` where the message gives none of them.
    private mutating func identity(of emission: Plan.Emission) throws(EvaluationStopped) -> [UInt8]? {
        var identity: [UInt8] = []
        identity.reserveCapacity(Self.usualIdentity)
        var isFound = false
        for index in emission.identity {
            let root = plan.roots[Int(index)]
            let items = try evaluation.evaluate(root)
            let start = identity.count
            evaluation.appendJoinedText(items, to: &identity)
            if identity.count > start, !plan.program.isConstant(root) { isFound = true }
            identity.append(Self.partEnd)
        }
        return isFound ? identity : nil
    }

    /// Bytes that most identities fit in.
    private static let usualIdentity = 128
    /// ASCII's unit separator, which no message's value holds unescaped.
    private static let partEnd: UInt8 = 0x1F

    /// What stands in for an identity: sender, control id, rule, and place in the message.
    private mutating func position(_ segment: Int32, _ origin: Int32) -> [UInt8] {
        let message = evaluation.message
        let header = message.header
        let focus = evaluation.focus
        var place = "\(segment)/\(focus.group.index)/\(focus.position)"
        if case .element(let element) = focus.item { place += "/\(element.range.lowerBound)" }
        if part > 0 { place += "#\(part)" }
        let text = [header.sendingFacility, header.sendingApplication, header.controlID, "\(origin)", place]
            .joined(separator: "\u{1F}")
        return Array(text.utf8)
    }

    /// Whether two segments say the same, their set ids aside.
    mutating func areEqual(_ left: Int32, _ right: Int32) -> Bool {
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
