-- By how many microseconds the offset of an agent's clock grows in a second; empty until it was watched for some minutes.
alter table agent add column clock_drift_ppm double precision;

-- How far the server's clock is ahead of the run's, which is not the agent's wall clock once somebody has set that. ASSUMED: taken
-- from the agent when the run was leased. FINE or OFF: told with a heartbeat of the run, and within its limit or not.
alter table run add column clock_offset_millis double precision;
alter table run add column clock_error_millis double precision;
alter table run add column clock_state varchar(8);
alter table run add constraint run_clock_state_known check (clock_state in ('ASSUMED', 'FINE', 'OFF'));
alter table run add constraint run_clock_is_whole
    check ((clock_state is null) = (clock_offset_millis is null) and (clock_state is null) = (clock_error_millis is null));

-- What is or was wrong with the evidence of a run, by the server's time. Follows from `run_event`: one event opens a row, another
-- closes it. `subject` is the probe or load that is meant, empty for the run as a whole.
create table alert (
    id       uuid                     not null,
    run      uuid                     not null,
    kind     varchar(32)              not null,
    subject  varchar(255)             not null,
    since    timestamp with time zone not null,
    ended_at timestamp with time zone,
    text     varchar(4000)            not null,
    constraint alert_pk primary key (id),
    constraint alert_run_known foreign key (run) references run (id) on delete cascade,
    constraint alert_end_after_begin check (ended_at is null or ended_at >= since)
);

-- What is wrong with a run now, and what was.
create index alert_by_run on alert (run, since);
-- What is wrong anywhere.
create index alert_by_end on alert (ended_at, kind);
