-- What witnesses signed: one line of a checkpoint's note each. Insert-only.
CREATE TABLE trail_cosignatures (
  id {id},
  size BIGINT NOT NULL,
  witness VARCHAR(100) NOT NULL,
  key_id {ascii 8} NOT NULL,
  at_ms BIGINT NOT NULL,
  line VARCHAR(500) NOT NULL,
  FOREIGN KEY (size) REFERENCES trail_checkpoints (size),
  {unique trail_cosignatures_once (size, key_id, at_ms)},
  {index trail_cosignatures_by_witness (key_id, size, at_ms)}
)
