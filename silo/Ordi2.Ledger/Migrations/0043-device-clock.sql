-- How far the clock of a device was off, day by day: when its scans happened is read with this beside it.
create table device_clock (
    organisation  {text} not null,
    device        {text} not null,
    day           {text} not null,
    batches       {long} not null,
    least_ms      {long} not null,
    most_ms       {long} not null,
    last_ms       {long} not null,
    measured_at   {time} not null,
    primary key (organisation, device, day)
) {keyed};
