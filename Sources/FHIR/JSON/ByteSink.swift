// Memory that a writer fills from front to back.
//
// Unsafe memory: an array that is appended to asks at every byte whether it is shared, full and long enough, which was
// two thirds of what writing JSON cost. Here the question is asked once a piece, and the memory is the sink's alone.

/// Bytes under construction, which grow as they are appended to; not copyable, because it owns its memory.
package struct ByteSink: ~Copyable {
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    /// How many bytes were appended.
    package private(set) var count = 0

    /// A sink with room for some bytes.
    package init(capacity: Int) {
        self.capacity = max(capacity, Self.leastCapacity)
        memory = .allocate(byteCount: self.capacity, alignment: Self.alignment)
    }

    deinit {
        memory.deallocate()
    }

    /// Appends one byte.
    @inline(__always)
    package mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Appends a piece that lies somewhere else.
    @inline(__always)
    package mutating func append(_ source: UnsafeRawPointer, _ length: Int) {
        if capacity - count < length { grow(by: length) }
        (memory + count).copyMemory(from: source, byteCount: length)
        count += length
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    mutating func append(_ byte: UInt8, repeated times: Int) {
        for _ in 0..<times { append(byte) }
    }

    /// Appends a number as its four bytes.
    @inline(__always)
    package mutating func append(_ number: UInt32) {
        if capacity - count < 4 { grow(by: 4) }
        memory.storeBytes(of: number, toByteOffset: count, as: UInt32.self)
        count += 4
    }

    /// Appends a number as its eight bytes.
    @inline(__always)
    package mutating func append(_ number: UInt64) {
        if capacity - count < 8 { grow(by: 8) }
        memory.storeBytes(of: number, toByteOffset: count, as: UInt64.self)
        count += 8
    }

    /// Forgets what was appended and keeps the memory.
    package mutating func removeAll() {
        count = 0
    }

    /// Hands out what was appended.
    @inline(__always)
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// What was appended.
    package func bytes() -> [UInt8] {
        Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            UnsafeMutableRawPointer(base).copyMemory(from: memory, byteCount: count)
            initialized = count
        }
    }

    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: Self.alignment)
        larger.copyMemory(from: memory, byteCount: count)
        memory.deallocate()
        memory = larger
    }

    private static let leastCapacity = 64
    private static let alignment = 16
}
