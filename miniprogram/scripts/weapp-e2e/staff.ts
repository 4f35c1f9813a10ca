import { MiniProgram, newPhone } from "../weapp-shim.ts";
import { must } from "./report-card.ts";
import { totpNow } from "./totp.ts";
import { story, type World } from "./villager.ts";

/** The village's own staff take the case in hand on the phone, from the list to the released words. */
export async function walkStaff({ card, dist, backend }: World, afterPhoto: string): Promise<void> {
  const phone = newPhone(backend.url, { photos: [afterPhoto], hasConsented: true });
  const app = new MiniProgram(dist, phone);
  const secretary = backend.people.find(({ username }) => username === "village_secretary");

  await card.check("a village secretary signs in by password and authenticator", async () => {
    must(secretary?.username && secretary.password && secretary.totpSecret, "the demo county has no village secretary");
    app.launch("features/staff/work/index");
    await app.tap("go-staff-login");
    await app.type("staff-username", secretary.username);
    await app.type("staff-password", secretary.password);
    await app.tap("staff-next");
    await app.type("staff-code", totpNow(secretary.totpSecret));
    await app.tap("staff-enter");
    await app.until(() => app.route === "features/staff/work/index" && app.find("filter-untaken"), "the work list");
  });
  await card.check("the new report waits in the work list and shows what may be done", async () => {
    const row = await app.until(() => app.byClass("case-card").find((node) => app.text(node).includes(story.slice(0, 8))), "the report in the list");
    app.fire(row, "tap");
    await app.until(() => app.find("act-accept"), "the accept button");
  });
  await card.check("accepting moves the case on and its button goes", async () => {
    await app.tap("act-accept");
    await app.type("accept-note", "马上派人去看");
    await app.tap("send-accept");
    await app.until(() => app.find("act-assign") && !app.find("act-accept"), "the next step");
    must(app.text().includes("马上派人去看"), "the note is not in the timeline");
  });
  await card.check("a handler is chosen from the people who could do it", async () => {
    await app.tap("act-assign");
    const people = await app.until(() => app.byIdStart("assignee-").length > 0 && app.byIdStart("assignee-"), "people to choose from");
    const self = people.find((node) => app.text(node).includes(secretary?.name ?? "")) ?? people[0];
    app.fire(self ?? app.tree(), "tap");
    await app.until(() => !app.find("send-assign")?.cl?.includes("off"), "the button to open");
    await app.tap("send-assign");
    await app.until(() => app.find("act-start") && !app.find("assign-sheet"), "the handler's turn");
  });
  await card.check("done needs the after-photo that the category asks for", async () => {
    await app.tap("act-start");
    await app.tap("send-start");
    await app.until(() => app.find("act-finish") && !app.find("start-sheet"), "the finish button");
    await app.tap("act-finish");
    await app.type("finish-outcome", "铲车已把泥沙清走，路面冲洗干净");
    must(app.find("send-finish")?.cl?.includes("off"), "it can be finished without the photo");
    await app.tap("add-photo");
    await app.until(() => !app.find("send-finish")?.cl?.includes("off"), "the button to open");
    await app.tap("send-finish");
    await app.until(() => app.find("case-outcome") && !app.find("finish-sheet"), "the outcome");
  });
  await card.check("what others may read is released by a person", async () => {
    await app.tap("act-release");
    await app.type("release-text", "村口弯道上的泥沙");
    await app.tap("send-release");
    await app.until(() => !app.find("release-sheet"), "the sheet to close");
  });
  must(app.problems.length === 0, app.problems.join(" | "));
  app.kill();
}
