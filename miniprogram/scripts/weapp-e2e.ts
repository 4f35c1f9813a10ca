/**
 * Opens the built mini-program (dist/weapp) in our Node runtime against the real API of a fresh demo county and lives
 * the founding story in it. Exits non-zero when a guarantee does not hold; the last line counts.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBackend } from "./weapp-e2e/backend.ts";
import { walkOwnData } from "./weapp-e2e/own-data.ts";
import { walkRecord } from "./weapp-e2e/record.ts";
import { writePicture } from "./weapp-e2e/picture.ts";
import { createReportCard } from "./weapp-e2e/report-card.ts";
import { walkAnswer, walkElder, walkScreens } from "./weapp-e2e/screens.ts";
import { walkStaff } from "./weapp-e2e/staff.ts";
import { walkVillager, type World } from "./weapp-e2e/villager.ts";
import { newPhone } from "./weapp-shim.ts";

const dist = process.argv[2] ?? join(import.meta.dirname, "../dist/weapp");
const album = mkdtempSync(join(tmpdir(), "weapp-album-"));

const card = createReportCard();
const backend = await startBackend();
try {
  await walkAll({ dist, backend, card });
} finally {
  await backend.stop();
}
process.exit(card.finish() ? 0 : 1);

async function walkAll(world: World): Promise<void> {
  const phone = newPhone(backend.url, {
    login: () => backend.loginCode("wu-dabo"),
    photos: [writePicture(join(album, "mud.png"), [150, 110, 60])],
  });
  const app = await walkVillager(world, phone);
  const caseId = String(/caseId=([^&]+)/.exec(app.address)?.[1] ?? "");
  app.kill();
  await walkRecord(world, phone);
  await walkScreens(world, phone, caseId);
  await walkStaff(world, writePicture(join(album, "clean.png"), [90, 90, 95]));
  await walkAnswer(world, phone, caseId);
  await walkElder(world, phone);
  await walkOwnData(world);
}
