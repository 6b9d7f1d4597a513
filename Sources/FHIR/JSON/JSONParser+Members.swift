// Which member a name is, whether it stands there twice, and which resource an object is.

extension JSONParser {
    /// Reads a member's name and the colon after it, up to the value.
    @inline(__always)
    mutating func name() throws(JSONAbort) -> JSONScanner.Name {
        guard scanner.peek() == UInt8(ascii: "\"") else { try abort(.invalid, "expected a member's name") }
        let name = try check(scanner.name())
        scanner.skipSpace()
        guard scanner.skip(UInt8(ascii: ":")) else { try abort(.invalid, "expected `:`") }
        scanner.skipSpace()
        return name
    }

    /// The member of a name: number * 2, + 1 for `_name`; `nil` after reporting that there is none.
    @inline(__always)
    mutating func key(
        _ name: JSONScanner.Name,
        of type: TypeID,
        at position: Int
    ) throws(JSONAbort) -> Int? {
        if let member = find(name.range, name.isPlain, in: type) { return member.index * 2 }
        if let member = underscoredMember(name, of: type) { return member.index * 2 + 1 }
        let known = definitions.types[type.index]
        let hint = Suggestion.member(scanner.text(of: name), of: known, in: definitions)
        let advice = hint.map { "; did you mean \($0)?" } ?? ""
        try report(.structure, "\(known.name) has no element of this name\(advice)", at: position)
        return nil
    }

    /// The primitive whose id and extensions a name such as `_birthDate` holds.
    private func underscoredMember(_ name: JSONScanner.Name, of type: TypeID) -> Member? {
        guard name.range.count > 1, scanner.byte(of: name) == UInt8(ascii: "_"),
            let member = find(name.range.dropFirst(), name.isPlain, in: type)
        else { return nil }
        let record = memberRecords[member.index]
        return record.format != nil && !record.isAttribute ? member : nil
    }

    private func find(_ range: Range<Int>, _ isPlain: Bool, in type: TypeID) -> Member? {
        let bytes = isPlain ? scanner.source.span : scanner.decodedName.span
        return memberIndex.find(bytes, range, in: type, names: memberNames, members: memberRecords)
    }

    /// Reports a member that stands there twice, or two types of one choice; notes disorder.
    ///
    /// Members in definition order only need a look at the one before; others are looked for among all.
    @inline(__always)
    mutating func checkOrder(of key: Int, at position: Int) throws(JSONAbort) {
        if key > object.highest, object.highest < 0 || !isOtherChoice(key, object.highest) {
            object.highest = key
        } else {
            object.needsArranging = true
            try checkRepeats(of: key, at: position)
        }
        seen.append(key)
    }

    private mutating func checkRepeats(of key: Int, at position: Int) throws(JSONAbort) {
        for other in seen[object.firstSeen...] {
            if other == key { return try report(.structure, "the element stands here twice", at: position) }
            if isOtherChoice(key, other) {
                return try report(.structure, "the element stands here in two types", at: position)
            }
        }
    }

    private func isOtherChoice(_ key: Int, _ other: Int) -> Bool {
        key >> 1 != other >> 1
            && memberRecords[key >> 1].element == memberRecords[other >> 1].element
    }
}

extension JSONParser {
    private static let resourceTypeName = Array("resourceType".utf8)

    func isResourceType(_ name: JSONScanner.Name) -> Bool {
        name.range.count == Self.resourceTypeName.count && scanner.text(of: name) == "resourceType"
    }

    /// The type that the object here names, wherever among its members it does; reads nothing.
    ///
    /// Usually it is the first member. Where it is not, each level of resources is looked through once more,
    /// which the limit on depth bounds.
    mutating func resourceType() throws(JSONAbort) -> TypeID? {
        let start = scanner.position
        defer { scanner.position = start }
        scanner.position += 1
        scanner.skipSpace()
        while scanner.peek() == UInt8(ascii: "\"") {
            let name = try self.name()
            if isResourceType(name) { return try namedType() }
            try skip()
            scanner.skipSpace()
            guard scanner.skip(UInt8(ascii: ",")) else { break }
            scanner.skipSpace()
        }
        try report(.structure, "resourceType is missing", at: start)
        return nil
    }

    private mutating func namedType() throws(JSONAbort) -> TypeID? {
        let start = scanner.position
        let textCount = scanner.text.count
        defer { scanner.text.removeLast(scanner.text.count - textCount) }
        if let value = try check(scanner.value(of: .string)) {
            let name = String(decoding: scanner.text[value.range], as: UTF8.self)
            if let type = definitions.typeNames[name], definitions.types[type.index].isConcreteResource {
                return type
            }
        }
        try report(.structure, "resourceType names no resource", at: start)
        return nil
    }
}
