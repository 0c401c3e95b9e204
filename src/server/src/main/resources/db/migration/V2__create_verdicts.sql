-- One row per judgement of a run that had ended. `run_state` and `cursor_seq` tell on which evidence it rests: the same evidence
-- is judged once, and a run that came back after it was lost is judged again. `body` is the verdict as JSON.
create table verdict (
    run            uuid                     not null,
    revision       integer                  not null,
    run_state      varchar(16)              not null,
    cursor_seq     bigint                   not null,
    light          varchar(8)               not null,
    conclusive     boolean                  not null,
    recommendation varchar(16)              not null,
    judged_at      timestamp with time zone not null,
    body           text                     not null,
    constraint verdict_pk primary key (run, revision),
    constraint verdict_once_per_evidence unique (run, run_state, cursor_seq),
    constraint verdict_run_known foreign key (run) references run (id) on delete cascade,
    constraint verdict_light_known check (light in ('GREEN', 'YELLOW', 'RED')),
    constraint verdict_revision_from_one check (revision >= 1)
);

-- The list of verdicts, newest first.
create index verdict_by_age on verdict (judged_at, run);

-- The checks of a verdict again, for comparing runs by a criterion. `reading` is empty unless it was evaluated.
create table judged_check (
    run       uuid             not null,
    revision  integer          not null,
    place     integer          not null,
    criterion varchar(500)     not null,
    test      varchar(100),
    light     varchar(8)       not null,
    state     varchar(16)      not null,
    reading   double precision,
    unit      varchar(32)      not null,
    samples   bigint           not null,
    constraint judged_check_pk primary key (run, revision, place),
    constraint judged_check_verdict_known foreign key (run, revision) references verdict (run, revision) on delete cascade
);

-- The history of a criterion.
create index judged_check_by_criterion on judged_check (criterion, run, revision);

-- Issues that people add to what a verdict shows.
create table finding (
    id          uuid                     not null,
    run         uuid                     not null,
    description varchar(4000)            not null,
    severity    varchar(8)               not null,
    action      varchar(8)               not null,
    created_at  timestamp with time zone not null,
    created_by  varchar(100)             not null,
    constraint finding_pk primary key (id),
    constraint finding_run_known foreign key (run) references run (id) on delete cascade,
    constraint finding_severity_known check (severity in ('LOW', 'MEDIUM', 'HIGH')),
    constraint finding_action_known check (action in ('FIX', 'MONITOR', 'ACCEPT'))
);

-- The findings of a run, oldest first.
create index finding_by_run on finding (run, created_at, id);
