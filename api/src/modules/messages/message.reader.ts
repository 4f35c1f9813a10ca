import { shanghaiDay } from "../../kernel/clock.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { detailsOf, type SealedEntry } from "../../kernel/journal/entries.ts";
import type { Reader } from "../../kernel/journal/reader.ts";
import { insertOrIgnore } from "../../kernel/sql-differences.ts";
import { sql } from "../../kernel/sql.ts";
import { caseFactsById, type CaseFactsRow } from "../cases/index.ts";
import { changeQuota } from "./commands/change-quota.ts";
import type { MessagesDeps } from "./deps.ts";
import { messageRules, type MessageRule, type MessageWords } from "./message.rules.ts";
import { payloadOf } from "./template-fields.ts";

/**
 * Tells people what the journal says. Rows are unique by recipient and entry, so an entry read twice tells once;
 * a process killed between the commit and here reads it again.
 */
export function messageReader(deps: MessagesDeps): Reader {
  return {
    name: "messages",
    wants: (entry) => entry.subjectKind === "case" && entry.kind in messageRules,
    async handle(entry) {
      const facts = await caseFactsById(deps.db, entry.subjectId);
      if (!facts) {
        throw new Error("an entry tells of a case that does not exist");
      }
      const words = await wordsOf(deps, entry, facts);
      for (const rule of messageRules[entry.kind] ?? []) {
        await tell(deps, entry, facts, rule, words);
      }
    },
  };
}

async function tell(deps: MessagesDeps, entry: SealedEntry, facts: CaseFactsRow, rule: MessageRule, words: MessageWords): Promise<void> {
  const recipientId = rule.to === "reporter" ? facts.accountId : facts.handlerId;
  // An anonymous reporter has no inbox, and nobody is told of what he did himself.
  const isOwnDoing = rule.to === "handler" && entry.actorKind === "staff" && entry.actorId === recipientId;
  if (recipientId === null || isOwnDoing) {
    return;
  }
  await deps.db.change(sql`
    ${insertOrIgnore(deps.db, "messages")} (public_id, recipient_kind, recipient_id, journal_id, title, text, case_public_id, at_ms)
    VALUES (${randomId()}, ${rule.to === "reporter" ? "account" : "staff"}, ${recipientId}, ${entry.journalId}, ${rule.title},
      ${rule.text(facts, words).slice(0, 500)}, ${facts.publicId}, ${entry.at})`);
  if (rule.wechat && rule.to === "reporter") {
    await queue(deps, entry, facts, rule.wechat, recipientId, words);
  }
}

/** A WeChat message is queued only where one is left of what the villager agreed to. */
async function queue(
  deps: MessagesDeps,
  entry: SealedEntry,
  facts: CaseFactsRow,
  { template, state }: NonNullable<MessageRule["wechat"]>,
  accountId: number,
  words: MessageWords,
): Promise<void> {
  const templateId = deps.templates[template];
  if (templateId === undefined) {
    return;
  }
  const quota = await deps.db.selectOne<{ remaining: number }>(sql`
    SELECT remaining FROM subscription_quota WHERE account_id = ${accountId} AND template_id = ${templateId}`);
  if (!quota || quota.remaining <= 0) {
    return;
  }
  // A private matter must not stand on a locked screen, nor at WeChat.
  const told = facts.isPrivate ? { category: "您的一件事", note: "有新进展，请点开看" } : { category: words.category, note: words.detail ?? words.dueDay };
  const payload = payloadOf(template, { number: facts.number, ...told, state, at: entry.at });
  const { changes } = await deps.db.change(sql`
    ${insertOrIgnore(deps.db, "deliveries")}
      (public_id, channel, template, account_id, journal_id, payload, state, attempts, created_at, next_attempt_at)
    VALUES (${randomId()}, 'wechat', ${template}, ${accountId}, ${entry.journalId},
      ${JSON.stringify({ page: `features/cases/detail/index?caseId=${facts.publicId}`, data: payload })}, 'queued', 0,
      ${deps.clock.now()}, ${deps.clock.now()})`);
  if (changes === 1) {
    await changeQuota(deps, accountId, templateId, -1);
  }
}

async function wordsOf(deps: MessagesDeps, entry: SealedEntry, facts: CaseFactsRow): Promise<MessageWords> {
  const details = (await detailsOf(deps.db, [entry.journalId])).get(entry.journalId) ?? {};
  const [, month, day] = shanghaiDay(facts.dueAt - 1).split("-").map(Number);
  return {
    category: deps.county.categories.find((category) => category.code === facts.categoryCode)?.name ?? "诉求",
    dueDay: `${month}月${day}日`,
    // It goes into the middle of a sentence of ours.
    detail: (details.outcome ?? details.reason ?? details.words)?.replace(/[。.！!；;，,\s]+$/u, ""),
    unconfirmedAfterDays: deps.county.unconfirmedAfterDays,
  };
}
