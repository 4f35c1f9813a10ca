-- The gapless order of the record. Insert-only.
CREATE TABLE trail_leaves (
  position BIGINT NOT NULL PRIMARY KEY,
  journal_id BIGINT NOT NULL,
  FOREIGN KEY (journal_id) REFERENCES journal (id),
  {unique trail_leaves_by_entry (journal_id)}
)
