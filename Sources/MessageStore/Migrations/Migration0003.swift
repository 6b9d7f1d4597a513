// Migration 3: which resources a FHIR feed has taken, and what it knew when it took a Bundle.

extension Migration {
    /// The index of resources.
    static let resourceIndex = Migration(
        number: 3,
        script: """
            -- By which addresses and identifiers a feed's resources are found; message is the one that said so last.
            -- Changed in the commit of that message. The key of an address is its text, as resource is; so whether an
            -- identifier still belongs to the newest version shows in the two messages being the same.
            create table resource_index(
                feed smallint not null,
                key bytea not null,
                resource text collate "C" not null,
                message bigint not null,
                primary key (feed, key, resource)
            ) with (fillfactor = 80);

            -- What a judgment depended on beside the bytes: which resources met a Bundle's conditions.
            alter table message add column known bytea;
            """
    )
}
