// What a FHIR listener needs of the store, so that it can be tested without a database.

public import Listeners
public import MessageStore

/// Takes resources, and gives back what was taken.
public protocol ResourceStoring: MessageAccepting {
    /// The resources of a feed that are found by some keys, as they are now.
    func resources(
        foundBy keys: [[UInt8]],
        feed: FeedID,
        limit: Int
    ) async throws(StoreError) -> [IndexedResource]
    /// The newest accepted message of a feed that is found by a control id and has one of these types.
    func newest(controlID: String, types: [String], feed: FeedID) async throws(StoreError) -> MessageID?
    /// A message as it was stored, and where its deliveries are.
    func detail(_ id: MessageID) async throws(StoreError) -> MessageDetail?
}

extension MessageStore: ResourceStoring {
    /// A message as it was stored, and where its deliveries are.
    public func detail(_ id: MessageID) async throws(StoreError) -> MessageDetail? {
        try await message(id, logLimit: 0)
    }
}
