// The keys of a value that is written as a mapping, in maps of both directions; what they mean is the compilers' matter.

import LocatedYAML

/// The parts of a value that is written as a mapping.
struct ValueNodes {
    let constant: Node?
    let value: Node?
    let when: Node?
    let otherwise: Node?
    let switchOn: Node?
    let cases: Node?
    let source: Node?
    let set: Node?
    let use: Node?

    /// Asks a reader for every key of a value, `type` aside.
    init(_ reader: inout MappingReader) {
        constant = reader.optional("constant")
        value = reader.optional("value")
        when = reader.optional("when")
        otherwise = reader.optional("otherwise")
        switchOn = reader.optional("switch")
        cases = reader.optional("cases")
        source = reader.optional("for")
        set = reader.optional("set")
        use = reader.optional("use")
    }
}
