-- Counterpart of PostgreSQL's migration of the same number: H2 has nothing to set here.
select 1;
