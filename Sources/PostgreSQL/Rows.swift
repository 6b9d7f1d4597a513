// A result, read in place. Reading checks widths and nulls; a mismatch is an error, never a trap.

import CLibPQ

/// The rows of a result.
public struct Rows: Sendable {
    /// Owns the C result.
    ///
    /// Unchecked: a PGresult is never changed after libpq has handed it over, and libpq allows reading it from any
    /// thread.
    private final class Owner: @unchecked Sendable {
        let result: OpaquePointer

        init(_ result: OpaquePointer) {
            self.result = result
        }

        deinit {
            PQclear(result)
        }
    }

    private let owner: Owner
    /// How many rows there are.
    public let count: Int
    private let columns: Int32

    /// Takes the C result over.
    init(owning result: OpaquePointer) {
        owner = Owner(result)
        count = Int(PQntuples(result))
        columns = PQnfields(result)
    }

    /// How many rows an insert, update or delete touched.
    public var affected: Int {
        guard let text = PQcmdTuples(owner.result) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// A row by its position.
    public subscript(row: Int) -> Row {
        precondition(row >= 0 && row < count, "no such row")
        return Row(rows: self, index: Int32(row))
    }

    /// All rows, in order.
    public var all: some Sequence<Row> { (0..<count).lazy.map { self[$0] } }

    fileprivate func value(_ row: Int32, _ column: Int32) throws(DatabaseError) -> UnsafeRawBufferPointer? {
        guard column >= 0, column < columns else { throw Row.mismatch(column) }
        guard PQgetisnull(owner.result, row, column) == 0 else { return nil }
        guard PQfformat(owner.result, column) == 1 else { throw Row.mismatch(column) }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(owner.result, row, column),
            count: Int(PQgetlength(owner.result, row, column))
        )
    }
}

/// One row of a result.
public struct Row: Sendable {
    fileprivate let rows: Rows
    fileprivate let index: Int32

    fileprivate static func mismatch(_ column: Int32) -> DatabaseError {
        DatabaseError(kind: .unexpectedAnswer, activity: "read", detail: "column \(column)")
    }

    /// An integer of any width; nil for null.
    public func optionalInteger(_ column: Int32) throws(DatabaseError) -> Int64? {
        guard let bytes = try rows.value(index, column) else { return nil }
        switch bytes.count {
        case 2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        default: throw Row.mismatch(column)
        }
    }

    /// An integer of any width.
    public func integer(_ column: Int32) throws(DatabaseError) -> Int64 {
        guard let value = try optionalInteger(column) else { throw Row.mismatch(column) }
        return value
    }

    /// An integer that fits the wanted type.
    public func integer<Integer: FixedWidthInteger>(
        _ column: Int32,
        as type: Integer.Type
    ) throws(DatabaseError) -> Integer {
        guard let value = Integer(exactly: try integer(column)) else { throw Row.mismatch(column) }
        return value
    }

    /// A moment as milliseconds since 1970; nil for null.
    public func optionalMoment(_ column: Int32) throws(DatabaseError) -> Int64? {
        try optionalInteger(column).map { Timestamp.millisecondsSince1970(microsecondsSince2000: $0) }
    }

    /// A moment as milliseconds since 1970.
    public func moment(_ column: Int32) throws(DatabaseError) -> Int64 {
        guard let value = try optionalMoment(column) else { throw Row.mismatch(column) }
        return value
    }

    /// A truth value.
    public func boolean(_ column: Int32) throws(DatabaseError) -> Bool {
        guard let bytes = try rows.value(index, column), bytes.count == 1 else { throw Row.mismatch(column) }
        return bytes[0] != 0
    }

    /// A text; nil for null.
    public func optionalText(_ column: Int32) throws(DatabaseError) -> String? {
        guard let bytes = try rows.value(index, column) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text.
    public func text(_ column: Int32) throws(DatabaseError) -> String {
        guard let value = try optionalText(column) else { throw Row.mismatch(column) }
        return value
    }

    /// Bytes; nil for null.
    public func optionalBytes(_ column: Int32) throws(DatabaseError) -> [UInt8]? {
        guard let bytes = try rows.value(index, column) else { return nil }
        return [UInt8](bytes)
    }

    /// Bytes.
    public func bytes(_ column: Int32) throws(DatabaseError) -> [UInt8] {
        guard let value = try optionalBytes(column) else { throw Row.mismatch(column) }
        return value
    }

    /// An `int8[]` without nulls.
    public func integers(_ column: Int32) throws(DatabaseError) -> [Int64] {
        guard let bytes = try rows.value(index, column), bytes.count >= 12 else { throw Row.mismatch(column) }
        func word(_ offset: Int) -> Int {
            Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        }
        if word(0) == 0 { return [] }
        guard word(0) == 1, word(4) == 0, word(8) == 20, bytes.count >= 20 else { throw Row.mismatch(column) }
        let count = word(12)
        guard count >= 0, bytes.count == 20 + count * 12 else { throw Row.mismatch(column) }
        return (0..<count).map { index in
            Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24 + index * 12, as: Int64.self))
        }
    }
}
