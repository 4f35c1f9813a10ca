import type { CopyOf, PersonalData } from "../../kernel/personal-data.ts";
import { listOf, sql } from "../../kernel/sql.ts";
import type { MessagesDeps } from "./deps.ts";

/** What messages hold of people: what was told to them, and to staff in their words. */
export function messagePersonalData(deps: Pick<MessagesDeps, "db">): PersonalData[] {
  return [
    {
      table: "messages",
      what: "收到的消息",
      retention: "inbox",
      whenErased: "row_goes",
      columns: { title: "", text: "", case_public_id: null },
      rowsOf: ({ accountId }) => sql`recipient_kind = 'account' AND recipient_id = ${accountId}`,
      ownerOfRow: sql`CASE WHEN messages.recipient_kind = 'account' THEN messages.recipient_id
        ELSE (SELECT j.actor_id FROM journal j WHERE j.id = messages.journal_id AND j.actor_kind = 'villager') END`,
      expire: async (before) => {
        const old = await deps.db.select<{ id: number }>(sql`SELECT id FROM messages WHERE at_ms < ${before} ORDER BY id LIMIT ${batchMax}`);
        await deps.db.change(sql`DELETE FROM messages WHERE id IN (${listOf(old.map((row) => row.id))})`);
        return old.length === batchMax;
      },
    },
    {
      // A handler is told in the reporter's own words why it was not done.
      table: "messages",
      what: "工作人员收到的、带有您原话的消息",
      retention: "inbox",
      whenErased: "row_goes",
      columns: {},
      rowsOf: ({ accountId }) => sql`(recipient_kind, recipient_id, journal_id) IN (
        SELECT 'staff', h.staff_id, j.id FROM journal j JOIN case_handlers h ON h.case_id = j.subject_id
        WHERE j.actor_kind = 'villager' AND j.actor_id = ${accountId} AND j.subject_kind = 'case')`,
    },
    {
      table: "deliveries",
      what: "微信和短信的发送记录",
      retention: "sending",
      whenErased: "row_goes",
      columns: { payload: "", last_error: null },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
      ownerOfRow: sql`deliveries.account_id`,
    },
    {
      table: "subscription_quota",
      what: "同意接收微信消息的次数",
      retention: "while_account",
      whenErased: "row_goes",
      columns: {},
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
      ownerOfRow: sql`subscription_quota.account_id`,
    },
  ];
}

const batchMax = 500;

/** What stands in my inbox. */
export function messageCopy(deps: Pick<MessagesDeps, "db">): CopyOf {
  return async ({ accountId }) => {
    const rows = await deps.db.select<{ title: string; text: string; at_ms: number }>(sql`
      SELECT title, text, at_ms FROM messages WHERE recipient_kind = 'account' AND recipient_id = ${accountId} ORDER BY id`);
    return [
      {
        title: "我的消息",
        key: "messages",
        fields: { title: "标题", text: "内容", at: "时间" },
        rows: rows.map((row) => ({ title: row.title, text: row.text, at: row.at_ms })),
      },
    ];
  };
}
