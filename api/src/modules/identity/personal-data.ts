import { maskIdentity } from "../../kernel/crypto/mask.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { CopyOf, PersonalData } from "../../kernel/personal-data.ts";
import { sql } from "../../kernel/sql.ts";
import { areasById } from "../organisation/index.ts";
import { eraseAccount, eraseClaims } from "./commands/erase-account.ts";
import { findAccount, openPhone } from "./queries/find-account.ts";

/** What identity holds of people. Staff's own data is kept while they answer for what they did. */
export function identityPersonalData(deps: Deps): PersonalData[] {
  return [
    {
      table: "accounts",
      what: "账号（称呼、手机号、微信、所在村、与名册的关联）",
      retention: "while_account",
      whenErased: "columns_blank",
      columns: { name: "", wechat_index: null, wechat_sealed: null, phone_index: null, phone_sealed: null, phone_seen_at: null, village_id: null, person_id: null },
      rowsOf: ({ accountId }) => sql`id = ${accountId}`,
      ownerOfRow: sql`accounts.id`,
      erase: (owner) => eraseAccount(deps, owner),
    },
    {
      table: "sessions",
      what: "登录记录（手机型号、时间）",
      retention: "while_account",
      whenErased: "row_goes",
      columns: { device: "", token_hash: "" },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
      ownerOfRow: sql`sessions.account_id`,
      erase: (owner) => eraseAccount(deps, owner),
    },
    {
      table: "claims",
      what: "名册认领申请（姓名、证件号）",
      retention: "while_account",
      whenErased: "row_goes",
      columns: { name: "", identity_sealed: "", identity_index: "", reason: null },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
      ownerOfRow: sql`claims.account_id`,
      erase: (owner) => eraseClaims(deps, owner),
    },
    {
      table: "staff",
      what: "工作人员的姓名、手机号和登录密码",
      retention: "staff_record",
      whenErased: "kept",
      columns: { username: "", name: "", phone_index: null, phone_sealed: null, password_hash: null, totp_sealed: null },
    },
    {
      table: "setup_links",
      what: "工作人员的首次设置链接",
      retention: "staff_record",
      whenErased: "kept",
      columns: { token_hash: "", totp_sealed: "" },
    },
    {
      table: "totp_resets",
      what: "工作人员重置动态码的原因",
      retention: "staff_record",
      whenErased: "kept",
      columns: { reason: "" },
    },
  ];
}

/** What identity gives its owner along: his account, his claims, where he is logged in. */
export function identityCopy(deps: Deps): CopyOf {
  return async ({ accountId }) => {
    const account = await findAccount(deps.db, accountId);
    if (!account) {
      return [];
    }
    const [claims, sessions] = await Promise.all([
      deps.db.select<ClaimRow>(sql`SELECT public_id, village_id, name, identity_sealed, state, created_at FROM claims WHERE account_id = ${accountId} ORDER BY id`),
      deps.db.select<SessionRow>(sql`SELECT device, created_at, last_seen_at FROM sessions WHERE account_id = ${accountId} ORDER BY id`),
    ]);
    const areas = await areasById(deps.db, [...(account.villageId === null ? [] : [account.villageId]), ...claims.map((claim) => claim.village_id)]);
    const villageName = (id: number | null): string | null => (id === null ? null : (areas.get(id)?.name ?? null));
    return [
      {
        title: "我的账号",
        key: "account",
        fields: { id: "编号", name: "称呼", phone: "手机号", hasWechat: "是否绑定微信", village: "所在村", isLinkedToRoll: "是否已关联名册" },
        rows: [
          {
            id: account.publicId,
            name: account.name,
            phone: openPhone(deps, account),
            hasWechat: account.wechatSealed !== null,
            village: villageName(account.villageId),
            isLinkedToRoll: account.personId !== null,
          },
        ],
      },
      {
        title: "我的名册认领",
        key: "claims",
        fields: { village: "村", name: "姓名", identity: "证件号", state: "结果", madeAt: "申请时间" },
        rows: claims.map((claim) => ({
          village: villageName(claim.village_id),
          name: claim.name,
          identity: maskIdentity(deps.cipher.open(claim.identity_sealed, { field: "claims.identity_sealed", rowId: claim.public_id })),
          state: claim.state,
          madeAt: claim.created_at,
        })),
      },
      {
        title: "我的登录",
        key: "sessions",
        fields: { device: "设备", createdAt: "登录时间", lastSeenAt: "最近使用" },
        rows: sessions.map((session) => ({ device: session.device, createdAt: session.created_at, lastSeenAt: session.last_seen_at })),
      },
    ];
  };
}

interface ClaimRow {
  readonly public_id: string;
  readonly village_id: number;
  readonly name: string;
  readonly identity_sealed: string;
  readonly state: string;
  readonly created_at: number;
}

interface SessionRow {
  readonly device: string;
  readonly created_at: number;
  readonly last_seen_at: number;
}
