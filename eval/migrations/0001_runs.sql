create table run (
  run_id text primary key,
  created_at text not null,
  gold text not null,
  description text not null,
  scores text not null
);

create index run_by_time on run (created_at);
