import type { Locator, Page } from "playwright-core";
import type { Picture } from "./pictures.ts";
import type { DemoPerson, Product } from "./product.ts";

/** Password, then the authenticator, until the console is open. */
export async function loginToConsole(page: Page, product: Product, person: DemoPerson): Promise<void> {
  await page.goto(`${product.url}/admin/`);
  await passPassword(page, person.username, person.password);
  await enterCode(page, await product.codeOf(person));
  await page.getByRole("button", { name: person.name }).waitFor();
}

export async function passPassword(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "下一步" }).click();
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByText("请输入手机验证器上显示的 6 位动态码").waitFor();
  await page.locator("input").first().click();
  await page.keyboard.type(code);
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole("navigation", { name: "主菜单" }).getByText(place, { exact: true }).click();
  await page.getByRole("heading", { level: 1, name: place }).waitFor();
}

/** Presses a button of the page and answers the dialog that opens. */
export async function openDialog(page: Page, button: string): Promise<Locator> {
  await page.getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

export async function submitDialog(dialog: Locator, button: string): Promise<void> {
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

export async function addPhotoInDialog(dialog: Locator, picture: Picture): Promise<void> {
  const chosen = dialog.page().waitForEvent("filechooser");
  // Its label gives the button its name, so it is found by the word one sees on it.
  const [chooser] = await Promise.all([chosen, dialog.getByText("加照片").click()]);
  await chooser.setFiles(picture);
  await dialog.getByAltText("已上传的照片").waitFor();
}

/** From the work list to the reporter's turn, by the buttons of the case's own page. */
export async function workThrough(page: Page, handler: string, words: string, outcome: string, after: Picture): Promise<void> {
  await openCase(page, words);
  await submitDialog(await openDialog(page, "受理"), "受理");
  const assigning = await openDialog(page, "交办");
  await assigning.getByRole("radio", { name: new RegExp(handler) }).check();
  await submitDialog(assigning, "交办");
  await submitDialog(await openDialog(page, "开始办"), "开始办");
  await finish(page, outcome, after);
}

export async function openCase(page: Page, words: string): Promise<void> {
  await goTo(page, "我的工作");
  await page.getByRole("tab", { name: "全部未办结" }).click();
  await page.getByRole("link", { name: words }).click();
  await page.getByRole("heading", { level: 1, name: "诉求" }).waitFor();
}

export async function finish(page: Page, outcome: string, after: Picture): Promise<void> {
  const dialog = await openDialog(page, "办好了");
  await dialog.getByLabel("办了什么").fill(outcome);
  await addPhotoInDialog(dialog, after);
  await submitDialog(dialog, "提交，请反映人确认");
  await page.getByText(outcome).first().waitFor();
}
