-- What the clock has asked for. The unique key makes a second run of the clock harmless.
CREATE TABLE jobs (
  job_key {ascii 80} NOT NULL PRIMARY KEY,
  job {ascii 40} NOT NULL,
  state {ascii 12} NOT NULL,
  queued_at BIGINT NOT NULL,
  started_at BIGINT NULL,
  finished_at BIGINT NULL,
  error VARCHAR(300) NULL,
  {index jobs_by_state (state, queued_at)}
)
