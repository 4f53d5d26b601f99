-- Of which device a scan came last whose digits stood in the symbols of another keyboard: its scanner wants the set-up sheet, and the supervisor is told.
create table device_layout (
    organisation  {text} not null,
    device        {text} not null,
    mangled_at    {time} not null,
    primary key (organisation, device)
) {keyed};
