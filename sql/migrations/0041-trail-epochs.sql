-- Every lawful restore from a backup, as a signed statement of what was lost (decision 0009). Insert-only.
CREATE TABLE trail_epochs (
  epoch BIGINT NOT NULL PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  base_size BIGINT NOT NULL,
  base_root {ascii 44} NOT NULL,
  lost_size BIGINT NULL,
  note TEXT NOT NULL
)
