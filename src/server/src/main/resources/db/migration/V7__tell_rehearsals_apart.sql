-- What a run is for: BURN_IN is executed and judged, REHEARSAL only looks whether it could be, and has no verdict.
alter table run add column mode varchar(16) default 'BURN_IN' not null;
alter table run add constraint run_mode_known check (mode in ('BURN_IN', 'REHEARSAL'));
alter table run add constraint run_rehearsal_has_no_light check (mode = 'BURN_IN' or light is null);

-- What an agent can do with a plan besides burning in: a JSON list of names, null for one too old to tell.
alter table agent add column modes_json varchar(1048576);
