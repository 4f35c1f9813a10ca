import type { Page } from "playwright-core";
import { test } from "vitest";
import { startJourney } from "./support/journey.ts";
import { takePicture } from "./support/pictures.ts";
import { addPhoto, cardOf, openH5, part, tap, write } from "./support/villager.ts";

const journey = startJourney("staff-in-pocket");

let phone: Page;

test("a village secretary logs in on the phone by password and authenticator", async () => {
  const { product, openPhone, shot } = journey;
  const person = product().person("village_secretary.zwc");
  phone = (await openPhone()).page;
  await openH5(phone, product().url);
  await tap(phone, "tab-mine");
  await tap(phone, "mine-staff");
  await shot(phone, "outside");
  await tap(phone, "go-staff-login");
  await write(phone, "staff-username", person.username);
  await write(phone, "staff-password", person.password);
  await shot(phone, "password");
  await tap(phone, "staff-next");
  await write(phone, "staff-code", await product().codeOf(person));
  await tap(phone, "staff-enter");
  // The toast greets him by name as well.
  await part(phone, "work").getByText(`${person.name} ·`).waitFor();
  await shot(phone, "work");
});

test("he finds what waits, and accepts it", async () => {
  const { shot } = journey;
  await tap(phone, "filter-untaken");
  await cardOf(phone, "路灯一闪一闪").tap();
  await part(phone, "act-accept").waitFor();
  await shot(phone, "case");
  await tap(phone, "act-accept");
  await write(phone, "accept-note", "晚上就去看");
  await shot(phone, "accept");
  await tap(phone, "send-accept");
  await part(phone, "staff-case").getByText("晚上就去看").waitFor();
});

test("he takes it on himself and starts", async () => {
  const { product, shot } = journey;
  await tap(phone, "act-assign");
  await part(phone, "assign-sheet").getByRole("radio", { name: product().person("village_secretary.zwc").name }).tap();
  await shot(phone, "assign");
  await tap(phone, "send-assign");
  await tap(phone, "act-start");
  await tap(phone, "send-start");
  await part(phone, "case-standing").getByText("正在办").waitFor();
  await shot(phone, "started");
});

test("he finishes with what was done and an after-photo, and the reporter has the last word", async () => {
  const { shot } = journey;
  await tap(phone, "act-finish");
  await addPhoto(phone, await takePicture("bright_lamp"));
  await write(phone, "finish-outcome", "换了镇流器，三组的灯都稳了");
  await shot(phone, "finish");
  await tap(phone, "send-finish");
  await part(phone, "case-outcome").getByText("换了镇流器").waitFor();
  await part(phone, "case-standing").getByText("说办好了，等确认").waitFor();
  await shot(phone, "finished");
});

test("he leaves, and the phone shows no work any more", async () => {
  const { shot } = journey;
  await tap(phone, "back");
  await tap(phone, "staff-logout");
  await part(phone, "go-staff-login").waitFor();
  await shot(phone, "left");
});
