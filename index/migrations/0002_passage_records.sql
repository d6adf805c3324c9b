alter table passage add column record_id text;

create index passage_of_record on passage (record_id);

delete from state where key = 'method';
