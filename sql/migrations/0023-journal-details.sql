-- What a timeline shows to those allowed, with the salt of its commitment. May be erased, never changed.
CREATE TABLE journal_details (
  journal_id BIGINT NOT NULL,
  field {ascii 40} NOT NULL,
  value TEXT NOT NULL,
  salt {blob} NOT NULL,
  PRIMARY KEY (journal_id, field),
  FOREIGN KEY (journal_id) REFERENCES journal (id)
)
