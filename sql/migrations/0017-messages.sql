-- The inbox in the app. One message an entry and recipient, however often the reader runs.
CREATE TABLE messages (
  id {id},
  public_id {ascii 32} NOT NULL,
  recipient_kind {ascii 8} NOT NULL,
  recipient_id BIGINT NOT NULL,
  journal_id BIGINT NOT NULL,
  title VARCHAR(60) NOT NULL,
  text VARCHAR(500) NOT NULL,
  case_public_id {ascii 32} NULL,
  at_ms BIGINT NOT NULL,
  read_at BIGINT NULL,
  {unique messages_by_public_id (public_id)},
  {unique messages_once (recipient_kind, recipient_id, journal_id)},
  {index messages_unread (recipient_kind, recipient_id, read_at)}
)
