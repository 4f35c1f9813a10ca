-- Addresses and requests, a batch a row, encrypted under the day's key (网络安全法第二十三条). The only place that holds addresses.
CREATE TABLE security_log (
  id {id},
  day {ascii 10} NOT NULL,
  from_ms BIGINT NOT NULL,
  to_ms BIGINT NOT NULL,
  cipher {blob} NOT NULL,
  {index security_log_by_day (day)},
  {index security_log_by_time (from_ms, id)}
)
