import type { CopyOf, CopyPart } from "../../../kernel/personal-data.ts";
import { sql } from "../../../kernel/sql.ts";
import type { PrivacyDeps } from "../deps.ts";
import type { ErasureState } from "../erasure/erasure.state.ts";
import { listLooksAtMe } from "../looks/list-looks.ts";

/** Who looked at me, told as the page tells it, and my requests to be erased. */
export function privacyCopy(deps: PrivacyDeps): CopyOf {
  return async (owner) => [await looks(deps, owner), await requests(deps, owner)];
}

const pagesMax = 50;
const pageSize = 50;

/** Looks beyond the newest 2,500 stay on the page: the copy is made in memory. */
async function looks(deps: PrivacyDeps, { accountId }: { readonly accountId: number }): Promise<CopyPart> {
  const rows: CopyPart["rows"][number][] = [];
  let cursor: string | null | undefined;
  for (let pages = 0; pages < pagesMax && cursor !== null; pages += 1) {
    const page: Awaited<ReturnType<typeof listLooksAtMe>> = await listLooksAtMe(deps, { accountId }, { cursor, size: pageSize });
    rows.push(...page.rows.map(({ at, who, role, what, why }) => ({ at, who, role, what, why })));
    cursor = page.next;
  }
  return { title: "谁看过我的信息", key: "looks", fields: { at: "时间", who: "谁", role: "职务", what: "看了什么", why: "为什么" }, rows };
}

async function requests({ db }: PrivacyDeps, { accountId }: { readonly accountId: number }): Promise<CopyPart> {
  const rows = await db.select<{ state: ErasureState; reason: string | null; decision_reason: string | null; requested_at: number; decided_at: number | null }>(sql`
    SELECT state, reason, decision_reason, requested_at, decided_at FROM erasures WHERE account_id = ${accountId} ORDER BY id`);
  return {
    title: "我的注销申请",
    key: "erasures",
    fields: { state: "结果", reason: "申请时说的原因", decision: "答复", requestedAt: "申请时间", decidedAt: "答复时间" },
    rows: rows.map((row) => ({ state: stateWords[row.state], reason: row.reason, decision: row.decision_reason, requestedAt: row.requested_at, decidedAt: row.decided_at })),
  };
}

const stateWords: Readonly<Record<ErasureState, string>> = {
  requested: "等工作人员看",
  erasing: "正在删除",
  erased: "已删除",
  refused: "没有同意",
  withdrawn: "已撤回",
};
