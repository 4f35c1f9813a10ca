-- Any node from county to grid. `path` is built of stable ids, outermost first: "/1/5/20/".
CREATE TABLE areas (
  id {id},
  public_id {ascii 32} NOT NULL,
  kind {ascii 12} NOT NULL,
  code {ascii 12} NULL,
  name VARCHAR(60) NOT NULL,
  parent_id BIGINT NULL,
  path {ascii 120} NOT NULL,
  sort BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT NULL,
  merged_into_id BIGINT NULL,
  FOREIGN KEY (parent_id) REFERENCES areas (id),
  FOREIGN KEY (merged_into_id) REFERENCES areas (id),
  {unique areas_by_public_id (public_id)},
  {unique areas_by_code (code)},
  {index areas_by_parent (parent_id, sort)},
  {index areas_by_path (path)},
  {index areas_by_name (kind, name)}
)
