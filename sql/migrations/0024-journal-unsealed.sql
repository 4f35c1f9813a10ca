-- Entries that wait for the sealer (trust.md 2).
CREATE TABLE journal_unsealed (
  journal_id BIGINT NOT NULL PRIMARY KEY,
  FOREIGN KEY (journal_id) REFERENCES journal (id)
)
