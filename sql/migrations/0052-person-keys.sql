-- The key that closes a person's data in backups. It is in no backup; destroying it empties them of him.
CREATE TABLE person_keys (
  account_id BIGINT NOT NULL PRIMARY KEY,
  key_bytes {blob} NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id)
)
