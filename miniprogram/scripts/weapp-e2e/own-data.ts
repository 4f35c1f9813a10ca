import { readFileSync } from "node:fs";
import { MiniProgram, newPhone } from "../weapp-shim.ts";
import { must } from "./report-card.ts";
import type { World } from "./villager.ts";

/** Somebody who came once: who looked at my data, a copy to take along, and out. */
export async function walkOwnData({ card, dist, backend }: World): Promise<void> {
  const phone = newPhone(backend.url, { login: () => backend.loginCode("new-here"), hasConsented: true });
  const app = new MiniProgram(dist, phone);

  await card.check("a villager reads that nobody has looked at the data of somebody new", async () => {
    app.launch();
    app.open("/features/account/login/index");
    await app.tap("wechat-login");
    await app.until(() => phone.storage.has("token.villager") && app.route === "pages/home/index", "the session");
    app.open("/features/account/looks/index");
    await app.until(() => app.find("empty") || app.byIdStart("look-").length > 0, "the list of looks");
  });
  await card.check("a copy of one's own data comes as a ZIP and goes into a chat", async () => {
    app.open("/features/account/copy/index");
    await app.tap("take-copy");
    await app.tap("hand-over");
    const file = await app.until(() => phone.person.shared[0], "the file in a chat");
    must(file.name === "我的资料.zip", file.name);
    must(readFileSync(file.path).subarray(0, 2).toString("latin1") === "PK", "it is no ZIP");
  });
  await card.check("an account is closed in two steps, and the phone is signed out", async () => {
    app.open("/features/account/closing/index");
    await app.until(() => app.find("closing-destroyed"), "what goes");
    await app.tap("close-account");
    must(phone.storage.has("token.villager"), "one tap closed the account");
    await app.tap("close-for-good");
    await app.until(() => app.find("account-closed"), "the word that it is closed", 20_000);
    must(!phone.storage.has("token.villager"), "the phone is still signed in");
    await app.tap("closing-finish");
    await app.until(() => app.route === "pages/home/index", "the home page");
    must(app.problems.length === 0, app.problems.join(" | "));
  });
  app.kill();
}
