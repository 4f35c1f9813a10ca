-- An import of a roll: a dry run first, then a switch. `generation` is what is staged, 0 for nothing yet; `swept_at`
-- says when the file and what was staged in vain were gone. No `staff_id`: the seed brought it.
CREATE TABLE roll_imports (
  id {id},
  public_id {ascii 32} NOT NULL,
  village_id BIGINT NOT NULL,
  staff_id BIGINT NULL,
  file_name VARCHAR(200) NOT NULL,
  storage_key {ascii 120} NOT NULL,
  state {ascii 12} NOT NULL,
  generation BIGINT NOT NULL,
  rows_read BIGINT NOT NULL,
  rows_applied BIGINT NOT NULL,
  new_count BIGINT NOT NULL,
  changed_count BIGINT NOT NULL,
  same_count BIGINT NOT NULL,
  duplicate_count BIGINT NOT NULL,
  error_count BIGINT NOT NULL,
  failure VARCHAR(300) NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NULL,
  swept_at BIGINT NULL,
  FOREIGN KEY (village_id) REFERENCES areas (id),
  {unique roll_imports_by_public_id (public_id)},
  {index roll_imports_by_village (village_id, id)},
  {index roll_imports_open (swept_at, id)}
)
