create table passage (
  id text primary key,
  publication_id text not null,
  version text,
  source text not null,
  ordinal integer not null,
  language text not null,
  section text not null,
  pages text not null,
  texts text not null,
  record text,
  tokens text not null
);

create index passage_of_publication on passage (publication_id, source, ordinal);

create table pending_vector (id text primary key);
