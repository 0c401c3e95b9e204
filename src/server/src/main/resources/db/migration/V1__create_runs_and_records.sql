-- Plans, agents, runs and what agents record of them. One file for H2 and PostgreSQL: standard types, no reserved names.
-- Columns named *_json hold JSON as written by the server. Times are UTC; those of samples are epoch milliseconds.

-- One row per version of a plan. A stored version never changes.
create table plan (
    name       varchar(100)             not null,
    version    integer                  not null,
    hash       varchar(64)              not null,
    title      varchar(1000)            not null,
    source     varchar(1048576)         not null,
    lint_json  varchar(1048576)         not null,
    created_at timestamp with time zone not null,
    created_by varchar(100)             not null,
    constraint plan_pk primary key (name, version),
    constraint plan_content_known_once unique (name, hash),
    constraint plan_version_from_one check (version >= 1)
);

-- Who may do what. `hash` is SHA-256 of the token in hexadecimal; the token itself is stored nowhere.
create table token (
    id         uuid                     not null,
    name       varchar(100)             not null,
    role       varchar(16)              not null,
    hash       varchar(64)              not null,
    created_at timestamp with time zone not null,
    created_by varchar(100)             not null,
    expires_at timestamp with time zone,
    constraint token_pk primary key (id),
    constraint token_hash_once unique (hash),
    constraint token_role_known check (role in ('VIEWER', 'OPERATOR', 'AUTHOR', 'AGENT', 'ADMIN'))
);

-- One row per agent that ever registered. `token` is the one that it registered with; only that one speaks for it.
create table agent (
    id                  uuid                     not null,
    name                varchar(100)             not null,
    host                varchar(255)             not null,
    os                  varchar(255)             not null,
    version             varchar(100)             not null,
    boot_id             varchar(100)             not null,
    runs                integer                  not null,
    environment_json    varchar(1048576)         not null,
    token               uuid,
    registered_at       timestamp with time zone not null,
    last_contact        timestamp with time zone not null,
    clock_offset_millis double precision,
    clock_error_millis  double precision,
    constraint agent_pk primary key (id),
    constraint agent_runs_from_one check (runs >= 1),
    constraint agent_name_once unique (name),
    constraint agent_token_known foreign key (token) references token (id) on delete set null
);

-- Leasing locks the agents of one host, so that a host never gets more runs than it takes.
create index agent_by_host on agent (host);

-- What an agent declared at its last registration.
create table target (
    agent           uuid                     not null,
    name            varchar(100)             not null,
    labels_json     varchar(1048576)         not null,
    parameters_json varchar(1048576)         not null,
    declared_at     timestamp with time zone not null,
    constraint target_pk primary key (agent, name),
    constraint target_agent_known foreign key (agent) references agent (id) on delete cascade
);

-- One row per run. `wanted_*` is what the caller asked for; `target`, `agent`, `given_json` (parameters of target and caller,
-- together) and the lease are known once an agent has it. `cursor_seq` is the last record stored, with none missing before it.
create table run (
    id                  uuid                     not null,
    plan                varchar(100)             not null,
    plan_version        integer                  not null,
    number              bigint                   not null,
    profile             varchar(100)             not null,
    wanted_target       varchar(100),
    wanted_labels_json  varchar(1048576)         not null,
    labels_json         varchar(1048576)         not null,
    parameters_json     varchar(1048576)         not null,
    tests_json          varchar(1048576)         not null,
    created_by          varchar(100)             not null,
    rerun_of            uuid,
    idempotency_key     varchar(255),
    idempotency_hash    varchar(64),
    state               varchar(16)              not null,
    why                 varchar(1000)            not null,
    why_since           timestamp with time zone,
    queued_at           timestamp with time zone not null,
    queue_until         timestamp with time zone,
    started_at          timestamp with time zone,
    ended_at            timestamp with time zone,
    planned_seconds     bigint                   not null,
    error_class         varchar(16),
    reason              varchar(4000)            not null,
    target_dirty        varchar(4000)            not null,
    target              varchar(100),
    agent               uuid,
    given_json          varchar(1048576),
    fence               bigint                   not null,
    lease_until         timestamp with time zone,
    last_contact        timestamp with time zone,
    silent_since        timestamp with time zone,
    cursor_seq          bigint                   not null,
    event_count         bigint                   not null,
    newest_record_at    timestamp with time zone,
    journalled          bigint                   not null,
    doing               varchar(1000)            not null,
    cancel_requested_by varchar(100),
    stop_requested_by   varchar(100),
    end_reason          varchar(1000)            not null,
    light               varchar(8),
    constraint run_pk primary key (id),
    constraint run_number_once unique (plan, number),
    constraint run_key_once unique (idempotency_key),
    constraint run_plan_known foreign key (plan, plan_version) references plan (name, version),
    constraint run_agent_known foreign key (agent) references agent (id),
    constraint run_state_known check (state in ('QUEUED', 'RUNNING', 'FINISHED', 'STOPPED', 'ABORTED', 'LOST')),
    constraint run_light_known check (light is null or light in ('GREEN', 'YELLOW', 'RED')),
    constraint run_worked_on_by_somebody check (state in ('QUEUED', 'ABORTED') or agent is not null),
    constraint run_end_is_known check ((state in ('QUEUED', 'RUNNING')) = (ended_at is null))
);

