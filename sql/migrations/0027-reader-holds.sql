-- Subjects at which a reader has stopped; everything else goes on.
CREATE TABLE reader_holds (
  id {id},
  public_id {ascii 32} NOT NULL,
  reader {ascii 40} NOT NULL,
  subject_kind {ascii 24} NOT NULL,
  subject_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  since_ms BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_attempt_ms BIGINT NOT NULL,
  error VARCHAR(500) NOT NULL,
  {unique reader_holds_by_public_id (public_id)},
  {unique reader_holds_by_subject (reader, subject_kind, subject_id)},
  {index reader_holds_due (reader, next_attempt_ms)}
)
