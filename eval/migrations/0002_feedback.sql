create table feedback (
  answer_id text primary key,
  created_at text not null,
  verdict text not null,
  reason text,
  question text not null,
  body text not null,
  state text not null,
  reviewed_by text,
  reviewed_on text
);

create index feedback_by_time on feedback (created_at);
