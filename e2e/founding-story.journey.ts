import { readFileSync } from "node:fs";
import { loadCounty } from "@cunqing/config";
import { qrText } from "@cunqing/proof";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Device } from "./support/browser.ts";
import { takePicture } from "./support/pictures.ts";
import { addPhotoInDialog, goTo, loginToConsole, openDialog, submitDialog } from "./support/staff.ts";
import { startJourney } from "./support/journey.ts";
import { addPhoto, cardOf, chooseVillage, loginBySandbox, openH5, part, tap, textOf, write } from "./support/villager.ts";

const journey = startJourney("founding-story");
const story = "村口弯道上有堆黄泥，下雨天骑车打滑，昨天有人摔了";
const shown = "村口弯道上有堆黄泥，下雨天骑车打滑";
const outcome = "上午派铲车清走黄泥，路面已冲洗，车辆可以通行。";

let phone: Device;
let villager: Page;
let secretary: Page;
let supervisor: Page;
let confirmedBefore = 0;

test("the county supervisor sees the figures before anything happened", async () => {
  const { product, openDesk, shot } = journey;
  supervisor = (await openDesk()).page;
  await loginToConsole(supervisor, product(), product().person("county_supervisor"));
  await goTo(supervisor, "办理情况");
  confirmedBefore = await confirmedCount(supervisor);
  await shot(supervisor, "figures-before");
});

test("吴大伯 opens the link, finds 溪口村 by typing its name, and reads what goes on there", async () => {
  const { product, openPhone, shot } = journey;
  phone = await openPhone();
  villager = phone.page;
  await openH5(villager, product().url);
  await shot(villager, "first-visit");
  await chooseVillage(villager, "溪口村");
  await part(villager, "counts").waitFor();
  await shot(villager, "home-of-the-village");
});

test("吴大伯 logs in by his WeChat, asked for consent first", async () => {
  const { shot } = journey;
  await loginBySandbox(villager, "wu-dabo");
  await shot(villager, "logged-in");
});

test("吴大伯 photographs the heap of yellow mud, writes one sentence, and sends it", async () => {
  const { shot } = journey;
  await tap(villager, "tab-home");
  await tap(villager, "home-report");
  await addPhoto(villager, await takePicture("mud_on_road"));
  await write(villager, "report-text", story);
  await part(villager, "choose-category").getByText("道路与堆物").waitFor();
  await write(villager, "report-place", "村口老樟树往东的弯道");
  await shot(villager, "report");
  await tap(villager, "send-report");
  await part(villager, "report-sent").getByText("已送到溪口村").waitFor();
  await shot(villager, "sent");
  await tap(villager, "see-case");
  await part(villager, "case-standing").getByText(/这一步：/).waitFor();
  await shot(villager, "case-with-two-clocks");
});

test("the village secretary logs in and finds it in the work list", async () => {
  const { product, openDesk, shot } = journey;
  secretary = (await openDesk()).page;
  await loginToConsole(secretary, product(), product().person("village_secretary"));
  await goTo(secretary, "我的工作");
  await secretary.getByRole("tab", { name: /待受理/ }).click();
  await secretary.getByRole("row", { name: /黄泥/ }).waitFor();
  await shot(secretary, "work-list");
});

test("she accepts it with a word to him, and the case says so", async () => {
  const { shot } = journey;
  await secretary.getByRole("link", { name: /黄泥/ }).click();
  await secretary.getByText(story).first().waitFor();
  await shot(secretary, "console-case");
  const dialog = await openDialog(secretary, "受理");
  await dialog.getByLabel("给反映人的话").fill("收到，马上派人去看。");
  await shot(secretary, "accept");
  await submitDialog(dialog, "受理");
  await secretary.getByText("收到，马上派人去看。").waitFor();
});

test("she assigns it to herself and starts", async () => {
  const { product, shot } = journey;
  const dialog = await openDialog(secretary, "交办");
  await dialog.getByRole("radio", { name: new RegExp(product().person("village_secretary").name) }).check();
  await shot(secretary, "assign");
  await submitDialog(dialog, "交办");
  await submitDialog(await openDialog(secretary, "开始办"), "开始办");
  await secretary.getByRole("button", { name: "办好了", exact: true }).waitFor();
});

test("she finishes it with what was done and a photo of the clean road", async () => {
  const { shot } = journey;
  const dialog = await openDialog(secretary, "办好了");
  await dialog.getByLabel("办了什么").fill(outcome);
  await addPhotoInDialog(dialog, await takePicture("clean_road"));
  await shot(secretary, "finish");
  await submitDialog(dialog, "提交，请反映人确认");
  await secretary.getByText(outcome).first().waitFor();
});

test("she releases edited words and the photos for the village", async () => {
  const { shot } = journey;
  const dialog = await openDialog(secretary, "公开内容");
  await dialog.getByLabel("公开的文字").fill(shown);
  for (const box of await dialog.getByRole("checkbox").all()) {
    await box.check();
  }
  await shot(secretary, "release");
  await submitDialog(dialog, "公开");
  await secretary.getByRole("button", { name: "修改公开内容" }).waitFor();
  await shot(secretary, "console-case-done");
});

