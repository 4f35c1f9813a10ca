import { buffer } from "node:stream/consumers";
import type { ResultOf, copyMyData as endpoint } from "@cunqing/contract";
import { ZipFile } from "yazl";
import type { VillagerActor } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import type { CopyPart } from "../../../kernel/personal-data.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";
import { copyPage } from "./copy-page.ts";

/** More pictures than this are named instead: the copy is made in memory and must reach a phone. */
const filesBytesMax = 48 * 1024 * 1024;

/** Everything we hold of me, to take along: a page to read, the same for machines, my photos and recordings. */
export async function copyMyData(deps: PrivacyDeps, registry: Registry, actor: VillagerActor): Promise<ResultOf<typeof endpoint>> {
  const parts = (await Promise.all(registry.copies.map((copy) => copy(actor)))).flat();
  const now = deps.clock.now();
  const zip = new ZipFile();
  const leftOut = await addFiles(deps, zip, parts);
  zip.addBuffer(Buffer.from(copyPage(deps.county.words.product, now, parts, leftOut)), "我的资料.html");
  zip.addBuffer(Buffer.from(JSON.stringify(machineReadable(now, parts), null, 2)), "data.json");
  zip.end();
  const bytes = await buffer(zip.outputStream);
  await inTransaction(deps.db, () =>
    deps.journal.append(actor, {
      kind: "account.copied",
      subject: { kind: "account", id: actor.accountId, publicId: actor.publicId },
      areaId: null,
      isSealed: true,
    }),
  );
  return { name: `我的资料-${shanghaiDay(now)}.zip`, bytes };
}

async function addFiles(deps: PrivacyDeps, zip: ZipFile, parts: readonly CopyPart[]): Promise<string[]> {
  const leftOut: string[] = [];
  let total = 0;
  for (const { name, storageKey } of parts.flatMap((part) => part.files ?? [])) {
    const stored = await deps.storage.open(storageKey);
    if (!stored) {
      continue;
    }
    total += stored.byteCount;
    if (total > filesBytesMax) {
      stored.stream.destroy();
      leftOut.push(name);
    } else {
      // Pictures and recordings do not get smaller a second time.
      zip.addBuffer(await buffer(stored.stream), name, { compress: false });
    }
  }
  return leftOut;
}

/** `schema` says what each field is, so that another program can take the data over without asking us. */
function machineReadable(madeAt: number, parts: readonly CopyPart[]) {
  return {
    format: "cunqingtong-copy",
    version: 1,
    madeAt,
    note: "时间都是 1970 年以来的毫秒数（UTC）；坐标是 GCJ-02；照片和录音在同一个压缩包里，按 files 里的名字找。",
    schema: Object.fromEntries(parts.map((part) => [part.key, { title: part.title, fields: part.fields }])),
    data: Object.fromEntries(parts.map((part) => [part.key, part.rows])),
    files: parts.flatMap((part) => (part.files ?? []).map((file) => file.name)),
  };
}
