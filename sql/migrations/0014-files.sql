-- Photos and voice notes after re-encoding. A file belongs to one subject, or to nobody yet.
CREATE TABLE files (
  id {id},
  public_id {ascii 32} NOT NULL,
  kind {ascii 8} NOT NULL,
  storage_key {ascii 120} NOT NULL,
  thumbnail_key {ascii 120} NULL,
  mime {ascii 40} NOT NULL,
  byte_count BIGINT NOT NULL,
  width BIGINT NULL,
  height BIGINT NULL,
  seconds BIGINT NULL,
  claim_hash {ascii 64} NOT NULL,
  content_hash {ascii 64} NOT NULL,
  subject_kind {ascii 24} NULL,
  subject_id BIGINT NULL,
  purpose {ascii 12} NULL,
  sort BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  {unique files_by_public_id (public_id)},
  {index files_by_subject (subject_kind, subject_id, sort)},
  {index files_unused (subject_id, created_at)}
)
