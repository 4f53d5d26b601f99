-- Here a counter is added to at once: that costs no round trip.
create view board_count as select scope, counter, value from board_counter;
