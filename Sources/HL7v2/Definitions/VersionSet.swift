// The versions that a row of the definitions holds for, as bits.

/// A set of versions.
struct VersionSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ version: Version) { rawValue = 1 << UInt16(version.rawValue) }

    /// Reads the table's letters: `a-c,f`, where `a` is 2.1.
    init(letters: some StringProtocol) {
        var bits: UInt16 = 0
        for range in Array(letters.utf8).split(separator: UInt8(ascii: ",")) {
            guard let first = range.first, let last = range.last else { continue }
            for letter in first...max(first, last) where letter >= 0x61 && letter < 0x71 {
                bits |= 1 << UInt16(letter - 0x61)
            }
        }
        rawValue = bits
    }

    /// The newest version in the set.
    var newest: Version? {
        Version.allCases.last { contains(VersionSet($0)) }
    }
}

extension Collection {
    /// The position of the entry that suits a version best.
    ///
    /// That is the one holding for it; else the nearest newer one, for newer definitions mostly add; else the
    /// newest older one. Without a version, the newest.
    func bestIndex(for version: Version?, versions: (Element) -> VersionSet) -> Index? {
        let newer = version.map { version in Version.allCases.filter { $0 >= version } } ?? []
        let older = Version.allCases.reversed().filter { candidate in version.map { candidate < $0 } ?? true }
        for candidate in newer + older {
            if let index = firstIndex(where: { versions($0).contains(VersionSet(candidate)) }) {
                return index
            }
        }
        return nil
    }
}
