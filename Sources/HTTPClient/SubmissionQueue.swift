// The requests that wait for a free slot, first come first served.

/// A queue with removal from the middle; its storage shrinks as it drains.
struct SubmissionQueue {
    private var items: [Submission?] = []
    private var head = 0

    mutating func append(_ submissions: [Submission]) {
        items.append(contentsOf: submissions.map(Optional.some))
    }

    mutating func popFirst() -> Submission? {
        while head < items.count {
            defer { compactIfMostlyEmpty() }
            let item = items[head]
            items[head] = nil
            head += 1
            if let item { return item }
        }
        return nil
    }

    mutating func remove(_ id: HTTPRequestID) -> Submission? {
        guard let index = items.firstIndex(where: { $0?.id == id }) else { return nil }
        defer { items[index] = nil }
        return items[index]
    }

    /// Moving the rest down once half is spent keeps every pop at constant cost on average.
    private mutating func compactIfMostlyEmpty() {
        guard head > 64 ? head * 2 > items.count : head == items.count else { return }
        items.removeFirst(head)
        head = 0
    }
}
