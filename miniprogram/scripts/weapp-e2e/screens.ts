import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MiniProgram, newPhone, type Phone } from "../weapp-shim.ts";
import { must } from "./report-card.ts";
import { story, type World } from "./villager.ts";

/** What must hold on every screen and for everybody. */
export async function walkScreens(world: World, phone: Phone, caseId: string): Promise<void> {
  const { card, dist } = world;
  for (const route of routesOf(dist)) {
    await card.check(`${route} opens and draws something a person can read`, async () => {
      const app = new MiniProgram(dist, phone);
      app.launch(`${route}?caseId=${caseId}&door=report`);
      await app.until(() => app.text().length > 3 && !app.find("waiting"), "something to read");
      must(!app.find("state-failed"), `the page failed: ${app.text()}`);
      must(app.problems.length === 0, app.problems.join(" | "));
      must(app.missing.size === 0, `wx has no ${[...app.missing].join(", ")} in the shim`);
      app.kill();
    });
  }
  await card.check("without a network a page says so and offers to try again", async () => {
    phone.network.isUp = false;
    const app = new MiniProgram(dist, phone);
    app.launch("features/account/inbox/index");
    await app.until(() => app.find("state-offline"), "the offline state", 15_000);
    phone.network.isUp = true;
    await app.tap("retry");
    await app.until(() => !app.find("state-offline"), "the inbox after a retry", 15_000);
    app.kill();
  });
  await card.check("a case that is not there and one that is hidden look alike", async () => {
    const app = new MiniProgram(dist, newPhone(phone.network.origin));
    app.launch("features/cases/detail/index?caseId=nothing-here-0");
    await app.until(() => app.find("state-missing"), "the missing state");
    app.kill();
  });
}

/** The elder view: by hand, by WeChat's setting, and how far it is to a report. */
export async function walkElder({ card, dist, backend }: World, phone: Phone): Promise<void> {
  await card.check("WeChat's large text opens the elder view by itself, with four giant buttons", async () => {
    const app = new MiniProgram(dist, newPhone(backend.url, { fontSizeSetting: 23 }));
    app.launch();
    await app.until(() => app.byClass("elder").length > 0, "the elder view");
    must(app.byClass("giant").length === 4, `${app.byClass("giant").length} giant buttons`);
    app.kill();
  });
  await card.check("an anonymous report takes four taps at most from the elder home page and travels without a token", async () => {
    const receiptsBefore = receiptsOn(phone);
    const app = new MiniProgram(dist, phone);
    app.launch();
    await app.tap("elder-switch");
    await app.until(() => app.find("giant-report"), "the elder home page");
    await app.tap("giant-report");
    await app.tap("add-photo");
    await app.until(() => app.byClass("photo-kept").length === 1, "the photo");
    await app.tap("identity-anonymous");
    await app.tap("send-report");
    await app.until(() => app.find("follow-code"), "the follow-up code", 20_000);
    must(receiptsOn(phone) === receiptsBefore + 1, "no promise was kept while the code is in sight");
    const submitted = phone.network.sent.filter(({ what }) => what === "POST /api/cases").at(-1);
    must(submitted && !submitted.hasToken, "the anonymous report carried a token");
    const code = app.text(app.find("follow-code"));
    await app.tap("code-kept");
    app.open("/features/cases/follow/index");
    await app.type("follow-code-input", code);
    await app.tap("follow-look");
    await app.until(() => app.find("case-standing"), "the case behind the code");
    must(![...phone.storage.values()].some((value) => JSON.stringify(value).includes(code)), "the code stays on the phone");
    must(receiptsOn(phone) === receiptsBefore, "the receipt stays on the phone although nobody asked for it");
    app.kill();
  });
}

/** The reporter has the last word, on the phone it was reported from. */
export async function walkAnswer({ card, dist }: World, phone: Phone, caseId: string): Promise<void> {
  await card.check("the reporter sees the outcome, says it is done, and the case says so", async () => {
    const app = new MiniProgram(dist, phone);
    app.launch(`features/cases/detail/index?caseId=${caseId}`);
    await app.tap("answer-confirm");
    await app.tap("grade-very_satisfied");
    await app.until(() => app.byIdStart("tag-").length > 0, "the reason tags of the grade");
    await app.tap("send-answer");
    await app.until(() => app.find("case-rating") && !app.find("answer"), "the rating");
    must(app.text().includes("本人确认办好"), "the state does not say so");
    app.kill();
  });
  await card.check("a neighbour without an account reads the released words and not the original ones", async () => {
    const app = new MiniProgram(dist, newPhone(phone.network.origin));
    app.launch(`features/cases/detail/index?caseId=${caseId}`);
    await app.until(() => app.find("case-text"), "the case");
    must(app.text().includes("村口弯道上的泥沙"), "the released words are missing");
    must(!app.text().includes(story.slice(0, 12)), "the villager's own words leak");
    must(!app.text().includes("吴大伯"), "the villager's name leaks");
    app.kill();
  });
}

const receiptsOn = (phone: Phone): number => [...phone.storage.keys()].filter((key) => key.startsWith("receipt.")).length;

function routesOf(dist: string): string[] {
  const manifest = JSON.parse(readFileSync(join(dist, "app.json"), "utf8")) as {
    pages: string[];
    subPackages: { root: string; pages: string[] }[];
  };
  return [...manifest.pages, ...manifest.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))];
}
