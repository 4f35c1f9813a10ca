-- What the statistics reader has counted of each case, so that a change takes the old away before it adds the new.
CREATE TABLE case_facts (
  case_id BIGINT NOT NULL PRIMARY KEY,
  village_id BIGINT NOT NULL,
  area_path {ascii 120} NOT NULL,
  submitted_at BIGINT NOT NULL,
  first_done_at BIGINT NULL,
  done_on {ascii 10} NULL,
  seconds_to_done BIGINT NULL,
  outcome {ascii 16} NULL,
  is_ever_disputed SMALLINT NOT NULL,
  {index case_facts_by_done (area_path, done_on)}
)
