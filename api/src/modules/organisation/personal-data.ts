import type { PersonalData } from "../../kernel/personal-data.ts";
import { sql } from "../../kernel/sql.ts";

/** The roll is the village's record by law: erasing an account takes the tie to it away and leaves the roll alone. */
export const organisationPersonalData: readonly PersonalData[] = [
  {
    table: "people",
    what: "名册上的身份证件号",
    retention: "village_roll",
    whenErased: "kept",
    columns: { identity_index: "", identity_sealed: "" },
    rowsOf: ({ accountId }) => sql`id = (SELECT a.person_id FROM accounts a WHERE a.id = ${accountId})`,
  },
  {
    table: "roll_entries",
    what: "名册上的姓名、性别、生日、电话、户号和亲属关系",
    retention: "village_roll",
    whenErased: "kept",
    columns: { name: "", sex: "", birth_on: null, phone_sealed: null, phone_index: null, household_number: "", relation: "", grid_name: "" },
    rowsOf: ({ accountId }) => sql`person_id = (SELECT a.person_id FROM accounts a WHERE a.id = ${accountId})`,
  },
  {
    table: "roll_imports",
    what: "导入名册时上传的表格",
    retention: "village_roll",
    whenErased: "kept",
    columns: { file_name: "", failure: null },
  },
  {
    table: "roll_import_problems",
    what: "核对名册时发现的问题",
    retention: "village_roll",
    whenErased: "kept",
    columns: { value: "", message: "" },
  },
];
