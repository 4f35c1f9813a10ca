import type { ResultOf, makeDossier as endpoint } from "@cunqing/contract";
import { createHash } from "node:crypto";
import { grantAt, holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import { noteLook } from "../../../kernel/journal/look.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { findCaseForStaff, reportersOf, type StaffCase } from "../../cases/index.ts";
import type { FilesDeps } from "../../files/index.ts";
import { areasById } from "../../organisation/index.ts";
import { checkpointOver, newestSigned } from "../receipts/checkpoint-over.ts";
import type { Proofs } from "../tree/proofs.ts";
import { chooseFiles } from "./choose-files.ts";
import { entryFile, fileNames, type Dossier, type DossierFile, type DossierProofs } from "./dossier-shape.ts";
import { tellStory } from "./dossier-story.ts";
import { gatherEntries, type GatheredEntry } from "./gather-entries.ts";
import { tellEntries } from "./tell-entries.ts";
import { writePage } from "./write-page.ts";
import { writePrint } from "./write-print.ts";
import { writeReadme } from "./write-readme.ts";
import { writeZip, type ZipPart } from "./write-zip.ts";

export interface DossierOrder {
  readonly caseId: string;
  readonly reason: string;
}

/**
 * Everything on record about one case, with proofs that need no network. Whoever makes one has read the case whole, so
 * an entry is appended before the first byte leaves; it commits to the dossier, so that a forged one can be told. Its
 * reporter finds it under "who looked at my data".
 */
export async function makeDossier(deps: FilesDeps, proofs: Proofs, actor: StaffActor, order: DossierOrder): Promise<ResultOf<typeof endpoint>> {
  const found = await readableCase(deps, actor, order.caseId);
  const { dossier, parts } = await compileDossier(deps, proofs, actor, found, order.reason);
  const dossierBytes = jsonBytes(dossier);
  await inTransaction(deps.db, async () => {
    const still = await readableCase(deps, actor, order.caseId);
    const [reporter] = await reportersOf(deps.db, [still.subject.id]);
    const entry = await deps.journal.append(actor, {
      kind: "dossier.made",
      subject: still.subject,
      areaId: still.villageId,
      role: grantAt(actor, "dossier.make", still.areaPath)?.role,
      isSealed: still.isSealed,
      details: { reason: order.reason, content: sha256Of(dossierBytes) },
    });
    if (reporter !== undefined) {
      await noteLook(deps, entry, { accountId: reporter });
    }
  });
  const zip = await writeZip([{ name: fileNames.dossier, bytes: dossierBytes }, ...parts], dossier.madeAt);
  return { name: `卷宗-${found.number}.zip`, bytes: new Uint8Array(zip) };
}

async function readableCase(deps: FilesDeps, actor: StaffActor, caseId: string): Promise<StaffCase> {
  const found = await findCaseForStaff(deps.db, actor, caseId);
  refuseUnless(found && holdsAt(actor, "dossier.make", found.areaPath), "case.not_found");
  return found;
}

async function compileDossier(deps: FilesDeps, proofs: Proofs, actor: StaffActor, found: StaffCase, reason: string) {
  const { entries, hidden } = await gatherEntries(deps, found.subject);
  const newest = Math.max(0, ...entries.map(({ position }) => position ?? 0));
  const checkpoint = (await checkpointOver(deps, newest)) ?? (await newestSigned(deps));
  refuseUnless(checkpoint, "trail.empty");
  const proven = entries.filter(isCovered(checkpoint.size));
  const paths: DossierProofs = { size: checkpoint.size, root: checkpoint.root, proofs: {} };
  const proved: Dossier["entries"] = [];
  for (const entry of proven) {
    const { leaf, proof } = await proofs.inclusion(entry.position, checkpoint.size);
    paths.proofs[entry.position] = proof.map(base64);
    const { position, kind, at, opening, fields } = entry;
    proved.push({ position, kind, at, leaf: base64(leaf), file: entryFile(position), opening, fields: [...fields] });
  }
  const evidence = await chooseFiles(deps, found.subject, hidden);
  const draft: Dossier = {
    v: 1,
    origin: deps.county.trail.origin,
    madeAt: deps.clock.now(),
    case: await caseFacts(deps, found),
    size: checkpoint.size,
    root: checkpoint.root,
    entries: proved,
    waiting: entries.filter((entry) => !isCovered(checkpoint.size)(entry)).map(({ kind, at }) => ({ kind, at })),
    files: [...evidence.files],
    leftOut: [...evidence.leftOut],
    unopened: entries.reduce((sum, { fields, told }) => sum + told.length - fields.length, 0),
  };
  const story = tellStory({ county: deps.county, dossier: draft, entries: await tellEntries(deps, entries), madeBy: actor.name, reason });
  const texts = [
    { name: fileNames.page, bytes: Buffer.from(writePage(story)) },
    { name: fileNames.print, bytes: writePrint(story) },
    { name: fileNames.readme, bytes: Buffer.from(writeReadme(story)) },
    { name: fileNames.checkpoint, bytes: Buffer.from(checkpoint.note) },
    { name: fileNames.proofs, bytes: jsonBytes(paths) },
    ...proven.map(({ position, publicForm }) => ({ name: entryFile(position), bytes: publicForm })),
  ];
  const dossier: Dossier = { ...draft, files: [...texts.map(fileOf), ...evidence.files] };
  const parts: ZipPart[] = [...texts, ...evidence.parts];
  return { dossier, parts };
}

const isCovered =
  (size: number) =>
  (entry: GatheredEntry): entry is GatheredEntry & { position: number } =>
    entry.position !== null && entry.position < size;

async function caseFacts({ db, county }: FilesDeps, found: StaffCase): Promise<Dossier["case"]> {
  const areas = await areasById(db, [found.villageId]);
  return {
    id: found.subject.publicId,
    number: found.number,
    village: areas.get(found.villageId)?.name ?? "",
    category: county.categories.find(({ code }) => code === found.categoryCode)?.name ?? found.categoryCode,
    isPrivate: found.isSealed,
  };
}

const fileOf = ({ name, bytes }: { name: string; bytes: Buffer }): DossierFile => ({ name, sha256: sha256Of(bytes), byteCount: bytes.length });

const jsonBytes = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
const sha256Of = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
