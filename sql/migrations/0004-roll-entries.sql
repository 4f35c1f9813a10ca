-- What one generation of a village's roll says of a person. `relation` is that to the head of the
-- household (户主); `line` is where the uploaded table says it.
CREATE TABLE roll_entries (
  id {id},
  village_id BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name VARCHAR(60) NOT NULL,
  sex {ascii 8} NOT NULL,
  birth_on {ascii 10} NULL,
  phone_sealed {ascii 300} NULL,
  phone_index {ascii 64} NULL,
  household_number VARCHAR(40) NOT NULL,
  relation VARCHAR(20) NOT NULL,
  grid_name VARCHAR(60) NOT NULL,
  line BIGINT NOT NULL,
  FOREIGN KEY (village_id) REFERENCES areas (id),
  FOREIGN KEY (person_id) REFERENCES people (id),
  {unique roll_entries_by_person (village_id, generation, person_id)},
  {index roll_entries_by_phone (phone_index)},
  {index roll_entries_by_name (village_id, generation, name)},
  {index roll_entries_by_household (village_id, generation, household_number)},
  {index roll_entries_in_order (village_id, generation, id)},
  {index roll_entries_of_person (person_id)}
)
