-- How far each reader of the journal has come.
CREATE TABLE reader_cursors (
  reader {ascii 40} NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
)
