import { actorField } from "../../kernel/journal/actor-commitment.ts";
import { forgetDetails, withoutActor } from "../../kernel/journal/forget.ts";
import type { PersonalData } from "../../kernel/personal-data.ts";
import { nothing, sql, type Sql } from "../../kernel/sql.ts";
import type { PrivacyDeps } from "./deps.ts";
import { emptyHandled } from "./erasure/empty-handled.ts";

/** What stands behind the record's commitments, the keys of backups, and the handling of requests like these. */
export function privacyPersonalData(deps: PrivacyDeps): PersonalData[] {
  return [
    detailsBehind(deps, "您操作时留下的留痕细节", (id) => sql`j.actor_kind = 'villager' AND j.actor_id = ${id}`, {
      value: "",
      salt: "",
    }, nothing),
    // What vouches for the blank row that stays says nothing of who it was.
    detailsBehind(deps, "您账号的留痕细节", (id) => sql`j.subject_kind = 'account' AND j.subject_id = ${id} AND j.kind <> 'account.erased'`, {}, withoutActor),
    {
      table: "person_keys",
      what: "备份里打开您资料的钥匙",
      retention: "while_account",
      whenErased: "row_goes",
      columns: { key_bytes: "" },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
    },
    {
      table: "security_log",
      what: "上网地址和访问时间的日志",
      retention: "network_log",
      whenErased: "kept",
      columns: { cipher: "" },
      isOfEverybody: true,
    },
    {
      table: "withholdings",
      what: "被遮盖的原文和原因",
      retention: "withholding_record",
      whenErased: "kept",
      columns: { excerpt_sealed: null, reason: "" },
      rowsOf: ({ accountId }) => sql`subject_kind = 'case' AND subject_id IN (SELECT o.id FROM cases o WHERE o.account_id = ${accountId})`,
    },
    {
      table: "erasures",
      what: "注销和删除申请的处理记录",
      retention: "handling_record",
      whenErased: "kept",
      columns: { reason: null, decision_reason: null },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
      expire: (before) => emptyHandled(deps, before),
    },
  ];
}

const batchMax = 200;

/** Rows of `journal_details` behind some of a person's entries. A row's owner is told once, for both. */
function detailsBehind(deps: PrivacyDeps, what: string, entries: (accountId: number) => Sql, columns: PersonalData["columns"], which: Sql): PersonalData {
  const rowsOf: PersonalData["rowsOf"] = ({ accountId }) => sql`journal_id IN (SELECT j.id FROM journal j WHERE ${entries(accountId)}) ${which}`;
  return {
    table: "journal_details",
    what,
    retention: "while_account",
    whenErased: "row_goes",
    columns,
    rowsOf,
    ownerOfRow,
    async erase(owner) {
      const rows = await deps.db.select<{ journal_id: number }>(sql`
        SELECT DISTINCT d.journal_id FROM journal j JOIN journal_details d ON d.journal_id = j.id WHERE ${entries(owner.accountId)} ${which} LIMIT ${batchMax}`);
      await forgetDetails(deps.db, rows.map((row) => row.journal_id), which);
      return rows.length === batchMax;
    },
  };
}

/**
 * Whose key closes a detail in backups: who acted, or whose account, claim or case it is about. Of what others did to his
 * case only the salts of rows are his, because with one the words of the row could be tried out.
 */
const ownerOfRow: Sql = sql`(SELECT CASE
    WHEN j.actor_kind = 'villager' THEN j.actor_id
    WHEN journal_details.field = ${actorField} THEN NULL
    WHEN j.subject_kind = 'account' THEN CASE WHEN j.kind = 'account.erased' THEN NULL ELSE j.subject_id END
    WHEN j.subject_kind = 'claim' THEN (SELECT o.account_id FROM claims o WHERE o.id = j.subject_id)
    WHEN j.subject_kind = 'case' AND (journal_details.field = 'row' OR journal_details.field LIKE 'row.%')
      THEN (SELECT o.account_id FROM cases o WHERE o.id = j.subject_id)
  END FROM journal j WHERE j.id = journal_details.journal_id)`;
