-- Runs that somebody made the one to compare with. Of several of one plan and profile the newest counts; one that was unpinned
-- stays, since runs that began before are still compared with it.
create table pin (
    id          uuid                     not null,
    run         uuid                     not null,
    reason      varchar(4000)            not null,
    pinned_at   timestamp with time zone not null,
    pinned_by   varchar(100)             not null,
    unpinned_at timestamp with time zone,
    unpinned_by varchar(100),
    constraint pin_pk primary key (id),
    constraint pin_run_known foreign key (run) references run (id) on delete cascade,
    constraint pin_end_is_whole check ((unpinned_at is null) = (unpinned_by is null))
);

-- The pin of a run, and the newest of a plan and profile.
create index pin_by_run on pin (run, pinned_at);

-- Whether it would be green if there were runs to compare with: such a run may be the first of them. From here on a check that is
-- NO_BASELINE has a `reading`, too.
alter table verdict add column lacks_only_baselines boolean default false not null;
