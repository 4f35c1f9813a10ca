import { MiniProgram, type Phone } from "../weapp-shim.ts";
import type { Backend } from "./backend.ts";
import { must, type ReportCard } from "./report-card.ts";

export interface World {
  readonly dist: string;
  readonly backend: Backend;
  readonly card: ReportCard;
}

/** A villager's own words, by which the case is found again on other screens. */
export const story = "村口老樟树往东的弯道上一大堆泥沙挡路，车子打滑";

/** From a phone that never saw us to a sent report, with everything that may come between. */
export async function walkVillager(world: World, phone: Phone): Promise<MiniProgram> {
  const { card, dist } = world;
  let app = new MiniProgram(dist, phone);

  await card.check("a stranger sees the home page and is asked for the village, not for a name", async () => {
    app.launch();
    await app.until(() => app.find("pick-village"), "the button that chooses a village");
    must(!phone.network.sent.some(({ hasToken }) => hasToken), "a token was sent before anybody signed in");
  });
  await card.check("a village is found by a part of its name and becomes the home page", async () => {
    await app.tap("pick-village");
    await app.type("village-search", "溪口村");
    const row = await app.until(() => app.byIdStart("village-").find((node) => app.text(node).startsWith("溪口村")), "溪口村 in the list");
    app.fire(row, "tap");
    await app.until(() => app.route === "pages/home/index" && app.find("counts"), "the village's home page");
    must(app.text().includes("溪口村"), "the home page does not name the village");
  });
  await card.check("signing in waits for consent, and a no leaves the person a reader", async () => {
    app.open("/features/account/login/index");
    await app.tap("wechat-login");
    await app.tap("consent-refuse");
    await app.until(() => app.find("toast"), "a word about it");
    must(!phone.network.sent.some(({ what }) => what === "POST /api/sessions/wechat"), "signed in without consent");
  });
  await card.check("after consent WeChat's code signs the villager in", async () => {
    await app.tap("wechat-login");
    app.fire(await app.until(() => app.find("consent-agree"), "the consent button"), "agreeprivacyauthorization");
    await app.until(() => app.route === "pages/home/index", "the way back");
    app.open("/pages/mine/index");
    await app.until(() => app.find("account-name") && app.find("logout"), "the villager's own page");
    must(phone.storage.has("token.villager"), "no session was kept");
  });
  await card.check("what was put together survives a kill of the app", async () => {
    app = await killed(world, phone, app, async (before) => {
      before.open("/features/report/form/index?door=report");
      await before.type("report-text", story);
      await before.tap("add-photo");
      await before.until(() => before.byClass("photo-kept").length === 1, "the photo");
      await before.until(() => before.text(before.find("choose-category")).includes("道路"), "the suggested category");
    });
    app.open("/features/report/form/index?door=report");
    // Taro shortens the names of properties, so the value is looked for under any.
    await app.until(() => Object.values(app.find("report-text") ?? {}).includes(story), "the typed words");
    must(app.byClass("photo-kept").length === 1, "the photo is lost");
  });
  await card.check("a report whose answer is lost is sent again after a kill and becomes one case", async () => {
    app = await sendThroughLoss(world, phone, app);
  });
  await card.check("the subscribe dialog opens inside the tap and its answer is booked", async () => {
    await app.tap("notify-me");
    await app.until(() => phone.network.sent.some(({ what }) => what === "POST /api/subscriptions"), "the booked answer");
    await app.until(() => !app.find("notify-me"), "the question to go");
  });
  return app;
}

async function sendThroughLoss(world: World, phone: Phone, app: MiniProgram): Promise<MiniProgram> {
  const submissions = (): number => phone.network.sent.filter(({ what }) => what === "POST /api/cases").length;
  const next = await killed(world, phone, app, async (before) => {
    await before.until(() => before.find("send-report"), "the send button");
    phone.network.loses.add("POST /api/cases");
    await before.tap("send-report");
    await before.until(() => before.find("report-waiting"), "the waiting screen", 20_000);
  });
  must(submissions() === 1, `${submissions()} submissions left the phone`);
  phone.network.loses.clear();
  next.open("/features/report/form/index?door=report");
  await next.until(() => next.find("report-waiting"), "the waiting screen after the kill");
  await next.tap("send-report");
  await next.until(() => next.route === "features/report/sent/index", "the receipt", 20_000);
  must(submissions() === 2, `${submissions()} submissions left the phone`);
  await next.until(() => next.text().includes("最迟"), "the deadline on the receipt");

  next.open("/features/cases/mine/index");
  await next.until(() => next.byClass("case-card").length > 0, "my cases");
  const mine = next.byClass("case-card").filter((node) => next.text(node).includes(story.slice(0, 8)));
  must(mine.length === 1, `the report became ${mine.length} cases`);
  next.fire(mine[0] ?? next.tree(), "tap");
  await next.until(() => next.byClass("timeline-entry").length > 0, "the case with its timeline");
  must(/还剩 \d+ 天|今天到期/.test(next.text()), "the case shows no clock");
  return next;
}

/** Runs the act, then ends the app as the system does, and starts it again on the same phone. */
async function killed(world: World, phone: Phone, app: MiniProgram, act: (app: MiniProgram) => Promise<void>): Promise<MiniProgram> {
  await act(app);
  app.kill();
  const next = new MiniProgram(world.dist, phone);
  next.launch();
  return next;
}
