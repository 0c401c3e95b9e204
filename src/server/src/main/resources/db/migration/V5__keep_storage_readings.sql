-- How large the database was, about once an hour: what the days until it is full are told from.
create table storage_reading (
    at   timestamp with time zone not null,
    used bigint                   not null,
    constraint storage_reading_pk primary key (at),
    constraint storage_reading_not_negative check (used >= 0)
);
