-- When a machine passed its last check. Its status says since when nobody has reserved it; its age in stock does not begin anew with that.
alter table machine add column ready_since {time};
