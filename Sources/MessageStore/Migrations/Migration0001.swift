// Migration 1: the queue. Never edited once released; what changes later is a new file.
// Why each table looks the way it does stands in ARCHITECTURE.md, "The queue".

extension Migration {
    /// Names, messages, the delivery log, what waits, what is parked, and the stat rows.
    static let queue = Migration(
        number: 1,
        script: """
            -- Names -------------------------------------------------------------------------------------------

            -- A message id has eight bits for the feed. epoch grows with every claim and fences stale settlers;
            -- nothing of the feed below low_id is unfinished outside pending and parked.
            create table feed(
                id smallint primary key check (id between 1 and 255),
                name text not null unique,
                owner text not null default '',
                epoch bigint not null default 0,
                low_id bigint not null default 0,
                claimed_at timestamptz,
                updated_at timestamptz not null default now()
            ) with (fillfactor = 50);

            create table route(id int generated always as identity primary key, name text not null unique);
            create table destination(id int generated always as identity primary key, name text not null unique);

            create table site_version(
                id int generated always as identity primary key,
                digest bytea not null,
                engine_build text not null,
                loaded_at timestamptz not null default now(),
                unique (digest, engine_build)
            );
            create table site_file(
                site int not null references site_version,
                path text not null,
                content text not null,
                primary key (site, path)
            );

            -- Messages ----------------------------------------------------------------------------------------

            -- id = (ms since 2020) << 21 | feed << 13 | sequence, so that a day is a range of ids.
            -- status: 1 accepted 2 unrouted 3 filtered 4 refused 5 suspect. format: 1 HL7 v2 2 FHIR JSON 3 FHIR XML.
            -- deliveries: what was planned, packed; read it with deliveries_of().
            create table message(
                id bigint not null,
                received_at timestamptz not null,
                site int not null,
                status smallint not null,
                format smallint not null,
                control_id text,
                type text not null,
                sender text,
                payload_hash bigint not null,
                refusal text,
                deliveries bytea not null,
                payload bytea not null,
                primary key (id)
            ) partition by range (id);
            create index message_control_id on message(control_id, id);
            alter table message alter column payload set storage main, alter column deliveries set storage main;
            do $$ begin
                alter table message alter column payload set compression lz4;
            exception when feature_not_supported then
                null; -- A server built without lz4 compresses with pglz: slower, nothing else.
            end $$;

            -- outcome: 1 delivered 2 deferred 3 parked 4 discarded 5 attempt failed 6 outcome unknown 7 released.
            create table delivery_log(
                message bigint not null,
                route int not null,
                part smallint not null,
                destination int not null,
                outcome smallint not null,
                at timestamptz not null default now(),
                code int not null,
                attempts int not null,
                latency_ms int not null,
                error text,
                sent_hash bytea,
                response bytea
            ) partition by range (message);
            create index delivery_log_message on delivery_log using brin(message)
                with (pages_per_range = 16, autosummarize = on);

            -- What waits, what is parked ----------------------------------------------------------------------

            -- rank: the place in the total order; the message's id, or a fresh id of the feed after a release.
            -- reason: 1 retry 2 backlog 3 paused 4 released.
            create table pending(
                message bigint not null,
                route int not null,
                part smallint not null,
                rank bigint not null,
                destination int not null,
                feed smallint not null,
                keys bigint[] not null,
                reason smallint not null,
                attempts int not null,
                waiting_since timestamptz not null default now(),
                next_at timestamptz not null,
                last_code int not null,
                last_error text,
                primary key (message, route, part)
            ) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
                autovacuum_vacuum_cost_delay = 0);
            create index pending_order on pending(destination, feed, rank, route, part);

            create table parked(
                message bigint not null,
                route int not null,
                part smallint not null,
                destination int not null,
                feed smallint not null,
                keys bigint[] not null,
                parked_at timestamptz not null default now(),
                reason text not null,
                code int not null,
                attempts int not null,
                diagnostics text not null,
                primary key (message, route, part)
            );

            -- Stat rows, written by the owner about once a second ---------------------------------------------

            create table feed_stat(
                feed smallint primary key,
                accepted bigint not null default 0,
                unrouted bigint not null default 0,
                filtered bigint not null default 0,
                refused bigint not null default 0,
                suspect bigint not null default 0,
                updated_at timestamptz not null default now()
            ) with (fillfactor = 50);
            create table destination_stat(
                feed smallint not null,
                destination int not null,
                delivered bigint not null default 0,
                failed bigint not null default 0,
                discarded bigint not null default 0,
                parked bigint not null default 0,
                waiting bigint not null default 0,
                in_flight bigint not null default 0,
                oldest_at timestamptz,
                updated_at timestamptz not null default now(),
                primary key (feed, destination)
            ) with (fillfactor = 50);

            -- Functions ---------------------------------------------------------------------------------------

            create function feed_of(id bigint) returns smallint language sql immutable strict parallel safe
                return ((id >> 13) & 255)::smallint;

            -- The first key of the advisory locks, so that two schemas in one database do not meet.
            -- Second keys: 1 to 255 are feeds, 0 is the making of partitions.
            create function lock_space() returns int language sql stable
                return (current_schema()::regnamespace::oid::bigint & 2147483647)::int;

            -- A big-endian integer of `width` bytes behind `start` bytes.
            create function read_integer(packed bytea, start int, width int) returns bigint
                language sql immutable strict parallel safe
                return ('x' || lpad(encode(substring(packed from start + 1 for width), 'hex'), 16, '0'))::bit(64)::bigint;

            -- Unfolds message.deliveries: route int4, part int2, destination int4, count int2, keys int8 each.
            create function deliveries_of(packed bytea)
                returns table(route int, part smallint, destination int, keys bigint[])
                language plpgsql immutable strict parallel safe as $$
            declare
                position int := 0;
                key_count int;
            begin
                while position < length(packed) loop
                    route := read_integer(packed, position, 4);
                    part := read_integer(packed, position + 4, 2);
                    destination := read_integer(packed, position + 6, 4);
                    key_count := read_integer(packed, position + 10, 2);
                    keys := array(
                        select read_integer(packed, position + 12 + 8 * n, 8)
                        from generate_series(0, key_count - 1) n order by n);
                    position := position + 12 + 8 * key_count;
                    return next;
                end loop;
            end $$;

            create view planned_delivery as
                select m.id as message, feed_of(m.id) as feed, m.received_at, d.route, d.part, d.destination, d.keys
                from message m cross join lateral deliveries_of(m.deliveries) d;

            -- Makes a day's partitions. Attaching locks the parents far less than creating in place.
            create function ensure_day(suffix text, low bigint, high bigint) returns boolean language plpgsql as $$
            declare
                parent record;
                leaf text;
            begin
                if to_regclass('delivery_log_' || suffix) is not null then return false; end if;
                perform pg_advisory_xact_lock(lock_space(), 0);
                if to_regclass('delivery_log_' || suffix) is not null then return false; end if;
                for parent in select * from (values ('message', 'id'), ('delivery_log', 'message')) p(name, key) loop
                    leaf := parent.name || '_' || suffix;
                    execute format(
                        'create table %I (like %I including defaults including storage including compression, '
                        'constraint day_range check (%I >= %s and %I < %s))',
                        leaf, parent.name, parent.key, low, parent.key, high);
                    execute format(
                        'alter table %I attach partition %I for values from (%s) to (%s)',
                        parent.name, leaf, low, high);
                    execute format('alter table %I drop constraint day_range', leaf);
                end loop;
                return true;
            end $$;

            -- Takes a feed by a session lock. high_id: no id or rank of the feed is above it.
            -- Not taken: epoch tells whether someone else has claimed it since.
            create function claim_feed(number smallint, owner_name text)
                returns table(claimed boolean, epoch bigint, low_id bigint, high_id bigint) language plpgsql as $$
            begin
                if not pg_try_advisory_lock(lock_space(), number) then
                    return query select false, f.epoch, f.low_id, f.low_id from feed f where f.id = number;
                    return;
                end if;
                update feed f set epoch = f.epoch + 1, owner = owner_name, claimed_at = now()
                    where f.id = number returning f.epoch, f.low_id into epoch, low_id;
                if not found then
                    raise exception using errcode = 'CR002', message = 'no such feed';
                end if;
                high_id := greatest(
                    low_id - 1,
                    (select m.id from message m where m.id >= claim_feed.low_id and feed_of(m.id) = number
                        order by m.id desc limit 1),
                    (select max(p.rank) from destination d cross join lateral (
                        select w.rank from pending w where w.destination = d.id and w.feed = number
                        order by w.rank desc limit 1) p));
                -- The parked gauge may have drifted by what a crash forgot.
                update destination_stat s set parked = 0 where s.feed = number and s.parked <> 0;
                insert into destination_stat as s (feed, destination, parked)
                    select number, p.destination, count(*) from parked p where p.feed = number group by p.destination
                    on conflict (feed, destination) do update set parked = excluded.parked;
                claimed := true;
                return next;
            end $$;

            create function release_feed(number smallint) returns boolean language plpgsql as $$
            begin
                update feed set owner = '' where id = number;
                return pg_advisory_unlock(lock_space(), number);
            end $$;

            -- Fails unless the epochs are the newest: a stale process can settle nothing. The row locks make a
            -- claim wait for the settling transaction.
            create function check_owner(numbers smallint[], epochs bigint[]) returns void language plpgsql as $$
            declare
                matching int;
            begin
                select count(*) into matching from (
                    select 1 from feed f join unnest(numbers, epochs) e(number, epoch)
                        on f.id = e.number and f.epoch = e.epoch
                    order by f.id for share of f) held;
                if matching <> cardinality(numbers) then
                    raise exception using errcode = 'CR001', message = 'the feed has another owner';
                end if;
            end $$;

            -- Gives a feed the lowest free number. A new feed has nothing below `start`: recovery begins there.
            create function intern_feed(feed_name text, start bigint) returns smallint language plpgsql as $$
            declare
                number smallint;
            begin
                select id into number from feed where name = feed_name;
                if found then return number; end if;
                lock table feed in share row exclusive mode;
                select id into number from feed where name = feed_name;
                if found then return number; end if;
                select min(n) into number from generate_series(1, 255) n where not exists (select from feed where id = n);
                if number is null then return 0; end if;
                insert into feed(id, name, low_id) values (number, feed_name, start);
                return number;
            end $$;

            -- The same files and build get the same number again.
            create function intern_site(paths text[], contents text[], build text) returns int language plpgsql as $$
            declare
                hash bytea;
                number int;
            begin
                select sha256(convert_to(coalesce(string_agg(
                        length(path) || ':' || path || length(content) || ':' || content, '' order by path), ''), 'UTF8'))
                    into hash from unnest(paths, contents) f(path, content);
                select id into number from site_version where digest = hash and engine_build = build;
                if found then return number; end if;
                insert into site_version(digest, engine_build) values (hash, build)
                    on conflict do nothing returning id into number;
                if number is null then
                    select id into number from site_version where digest = hash and engine_build = build;
                    return number;
                end if;
                insert into site_file(site, path, content)
                    select number, path, content from unnest(paths, contents) f(path, content);
                return number;
            end $$;
            """
    )
}
