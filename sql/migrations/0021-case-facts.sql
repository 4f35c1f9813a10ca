-- What the statistics reader has counted of each case, so that a change takes the old away before it adds the new.
-- `village_id` is where the case arose, through every merge; `area_path` follows merges with all other tables;
-- `counted_path` names the areas in whose sums the case stands.
CREATE TABLE case_facts (
  case_id BIGINT NOT NULL PRIMARY KEY,
  village_id BIGINT NOT NULL,
  area_path {ascii 120} NOT NULL,
  counted_path {ascii 120} NULL,
  submitted_at BIGINT NOT NULL,
  first_done_at BIGINT NULL,
  done_on {ascii 10} NULL,
  seconds_to_done BIGINT NULL,
  outcome {ascii 16} NULL,
  is_ever_disputed SMALLINT NOT NULL,
  {index case_facts_by_village (village_id, case_id)},
  {index case_facts_by_area (area_path, done_on, outcome, seconds_to_done)},
  {index case_facts_by_day (done_on, area_path, outcome, seconds_to_done)}
)
