import { maskPhone } from "../../kernel/crypto/mask.ts";
import type { Actor } from "../../kernel/actor.ts";
import { refuseUnless } from "../../kernel/refusal.ts";
import { filesOf, type FilesDeps } from "../files/index.ts";
import { accountContact, accountNames, staffNames } from "../identity/index.ts";
import { findCase, readOne, type CaseRow } from "./case.ts";
import { hasLostReporter, viewOf, type View } from "./case.policy.ts";
import { detailOf, hiddenOf, isMine, presentCases, visiblePhotos, type Detail } from "./case.presenter.ts";
import { notePrivateView } from "./commands/note-private-view.ts";
import { followIndexOf } from "./follow-code.ts";
import { sql } from "../../kernel/sql.ts";
import { timelineOf } from "./case-timeline.presenter.ts";

/** One case as far as the caller may see it. Hidden and missing answer alike. Staff who open a private one are on record first. */
export async function getCase(deps: FilesDeps, actor: Actor, publicId: string): Promise<Detail> {
  const row = await findVisible(deps, actor, publicId);
  if (actor.kind === "staff" && row.is_private === 1) {
    await notePrivateView(deps, actor, row);
  }
  return present(deps, actor, row, false);
}

async function findVisible(deps: FilesDeps, actor: Actor, publicId: string): Promise<CaseRow> {
  const row = await findCase(deps.db, publicId);
  refuseUnless(row && viewOf(actor, row) !== "none", "case.not_found");
  return row;
}

/** The case of a follow-up code. */
export async function followCase(deps: FilesDeps, actor: Actor, typed: string): Promise<Detail> {
  const index = followIndexOf(deps, typed);
  const row = index === null ? undefined : await readOne(deps.db, sql`c.follow_index = ${index}`);
  refuseUnless(row, "case.follow_code_wrong");
  return present(deps, actor, row, true);
}

/** A case just changed by a command, for the same caller. Who has it in hand does not look: the step is on record itself. */
export async function getCaseAgain(deps: FilesDeps, actor: Actor, publicId: string, typedCode?: string): Promise<Detail> {
  return typedCode === undefined ? present(deps, actor, await findVisible(deps, actor, publicId), false) : followCase(deps, actor, typedCode);
}

async function present(deps: FilesDeps, actor: Actor, row: CaseRow, knowsCode: boolean): Promise<Detail> {
  const view = viewOf(actor, row, knowsCode);
  const [files, withheld, people] = await Promise.all([filesOf(deps.db, "case", [row.id]), hiddenOf(deps, [row]), peopleOf(deps, row, view)]);
  const [summary] = await presentCases(deps, actor, [row], knowsCode, { files, hidden: withheld });
  if (!summary) {
    throw new Error("a case was presented as nothing");
  }
  const [own, hidden] = [files.get(row.id) ?? [], withheld.get(row.id)];
  const afterPhotos = visiblePhotos(row, own, view, hidden).filter((file) => file.purpose === "after");
  const timeline = await timelineOf(deps, row, view, { afterPhotos, hidden });
  const reporter = { ...people.reporter, isMe: isMine(actor, row, knowsCode) };
  return detailOf(deps, row, summary, view, { reporter, handler: people.handler, timeline, files: own, hidden });
}

/** Names: staff see who reported, the reporter sees who handles, strangers see neither. */
async function peopleOf(deps: FilesDeps, row: CaseRow, view: View) {
  const handlers = row.handler_id === null || view === "public" ? undefined : await staffNames(deps.db, [row.handler_id]);
  const handler = (row.handler_id !== null && handlers?.get(row.handler_id)) || undefined;
  return {
    handler: handler ? { id: handler.publicId, name: handler.name } : null,
    reporter: { capacity: row.capacity, ...(await reporterOf(deps, row, view)) },
  };
}

async function reporterOf(deps: FilesDeps, row: CaseRow, view: View): Promise<{ name: string; maskedPhone: string | null }> {
  if (row.capacity === "staff") {
    const names = row.reporter_staff_id === null ? undefined : await staffNames(deps.db, [row.reporter_staff_id]);
    const found = row.reporter_staff_id === null ? undefined : names?.get(row.reporter_staff_id);
    return { name: view === "public" ? "工作人员" : (found?.name ?? "工作人员"), maskedPhone: null };
  }
  if (hasLostReporter(row)) {
    return { name: "已注销的村民", maskedPhone: null };
  }
  if (row.capacity === "anonymous" || row.account_id === null) {
    return { name: "匿名村民", maskedPhone: null };
  }
  if (view === "public") {
    return { name: "村民", maskedPhone: null };
  }
  const [names, contact] = await Promise.all([accountNames(deps.db, [row.account_id]), accountContact(deps, row.account_id)]);
  return {
    name: names.get(row.account_id)?.name || "村民",
    maskedPhone: contact.phone === null ? null : maskPhone(contact.phone),
  };
}
