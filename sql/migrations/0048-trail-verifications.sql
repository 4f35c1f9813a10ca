-- Checks of the whole record that somebody asked for. `taken_at` says when a worker last noted how far it is; `progress` is where it goes on.
CREATE TABLE trail_verifications (
  id {id},
  public_id {ascii 32} NOT NULL,
  staff_id BIGINT NOT NULL,
  state {ascii 12} NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT NULL,
  taken_at BIGINT NULL,
  leaves_done BIGINT NOT NULL,
  leaves_total BIGINT NOT NULL,
  rows_done BIGINT NOT NULL,
  rows_total BIGINT NOT NULL,
  finding_count BIGINT NOT NULL,
  findings TEXT NULL,
  progress MEDIUMBLOB NULL,
  FOREIGN KEY (staff_id) REFERENCES staff (id),
  {unique trail_verifications_by_public_id (public_id)},
  {index trail_verifications_by_time (started_at, id)},
  {index trail_verifications_by_state (state)}
)
