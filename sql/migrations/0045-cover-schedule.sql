-- When the next cover batch goes out: one row, so that workers and restarts keep one schedule.
CREATE TABLE cover_schedule (
  id SMALLINT NOT NULL PRIMARY KEY,
  next_at_ms BIGINT NOT NULL
)
