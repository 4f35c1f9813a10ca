-- The key of each day of the security log, sealed. A day whose key is gone can be read by nobody.
CREATE TABLE security_log_days (
  id {id},
  day {ascii 10} NOT NULL,
  key_sealed {ascii 200} NOT NULL,
  {unique security_log_days_by_day (day)}
)
