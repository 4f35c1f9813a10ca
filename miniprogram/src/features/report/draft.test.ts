import { expect, test } from "vitest";
import { emptyDraft, isBlank, isDraft, orderOf, uploadOf, whatIsMissing, type Draft } from "./draft.ts";

const now = Date.parse("2026-11-24T09:40:00+08:00");
const photo = { id: "p1", path: "/kept/p1.jpg", name: "p1.jpg", seconds: 0 };
const voice = { id: "v1", path: "/kept/v1.mp3", name: "v1.mp3", seconds: 7 };
const ready: Draft = {
  ...emptyDraft("report", { id: "village-1", name: "溪口村" }, false),
  categoryCode: "road",
  text: " 弯道上有堆黄泥 ",
};

test.each([
  [{ ...ready, village: null }, "请先选村子"],
  [{ ...ready, categoryCode: "" }, "请选是哪一类事"],
  [{ ...ready, text: "  " }, "请写几个字、拍张照片或录一段话"],
  [ready, null],
  [{ ...ready, text: "", photos: [photo] }, null],
  [{ ...ready, text: "", voice }, null],
])("a draft says what is still missing (%#)", (draft, missing) => {
  expect(whatIsMissing(draft)).toBe(missing);
});

test("without an account the report is anonymous until the person signs in", () => {
  expect(emptyDraft("help", null, false).isAnonymous).toBe(true);
  expect(emptyDraft("help", null, true).isAnonymous).toBe(false);
});

test("no order is made while a photo has not been uploaded", () => {
  expect(orderOf({ ...ready, photos: [photo] }, now)).toBeNull();
});

test("the order carries what was uploaded and nothing that was left out", () => {
  const draft: Draft = {
    ...ready,
    photos: [photo],
    voice,
    uploads: { p1: { id: "file-1", claim: "claim-1", at: now }, v1: { id: "file-2", claim: "claim-2", at: now } },
  };
  expect(orderOf(draft, now)).toEqual({
    door: "report",
    villageId: "village-1",
    categoryCode: "road",
    text: "弯道上有堆黄泥",
    photos: [{ id: "file-1", claim: "claim-1" }],
    voice: { id: "file-2", claim: "claim-2" },
    isPrivate: false,
    isAnonymous: true,
  });
});

test("an upload that the service may have deleted by now is not relied on", () => {
  const draft: Draft = { ...ready, photos: [photo], uploads: { p1: { id: "file-1", claim: "claim-1", at: now - 21 * 3_600_000 } } };
  expect(uploadOf(draft, photo, now)).toBeNull();
  expect(orderOf(draft, now)).toBeNull();
});

test("a point is sent with the system its numbers are in", () => {
  const draft: Draft = { ...ready, spot: { lng: 119.17, lat: 29.03, system: "wgs84", name: "" } };
  expect(orderOf(draft, now)?.point).toEqual({ lng: 119.17, lat: 29.03, system: "wgs84" });
});

test("a draft that is on its way is never thrown away as blank", () => {
  const order = orderOf(ready, now);
  expect(isBlank({ ...emptyDraft("report", null, false), sending: order && { key: "k", order } })).toBe(false);
});

test("a draft read back from storage is the draft that was written, and rubbish is none", () => {
  expect(isDraft(JSON.parse(JSON.stringify({ ...ready, photos: [photo], voice })))).toBe(true);
  expect([null, "", {}, { ...ready, photos: [{ id: 1 }] }].some(isDraft)).toBe(false);
});
