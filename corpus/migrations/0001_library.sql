create table state (key text primary key, value text not null);

create table publication (
  id text primary key,
  metadata text not null,
  version text
);

create table version (
  publication_id text not null,
  version text not null,
  number integer not null,
  sha256 text not null,
  format text not null,
  file text not null,
  pages integer not null,
  warnings text not null,
  links text not null,
  ingested_at text not null,
  primary key (publication_id, version)
);

create table page (
  publication_id text not null,
  version text not null,
  number integer not null,
  label text,
  text text not null,
  primary key (publication_id, version, number)
);

create table researcher (
  record_id text primary key,
  list_id text not null,
  row_number integer not null,
  record text not null
);

create table forgotten (record_id text primary key, forgotten_at text not null);