-- The list of runs, newest first, and of one plan.
create index run_by_age on run (queued_at, id);
create index run_by_plan on run (plan, queued_at, id);
-- Who waits, who works, who has fallen silent.
create index run_by_state on run (state, queued_at);

-- The labels of `run.labels_json` again, for finding runs by them.
create table run_label (
    run         uuid         not null,
    name        varchar(100) not null,
    label_value varchar(255) not null,
    constraint run_label_pk primary key (run, name),
    constraint run_label_run_known foreign key (run) references run (id) on delete cascade
);
create index run_label_by_value on run_label (name, label_value, run);

-- One row per scheduling of a test, as far as the agent has told.
create table occurrence (
    run         uuid                     not null,
    test        varchar(100)             not null,
    number      integer                  not null,
    status      varchar(16)              not null,
    planned_at  timestamp with time zone not null,
    started_at  timestamp with time zone not null,
    ended_at    timestamp with time zone,
    error_class varchar(16),
    reason      varchar(4000)            not null,
    constraint occurrence_pk primary key (run, test, number),
    constraint occurrence_run_known foreign key (run) references run (id) on delete cascade,
    constraint occurrence_status_known
        check (status in ('PENDING', 'RUNNING', 'FINISHED', 'SKIPPED', 'ERROR', 'ABORTED'))
);

-- One row per step that was begun; `seq` is the record of its intent. A step of a repeat has several.
create table step (
    run         uuid                     not null,
    seq         bigint                   not null,
    test        varchar(100)             not null,
    occurrence  integer                  not null,
    place       varchar(255)             not null,
    action      varchar(100)             not null,
    what        varchar(4000)            not null,
    intended_at timestamp with time zone not null,
    ended_at    timestamp with time zone,
    outcome     varchar(16),
    error_class varchar(16),
    message     varchar(4000)            not null,
    millis      double precision,
    detail_json varchar(1048576)         not null,
    constraint step_pk primary key (run, seq),
    constraint step_run_known foreign key (run) references run (id) on delete cascade,
    constraint step_outcome_known check (outcome is null or outcome in ('OK', 'FAILED', 'UNKNOWN', 'CANCELED'))
);

-- The time line. `number` counts the events of a run from 1 without holes; `seq` is the agent's record, absent for what the
-- server adds. `kind` is the record's type, e.g. fault-began, or the server's word, e.g. silent; `payload` is JSON.
create table run_event (
    run     uuid                     not null,
    number  bigint                   not null,
    seq     bigint,
    at      timestamp with time zone not null,
    kind    varchar(50)              not null,
    payload text                     not null,
    constraint run_event_pk primary key (run, number),
    constraint run_event_run_known foreign key (run) references run (id) on delete cascade
);
-- Faults, gaps and expectations are found by kind.
create index run_event_by_kind on run_event (run, kind, number);

-- One row per labelled stream of a metric. `labels` is canonical JSON: sorted by name, no spaces.
create table series (
    run    uuid           not null,
    id     integer        not null,
    metric varchar(255)   not null,
    labels varchar(10000) not null,
    constraint series_pk primary key (run, id),
    constraint series_once unique (run, metric, labels),
    constraint series_run_known foreign key (run) references run (id) on delete cascade
);

-- Samples of one series from one batch, in columns: `times` and `readings` have `n` elements each, in order of time.
-- `seq` is the first record that went into it.
create table sample_block (
    run      uuid                   not null,
    series   integer                not null,
    seq      bigint                 not null,
    first_at bigint                 not null,
    last_at  bigint                 not null,
    n        integer                not null,
    total    double precision       not null,
    lowest   double precision       not null,
    highest  double precision       not null,
    times    bigint array           not null,
    readings double precision array not null,
    constraint sample_block_pk primary key (run, series, seq),
    constraint sample_block_series_known foreign key (run, series) references series (run, id) on delete cascade
);

-- A text that holds from `at` until the next one of its series. `part` tells the texts of one record apart.
create table state_sample (
    run     uuid             not null,
    series  integer          not null,
    seq     bigint           not null,
    part    integer          not null,
    at      bigint           not null,
    reading varchar(1048576) not null,
    constraint state_sample_pk primary key (run, series, seq, part),
    constraint state_sample_series_known foreign key (run, series) references series (run, id) on delete cascade
);

-- Examples of what a counter counted.
create table exemplar (
    run    uuid                     not null,
    seq    bigint                   not null,
    series integer                  not null,
    at     timestamp with time zone not null,
    text   varchar(1048576)         not null,
    constraint exemplar_pk primary key (run, seq),
    constraint exemplar_series_known foreign key (run, series) references series (run, id) on delete cascade
);
create index exemplar_by_series on exemplar (run, series, seq);

-- When a probe could not read, and why.
create table absence (
    run     uuid                     not null,
    seq     bigint                   not null,
    probe   varchar(255)             not null,
    from_at timestamp with time zone not null,
    to_at   timestamp with time zone not null,
    reason  varchar(4000)            not null,
    constraint absence_pk primary key (run, seq),
    constraint absence_run_known foreign key (run) references run (id) on delete cascade
);

-- Who changed what. Never changed, never deleted.
create table audit (
    id      uuid                     not null,
    at      timestamp with time zone not null,
    who     varchar(100)             not null,
    action  varchar(50)              not null,
    subject varchar(500)             not null,
    detail  varchar(4000)            not null,
    constraint audit_pk primary key (id)
);
create index audit_by_age on audit (at, id);
