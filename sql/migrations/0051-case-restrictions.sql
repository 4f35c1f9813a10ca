-- Cases whose reporter was erased: what a law still keeps of them is read by nobody but the data-protection officer,
-- and goes when its time is over.
CREATE TABLE case_restrictions (
  case_id BIGINT NOT NULL PRIMARY KEY,
  since_ms BIGINT NOT NULL,
  emptied_at BIGINT NULL,
  FOREIGN KEY (case_id) REFERENCES cases (id),
  {index case_restrictions_by_age (emptied_at, since_ms)}
)
