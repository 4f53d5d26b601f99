-- What is old is forgotten by its day, whichever device it was of.
create index device_clock_by_day on device_clock (day);
