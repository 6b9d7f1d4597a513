// The planned deliveries of a message as one `bytea`: route int4, part int2, destination int4, key count int2, then
// the keys as int8 each; big endian. The SQL function `deliveries_of` reads the same form.

/// Packs and reads planned deliveries.
enum PackedDeliveries {
    private static let headerBytes = 12

    /// Keys beyond what two bytes count are dropped from the end; a planner stays far below.
    static let keyLimit = 32_767

    static func pack(_ deliveries: [PlannedDelivery]) -> [UInt8] {
        if deliveries.isEmpty { return [] }
        var packed: [UInt8] = []
        packed.reserveCapacity(deliveries.reduce(0) { $0 + headerBytes + $1.keys.count * 8 })
        for delivery in deliveries {
            append(delivery.route.rawValue, to: &packed)
            append(delivery.part, to: &packed)
            append(delivery.destination.rawValue, to: &packed)
            let keys = delivery.keys.prefix(keyLimit)
            append(Int16(keys.count), to: &packed)
            for key in keys { append(key, to: &packed) }
        }
        return packed
    }

    static func unpack(_ packed: [UInt8]) throws(StoreError) -> [PlannedDelivery] {
        var deliveries: [PlannedDelivery] = []
        var position = 0
        while position < packed.count {
            guard position + headerBytes <= packed.count else {
                throw .unexpectedContent("message.deliveries")
            }
            let keyCount = Int(read(packed, position + 10, as: Int16.self))
            guard keyCount >= 0, position + headerBytes + keyCount * 8 <= packed.count else {
                throw .unexpectedContent("message.deliveries")
            }
            deliveries.append(
                PlannedDelivery(
                    route: RouteID(rawValue: read(packed, position, as: Int32.self)),
                    part: read(packed, position + 4, as: Int16.self),
                    destination: DestinationID(rawValue: read(packed, position + 6, as: Int32.self)),
                    keys: (0..<keyCount).map { read(packed, position + headerBytes + $0 * 8, as: Int64.self) }
                )
            )
            position += headerBytes + keyCount * 8
        }
        return deliveries
    }

    private static func append<Integer: FixedWidthInteger>(_ value: Integer, to packed: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { packed.append(contentsOf: $0) }
    }

    private static func read<Integer: FixedWidthInteger>(
        _ packed: [UInt8],
        _ position: Int,
        as type: Integer.Type
    ) -> Integer {
        packed[position..<(position + MemoryLayout<Integer>.size)]
            .reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
    }
}
