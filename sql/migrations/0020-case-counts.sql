-- Sums a day for every area and those above it, kept by the statistics reader.
CREATE TABLE case_counts (
  area_id BIGINT NOT NULL,
  day {ascii 10} NOT NULL,
  measure {ascii 24} NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (area_id, day, measure),
  FOREIGN KEY (area_id) REFERENCES areas (id)
)
