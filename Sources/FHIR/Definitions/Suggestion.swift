// A known name close to one that is not, for "did you mean".

enum Suggestion {
    /// Names longer than this are not compared.
    private static let maximumLength = 64
    /// Most letters that may differ.
    private static let maximumDistance = 2

    /// The member's name closest to `name` in a type, if one is close.
    static func member(
        _ name: String,
        of type: TypeDefinition,
        in definitions: Definitions.Storage
    ) -> String? {
        let names = type.members.map { member in
            String(decoding: definitions.names[definitions.members[member].name], as: UTF8.self)
        }
        return closest(to: name, among: names)
    }

    static func closest(to name: String, among names: [String]) -> String? {
        guard name.utf8.count <= maximumLength else { return nil }
        let candidates = names.map {
            ($0, distance(Array(name.lowercased().utf8), Array($0.lowercased().utf8)))
        }
        guard let best = candidates.min(by: { $0.1 < $1.1 }), best.1 <= maximumDistance else { return nil }
        return best.0
    }

    /// The number of letters to insert, remove or replace.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (leftIndex, leftByte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = leftIndex + 1
            for (rightIndex, rightByte) in right.enumerated() {
                let replaced = diagonal + (leftByte == rightByte ? 0 : 1)
                diagonal = row[rightIndex + 1]
                row[rightIndex + 1] = min(replaced, diagonal + 1, row[rightIndex] + 1)
            }
        }
        return row[right.count]
    }
}
