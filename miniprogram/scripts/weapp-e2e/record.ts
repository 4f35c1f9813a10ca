import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBase64, qrText } from "@cunqing/proof";
import { readKeys } from "../../../api/src/witness/key-file.ts";
import { MiniProgram, newPhone, type Phone } from "../weapp-shim.ts";
import { must } from "./report-card.ts";
import { story, type World } from "./villager.ts";

const witnessName = "溪口镇监督委员会";
/** The service has promised a minute; a little more is for the machine. */
const registeredWithinMs = 75_000;

interface KeptOnPhone {
  readonly id: string;
  readonly of: string;
  readonly receipt: object | null;
}

/** From the promise on the villager's phone to a receipt that a stranger checks by its QR code. */
export async function walkRecord(world: World, phone: Phone): Promise<void> {
  const { card, dist } = world;
  let file = "";
  await card.check("the promise lies on the phone since the report was sent, and the receipt comes by itself", async () => {
    must(keptOn(phone).some(({ of }) => of === "submitted"), "no promise was kept");
    const app = new MiniProgram(dist, phone);
    app.launch();
    await app.until(() => keptOn(phone).every(({ receipt }) => receipt !== null), "the receipt", registeredWithinMs);
    must(phone.network.sent.some(({ what, hasToken }) => what === "POST /api/trail/receipts" && !hasToken), "the ticket travelled with a token");
    app.kill();
  });
  await card.check("off line the receipt says when it was registered, in one's own words, and nothing more", async () => {
    phone.network.isUp = false;
    const app = await openReceipt(world, phone);
    await app.until(() => /已于 .* 登记/.test(app.text(app.find("receipt-registered"))), "the wording");
    must(app.text(app.find("receipt-fields")).includes(story), "one's own words are missing");
    must(!app.text().includes("未被改动"), "it says more than was checked");
    await app.tap("check-now");
    await app.until(() => app.find("toast"), "a word about the network");
    must(!app.find("receipt-unchanged"), "a check without a network said something");
    phone.network.isUp = true;
    app.kill();
  });
  await card.check("after a witness has signed, a check says until when it is unchanged, and the witness's word stays", async () => {
    await cosign(world);
    const app = await openReceipt(world, phone);
    await app.tap("check-now");
    await app.until(() => /^至 今天 \d+:\d\d 未被改动/.test(app.text(app.find("receipt-unchanged"))), "the second wording", 20_000);
    must(app.text(app.find("witnesses")).includes(witnessName), "the witness is not named");
    await app.until(() => app.text(app.find("receipt-registered")).includes(`并由 ${witnessName} 见证`), "the better receipt");
    await app.tap("save-receipt");
    await app.until(() => phone.person.shared.length > 0, "the file in a chat");
    must(app.problems.length === 0, app.problems.join(" | "));
    app.kill();
    file = phone.person.shared[0]?.path ?? "";
    must(/^收条-\d{8}-\d{4}\.json$/.test(phone.person.shared[0]?.name ?? ""), "the file has another name");
  });
  await card.check("a stranger's phone checks the file without signing in, and finds a byte that was changed", async () => {
    const words = readFileSync(file, "utf8");
    must(await says(world, words, "receipt-registered", /已于 .* 登记/), "the true receipt does not hold");
    must(await says(world, words.replace(story.slice(0, 4), "别的地方"), "receipt-registered", /核对不上/), "a changed word was not found");
  });
  await card.check("the QR code is scanned and found in the record, and another leaf at its place is not", async () => {
    const { position, leaf } = JSON.parse(readFileSync(file, "utf8")) as { position: number; leaf: string };
    const bytes = fromBase64(leaf) ?? new Uint8Array(32);
    must((await scanned(world, position, bytes)).includes("见证"), "the true QR code does not hold");
    must((await scanned(world, position + 1, bytes)).includes("对不上"), "a false QR code holds");
  });
}

/** What a fresh phone, without any account, says of this text. */
async function says({ dist, backend }: World, text: string, id: string, expected: RegExp): Promise<boolean> {
  const app = new MiniProgram(dist, newPhone(backend.url));
  app.launch("features/record/check/index");
  await app.type("paste-receipt", text);
  await app.until(() => !app.find("check-pasted")?.cl?.includes("off"), "the button to open");
  await app.tap("check-pasted");
  await app.until(() => app.find(id), `#${id}`);
  const said = app.text(app.find(id));
  app.kill();
  return expected.test(said);
}

async function scanned({ dist, backend }: World, position: number, leaf: Uint8Array): Promise<string> {
  const { origin } = JSON.parse(readFileSync(join(import.meta.dirname, "../../../config/counties/longyou/trail.json"), "utf8")) as { origin: string };
  const app = new MiniProgram(dist, newPhone(backend.url, { scans: qrText(backend.url, { origin, position, leaf, salt: null }) }));
  app.launch("features/record/check/index");
  await app.tap("scan");
  const found = await app.until(() => app.byIdStart("qr-")[0], "what the scan came to");
  const said = app.text(found);
  app.kill();
  return said;
}

async function openReceipt({ dist }: World, phone: Phone): Promise<MiniProgram> {
  const app = new MiniProgram(dist, phone);
  app.launch();
  app.open("/features/record/list/index");
  const row = await app.until(() => app.byIdStart("receipt-").find((node) => app.text(node).includes("我的反映")), "the receipt in the list");
  app.fire(row, "tap");
  await app.until(() => app.route === "features/record/receipt/index", "the receipt's page");
  return app;
}

function keptOn(phone: Phone): KeptOnPhone[] {
  // The shim's storage holds whatever was put there; under this name it is what the mini-program keeps of a receipt.
  return [...phone.storage].filter(([key]) => key.startsWith("receipt.")).map(([, value]) => value as KeptOnPhone);
}

/** The demo's witness, whose key everybody knows, signs the newest head once. */
async function cosign({ backend }: World): Promise<void> {
  const { cosigner } = readKeys(readFileSync(join(import.meta.dirname, "../../../sandbox/witness/demo-witness.key"), "utf8"));
  const { checkpoint } = (await (await fetch(`${backend.url}/api/trail/cosignatures`)).json()) as { checkpoint: string };
  const text = checkpoint.slice(0, checkpoint.lastIndexOf("\n\n") + 1);
  const note = checkpoint + cosigner.cosign(text, Math.floor(Date.now() / 1000));
  const answer = await fetch(`${backend.url}/api/trail/cosignatures`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ note }),
  });
  must(answer.ok, `the cosignature was refused: ${await answer.text()}`);
}
