// Columns that several statements have in common: which delivery, and a set of keys a row.

import PostgreSQL

/// The three columns that name a delivery.
struct DeliveryColumns: Sendable {
    private var message = BinaryArray(of: .int64)
    private var route = BinaryArray(of: .int32)
    private var part = BinaryArray(of: .int16)

    init() {}

    init(_ deliveries: some Sequence<DeliveryID>) {
        for delivery in deliveries { append(delivery) }
    }

    var count: Int { message.count }

    mutating func append(_ delivery: DeliveryID) {
        message.append(delivery.message.rawValue)
        route.append(delivery.route.rawValue)
        part.append(delivery.part)
    }

    /// `int8[]`, `int4[]`, `int2[]`.
    var parameters: [Parameter] { [.array(message), .array(route), .array(part)] }
}

/// A set of keys a row.
///
/// PostgreSQL does not unnest arrays of arrays of different lengths, so all keys stand in one array and each
/// row says from where to where.
struct KeyColumns: Sendable {
    private var all = BinaryArray(of: .int64)
    private var first = BinaryArray(of: .int32)
    private var last = BinaryArray(of: .int32)

    mutating func append(_ keys: [Int64]) {
        first.append(Int32(all.count + 1))
        for key in keys { all.append(key) }
        last.append(Int32(all.count))
    }

    /// `int8[]` with all keys, `int4[]` first and `int4[]` last positions, counted from 1.
    var parameters: [Parameter] { [.array(all), .array(first), .array(last)] }
}

extension BinaryArray {
    /// Appends a text that may be absent, cut at the limit and without NUL.
    mutating func append(_ text: String?, limit: Int) {
        if let text {
            append(Sanitised.text(text, limit: limit))
        } else {
            appendNull()
        }
    }
}
