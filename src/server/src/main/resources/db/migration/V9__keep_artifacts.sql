-- Pieces of a target that agents captured. `number` is the agent's, from 1; `seq` its record. What is absent says why and has no
-- pieces. `size` and `sha256` are of the content as it is handed out; the pieces, one behind the other, are that in gzip.
create table artifact (
    run       uuid                     not null,
    number    integer                  not null,
    seq       bigint                   not null,
    at        timestamp with time zone not null,
    name      varchar(255)             not null,
    source    varchar(4000)            not null,
    moment    varchar(16)              not null,
    occasion  varchar(1000)            not null,
    size      bigint                   not null,
    truncated boolean                  not null,
    redacted  integer                  not null,
    sha256    varchar(64)              not null,
    pieces    integer                  not null,
    absent    varchar(4000)            not null,
    constraint artifact_pk primary key (run, number),
    constraint artifact_run_known foreign key (run) references run (id) on delete cascade,
    constraint artifact_moment_known check (moment in ('start', 'red', 'beforeRestart', 'end')),
    constraint artifact_absent_has_nothing check (absent = '' or (size = 0 and pieces = 0))
);

-- `seq` is the agent's record; `piece` counts from 1 within the artifact.
create table artifact_piece (
    run     uuid    not null,
    seq     bigint  not null,
    number  integer not null,
    piece   integer not null,
    content bytea   not null,
    constraint artifact_piece_pk primary key (run, seq),
    constraint artifact_piece_artifact_known foreign key (run, number) references artifact (run, number) on delete cascade,
    constraint artifact_piece_from_one check (piece >= 1)
);
-- An artifact is put together from its pieces.
create index artifact_piece_by_artifact on artifact_piece (run, number, piece);
