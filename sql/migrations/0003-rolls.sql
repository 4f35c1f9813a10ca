-- Which generation of a village's roll is in force. An import fills the next one and switches this number.
CREATE TABLE rolls (
  village_id BIGINT NOT NULL PRIMARY KEY,
  generation BIGINT NOT NULL,
  people_count BIGINT NOT NULL,
  source VARCHAR(100) NOT NULL,
  updated_at BIGINT NOT NULL,
  FOREIGN KEY (village_id) REFERENCES areas (id)
)
