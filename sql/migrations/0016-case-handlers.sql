-- Everybody who has had a case in hand, and for which unit: none of them may confirm it.
CREATE TABLE case_handlers (
  case_id BIGINT NOT NULL,
  staff_id BIGINT NOT NULL,
  area_id BIGINT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (case_id, staff_id, area_id),
  FOREIGN KEY (case_id) REFERENCES cases (id),
  FOREIGN KEY (staff_id) REFERENCES staff (id)
)
