// What a location finds in a message whose groups are known.
//
// A path may start at any group below, in all repetitions of what encloses it; the next names are groups directly
// in the last, or reached through groups that do not repeat. `OBX-5` without a group is the first OBX of the
// message (or of the occurrence that evaluation starts from).

extension Message {
    /// The elements at a location, in message order; groups' names are looked up in a tree of this message.
    ///
    /// - Parameters:
    ///   - location: the location, whose groups may also be segments' names.
    ///   - tree: the groups of this message.
    ///   - start: the occurrence that the location is relative to; the whole message where left out.
    /// - Returns: the elements that are there; nothing for groups that the structure does not have.
    public func elements(
        at location: Location,
        in tree: GroupTree,
        from start: GroupTree.Occurrence = .root
    ) -> [Element] {
        guard let first = location.groups.first else {
            return elements(
                at: location,
                amongSegments: tree.segmentsBelow(start, of: self, named: location.segment)
            )
        }
        guard first.segment == nil || tree.knows(first.name) else { return elements(at: location) }
        var occurrences = select(first.index, from: tree.occurrences(named: first.name, below: start)) {
            _,
            _ in false
        }
        for step in location.groups.dropFirst() {
            occurrences = occurrences.flatMap { occurrence in
                select(step.index, from: tree.occurrences(named: step.name, below: occurrence)) { _, _ in
                    false
                }
            }
        }
        return occurrences.flatMap { occurrence in
            elements(
                at: location,
                amongSegments: tree.segments(named: location.segment, in: occurrence, of: self)
            )
        }
    }
}

extension GroupTree {
    /// The segments of a name directly in an occurrence; where it has none, those in the occurrences directly below
    /// whose groups do not repeat.
    public func segments(named name: SegmentName, in occurrence: Occurrence, of message: Message) -> [Int] {
        let direct = message.segments(named: name, in: occurrence, of: self)
        guard direct.isEmpty else { return direct }
        for child in children(of: occurrence) where !structure[group(of: child)].repeats {
            let below = segments(named: name, in: child, of: message)
            if !below.isEmpty { return below }
        }
        return []
    }

    /// Whether the structure has a group of a name.
    func knows(_ name: String) -> Bool {
        !structure.descendants(named: name).isEmpty
    }

    func occurrences(named name: String, below start: Occurrence) -> [Occurrence] {
        let groups = structure.descendants(named: name, of: group(of: start))
        return groups.flatMap { descendants(of: start, in: $0) }.sorted()
    }

    /// All segments of a name in an occurrence and everything below it, in message order.
    func segmentsBelow(_ start: Occurrence, of message: Message, named name: SegmentName) -> [Int] {
        (0..<message.segmentCount).filter { segment in
            guard message.segmentName(segment) == name else { return false }
            let owner = Int(owners[segment])
            return owner >= start.index && owner < Int(records[start.index].end)
        }
    }
}
