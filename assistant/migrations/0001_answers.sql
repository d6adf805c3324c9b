create table answer (
  answer_id text primary key,
  conversation_id text not null,
  created_at text not null,
  question text not null,
  body text not null
);

create index answer_of_conversation on answer (conversation_id, created_at);
