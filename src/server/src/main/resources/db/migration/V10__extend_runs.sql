-- By how many seconds a run is to last longer than its profile says: as people want it, and as its agent has taken it up.
-- `planned_seconds` counts what is taken up.
alter table run add column extension_seconds bigint default 0 not null;
alter table run add column extended_seconds bigint default 0 not null;
alter table run add constraint run_extended_as_wanted check (0 <= extended_seconds and extended_seconds <= extension_seconds);

-- Who extended a run, by how much, and why. `total_seconds` counts all its extensions up to this one; a repeated request is known
-- by its key.
create table run_extension (
    id              uuid                     not null,
    run             uuid                     not null,
    by_seconds      bigint                   not null,
    total_seconds   bigint                   not null,
    reason          varchar(4000)            not null,
    made_at         timestamp with time zone not null,
    made_by         varchar(100)             not null,
    idempotency_key varchar(255),
    constraint run_extension_pk primary key (id),
    constraint run_extension_run_known foreign key (run) references run (id) on delete cascade,
    constraint run_extension_total_unique unique (run, total_seconds),
    constraint run_extension_key_unique unique (run, idempotency_key),
    constraint run_extension_lengthens check (0 < by_seconds and by_seconds <= total_seconds)
);
