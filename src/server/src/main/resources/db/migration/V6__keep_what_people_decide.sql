-- Why a revision was made: EVIDENCE as the run ended, EXCLUSION because somebody excluded a stretch or took that back, PLAN because somebody had the run judged by other criteria. Those of PLAN
-- stand beside the verdict of the run's own plan and never replace it. `plan_version` is the stored version they are of;
-- `plan_text` the edited plan, if it is none. `compared_with` is the revision beside which `changes_json` and `unmeasured_json` put it.
alter table verdict drop constraint verdict_once_per_evidence;
alter table verdict add column cause varchar(16) default 'EVIDENCE' not null;
alter table verdict add column asked_by varchar(100) default '' not null;
alter table verdict add column reason varchar(4000) default '' not null;
alter table verdict add column plan_version integer;
alter table verdict add column plan_text text;
alter table verdict add column compared_with integer;
alter table verdict add column changes_json text;
alter table verdict add column unmeasured_json text;
alter table verdict add constraint verdict_cause_known check (cause in ('EVIDENCE', 'EXCLUSION', 'PLAN'));
alter table verdict add constraint verdict_of_one_plan
    check ((cause = 'PLAN') = (plan_version is not null or plan_text is not null));
create index verdict_by_evidence on verdict (run, run_state, cursor_seq);

-- Stretches of a run, in its own time, that shall not count. One that was withdrawn stays, and counts for nothing.
create table exclusion (
    id            uuid                     not null,
    run           uuid                     not null,
    from_at       timestamp with time zone not null,
    to_at         timestamp with time zone not null,
    kind          varchar(16)              not null,
    reason        varchar(4000)            not null,
    made_at       timestamp with time zone not null,
    made_by       varchar(100)             not null,
    withdrawn_at  timestamp with time zone,
    withdrawn_by  varchar(100),
    withdrawn_why varchar(4000),
    constraint exclusion_pk primary key (id),
    constraint exclusion_run_known foreign key (run) references run (id) on delete cascade,
    constraint exclusion_not_empty check (from_at < to_at),
    constraint exclusion_kind_known check (kind in ('MAINTENANCE', 'DISTURBANCE', 'MEASUREMENT', 'OTHER')),
    constraint exclusion_withdrawal_is_whole check (
        (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
create index exclusion_by_run on exclusion (run, from_at);

-- What people decided about a run, or (MUTE) about a criterion of a plan. Changes no verdict. `subject` is that of a reason, or the
-- criterion's path; `light` what an override makes of the run; `seen` the light that was decided upon.
create table decision (
    id            uuid                     not null,
    kind          varchar(16)              not null,
    run           uuid,
    plan          varchar(100),
    subject       varchar(500)             not null,
    light         varchar(8),
    seen          varchar(8),
    reason        varchar(4000)            not null,
    made_at       timestamp with time zone not null,
    made_by       varchar(100)             not null,
    until_at      timestamp with time zone not null,
    withdrawn_at  timestamp with time zone,
    withdrawn_by  varchar(100),
    withdrawn_why varchar(4000),
    constraint decision_pk primary key (id),
    constraint decision_run_known foreign key (run) references run (id) on delete cascade,
    constraint decision_kind_known check (kind in ('ACCEPT', 'OVERRIDE', 'MUTE')),
    constraint decision_of_run_or_plan check ((kind = 'MUTE') = (run is null) and (kind = 'MUTE') = (plan is not null)),
    constraint decision_light_known check (light is null or light in ('GREEN', 'YELLOW', 'RED')),
    constraint decision_seen_known check (seen is null or seen in ('GREEN', 'YELLOW', 'RED')),
    constraint decision_says_what check ((kind = 'OVERRIDE') = (light is not null) and (kind = 'MUTE') = (seen is null)),
    constraint decision_expires check (made_at < until_at),
    constraint decision_withdrawal_is_whole check (
        (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
create index decision_by_run on decision (run, made_at);
create index decision_by_plan on decision (plan, made_at);
