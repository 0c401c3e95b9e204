-- An agent may have asked for work twice, where its first request was lost on the way back: only the newest may take a run, on
-- whichever server it waits. `asks_until` is when that gives up; null once it was answered with a run.
alter table agent add column asked bigint default 0 not null;
alter table agent add column asks_until timestamp with time zone;

-- The protocol that an agent speaks, and what it can do: JSON lists of names, null for one too old to tell.
alter table agent add column protocol integer default 1 not null;
alter table agent add column actions_json varchar(1048576);
alter table agent add column probes_json varchar(1048576);

-- What came twice, and what came too late: records that were stored already, and those of a lease that was over.
alter table run add column duplicate_records bigint default 0 not null;
alter table run add column late_records bigint default 0 not null;

-- One row: from when to when at least one server was there to hear agents, without a break. Silence before that is nobody's.
create table listening (
    id          integer                  not null,
    since       timestamp with time zone not null,
    until_about timestamp with time zone not null,
    constraint listening_pk primary key (id),
    constraint listening_is_one check (id = 1)
);
insert into listening (id, since, until_about) values (1, current_timestamp, current_timestamp);
