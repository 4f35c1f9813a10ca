import { CallRefused } from "@cunqing/contract/client";
import { expect, test } from "vitest";
import { kindOfFailure, Unreachable, wordsOfFailure } from "./failure.ts";

const refused = (status: number, code: "session.expired" | "access.denied" | "case.not_found" | "service.defect"): CallRefused =>
  new CallRefused(status, { code, message: "说明", requestId: "r" });

test.each([
  [new Unreachable("timeout"), "offline"],
  [refused(401, "session.expired"), "signed_out"],
  [refused(403, "access.denied"), "forbidden"],
  [refused(404, "case.not_found"), "missing"],
  [refused(500, "service.defect"), "failed"],
  [new TypeError("defect"), "failed"],
] as const)("%s draws the %s state", (error, kind) => {
  expect(kindOfFailure(error)).toBe(kind);
});

test("a form refused field by field is told by the first field's words", () => {
  const error = new CallRefused(400, {
    code: "request.invalid",
    message: "填写的内容有误",
    requestId: "r",
    fields: [{ path: "phone", message: "请填 11 位手机号" }],
  });
  expect(wordsOfFailure(error)).toBe("请填 11 位手机号");
});

test("a defect's own message is never shown to a person", () => {
  expect(wordsOfFailure(new TypeError("x is undefined"))).not.toContain("undefined");
});
