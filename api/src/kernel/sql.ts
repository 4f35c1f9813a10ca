/** A piece of SQL with its values apart. Build it with the `sql` tag only, so that no value becomes text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export type SqlValue = string | number | null | Buffer;

/** sql`SELECT … WHERE id = ${id} AND ${condition}`: values become placeholders, pieces are spliced in. */
export function sql(parts: TemplateStringsArray, ...inserts: readonly (SqlValue | boolean | Sql)[]): Sql {
  const values: SqlValue[] = [];
  let text = parts[0] ?? "";
  inserts.forEach((insert, index) => {
    if (isSql(insert)) {
      text += insert.text;
      values.push(...insert.values);
    } else {
      text += "?";
      values.push(typeof insert === "boolean" ? Number(insert) : insert);
    }
    text += parts[index + 1] ?? "";
  });
  return { text, values };
}

/** Several pieces with a separator between; nothing when there are none. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map((piece) => piece.text).join(separator),
    values: pieces.flatMap((piece) => piece.values),
  };
}

/** A list for IN (…). An empty list matches nothing. */
export function listOf(values: readonly SqlValue[]): Sql {
  return values.length === 0 ? { text: "NULL", values: [] } : join(values.map((value) => sql`${value}`), ", ");
}

/** Text that is not a value: a column or table name of ours. Never anything from outside. */
export function name(identifier: string): Sql {
  if (!/^[a-z_][a-z0-9_.]*$/.test(identifier)) {
    throw new Error(`not an identifier: ${identifier}`);
  }
  return { text: identifier, values: [] };
}

export const nothing: Sql = { text: "", values: [] };

function isSql(insert: SqlValue | boolean | Sql): insert is Sql {
  return typeof insert === "object" && insert !== null && "text" in insert;
}
