-- Every head of the tree that was ever signed, one a size (trust.md 2). Insert-only.
CREATE TABLE trail_checkpoints (
  size BIGINT NOT NULL PRIMARY KEY,
  root {ascii 44} NOT NULL,
  at_ms BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  note TEXT NOT NULL
)