test("吴大伯 finds the message, the photo of the clean road, and every step with its time", async () => {
  const { shot } = journey;
  await tap(villager, "back");
  await openInbox(villager);
  await shot(villager, "messages");
  await villager.locator(".message").filter({ visible: true }).first().tap();
  await part(villager, "case-outcome").getByText(outcome).waitFor();
  for (const step of [/受理/, /开始办/, /公开/]) {
    await villager.locator(".timeline").filter({ visible: true }).getByText(step).first().waitFor();
  }
  await shot(villager, "case-to-confirm");
});

test("吴大伯 confirms, very satisfied", async () => {
  const { shot } = journey;
  await tap(villager, "answer-confirm");
  await tap(villager, "grade-very_satisfied");
  await tap(villager, "tag-办得快");
  await shot(villager, "confirm");
  await tap(villager, "send-answer");
  await part(villager, "case-standing").getByText("本人确认办好").waitFor();
  await part(villager, "case-rating").getByText("非常满意").waitFor();
  await shot(villager, "confirmed");
});

test("a neighbour without an account reads the released words, and not whose they were", async () => {
  const { product, openPhone, shot } = journey;
  const neighbour = (await openPhone()).page;
  await openH5(neighbour, product().url);
  await chooseVillage(neighbour, "溪口村");
  await cardOf(neighbour, shown).tap();
  await part(neighbour, "case-outcome").getByText(outcome).waitFor();
  await shot(neighbour, "neighbour");
  const all = await neighbour.locator("body").innerText();
  expect(all).not.toContain("吴大伯");
  expect(all).not.toContain("昨天有人摔了");
});

test("the county supervisor sees one confirmed case more", async () => {
  const { shot } = journey;
  await expect
    .poll(
      async () => {
        await supervisor.reload();
        return confirmedCount(supervisor);
      },
      { timeout: 20_000 },
    )
    .toBe(confirmedBefore + 1);
  await shot(supervisor, "figures-after");
});

test("吴大伯's receipt lies on his phone, and says without a network that it is registered and who witnessed it", async () => {
  const { product, shot } = journey;
  await openH5(villager, product().url);
  await tap(villager, "tab-mine");
  await tap(villager, "mine-receipts");
  // Fetched by itself once the entry is in the record; the township's witness signs within seconds.
  await part(villager, "receipts-page").locator(".row", { hasText: "我的反映" }).tap();
  await part(villager, "receipt-fields").getByText(story).waitFor();
  await shot(villager, "receipt");

  phone.problems.expect("net::ERR_INTERNET_DISCONNECTED");
  await phone.context.setOffline(true);
  await tap(villager, "back");
  await part(villager, "receipts-page").locator(".row", { hasText: "我的反映" }).tap();
  await part(villager, "receipt-registered").getByText(/已于 今天 .* 登记/).waitFor();
  await tap(villager, "check-now");
  await part(villager, "toast").getByText("网络不通").waitFor();
  await shot(villager, "receipt-without-network");
  expect(await villager.locator("[id=receipt-unchanged]").filter({ visible: true }).count()).toBe(0);
  await phone.context.setOffline(false);
});

test("with a network, after the township's witness has signed, the receipt says until when nothing was changed", async () => {
  const { shot } = journey;
  await expect
    .poll(
      async () => {
        await tap(villager, "check-now");
        await part(villager, "receipt-unchanged").waitFor();
        return part(villager, "receipt-unchanged").innerText();
      },
      { timeout: 60_000, interval: 3_000 },
    )
    .toMatch(/至 今天 \d+:\d\d 未被改动/);
  await part(villager, "receipt-registered").getByText("并由 溪口镇监督委员会 见证").waitFor();
  await part(villager, "receipt-qr").waitFor();
  await shot(villager, "receipt-unchanged");
});

test("a stranger with the code on paper reads that the entry stands in the record, and none of the words", async () => {
  const { product, openPhone, shot } = journey;
  const [download] = await Promise.all([villager.waitForEvent("download"), tap(villager, "save-receipt")]);
  const receipt = JSON.parse(readFileSync(await download.path(), "utf8")) as { position: number; leaf: string };
  const origin = loadCounty("longyou").trail.origin;
  const { page } = await openPhone();
  await page.goto(qrText(product().url, { origin, position: receipt.position, leaf: Buffer.from(receipt.leaf, "base64"), salt: null }));
  await part(page, "qr-good").getByText("并由 溪口镇监督委员会 见证").waitFor();
  expect(await textOf(page)).not.toContain("黄泥");
  await shot(page, "scanned");
});

async function openInbox(page: Page): Promise<void> {
  await tap(page, "to-home");
  await tap(page, "tab-mine");
  await tap(page, "mine-inbox");
  await page.locator(".message").filter({ visible: true }).first().waitFor();
}

async function confirmedCount(page: Page): Promise<number> {
  const row = page.getByRole("row", { name: /群众确认/ }).first();
  await row.waitFor();
  return Number(/(\d+) 件/.exec(await row.innerText())?.[1]);
}
