-- What is installed on a machine, since when: a recall looks for it. It changes a few times in a life, and each index holds only machines that have a system.
alter table machine add column os_plan {text};
alter table machine add column image {text};
alter table machine add column installed_at {time};

create index machine_of_image on machine (image, id) where image is not null;
create index machine_of_system on machine (os_plan, installed_at, id) where os_plan is not null;
