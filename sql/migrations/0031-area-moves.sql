-- After a merge, rows that carry the old path follow in batches. A move is done when nothing carries it any more.
CREATE TABLE area_moves (
  id {id},
  area_id BIGINT NOT NULL,
  from_path {ascii 120} NOT NULL,
  to_path {ascii 120} NOT NULL,
  state {ascii 12} NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NULL,
  FOREIGN KEY (area_id) REFERENCES areas (id),
  {index area_moves_by_state (state, id)}
)
