create index answer_by_time on answer (created_at);
