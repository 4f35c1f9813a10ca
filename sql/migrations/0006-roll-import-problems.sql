-- What the dry run found, by row and column. Values are masked where they are personal.
CREATE TABLE roll_import_problems (
  id {id},
  import_id BIGINT NOT NULL,
  line BIGINT NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  kind {ascii 12} NOT NULL,
  value VARCHAR(200) NOT NULL,
  message VARCHAR(200) NOT NULL,
  FOREIGN KEY (import_id) REFERENCES roll_imports (id),
  {index roll_import_problems_by_import (import_id, kind, id)}
)
