-- Rights that one process at a time holds; the token grows with every holder.
CREATE TABLE leases (
  name {ascii 60} NOT NULL PRIMARY KEY,
  holder {ascii 40} NOT NULL,
  token BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
)
