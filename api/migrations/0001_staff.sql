create table job (
  job_id text primary key,
  kind text not null,
  arguments text not null,
  state text not null,
  stage text not null,
  progress double precision not null,
  message text not null,
  result text,
  created_at text not null,
  changed_at text not null
);

create index job_by_time on job (created_at);

create table staff_session (
  session_id text primary key,
  reviewer text not null,
  expires_at text not null
);
