insert into sample (id) values ('a');
