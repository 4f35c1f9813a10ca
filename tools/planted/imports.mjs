const cases = "api/src/modules/cases";

/**
 * One small violation for every import rule of .dependency-cruiser.mjs: rule → files that break it.
 * All are planted in one tree, so a file that occurs twice says the same both times.
 */
export const plantedImports = {
  "no-circles": {
    "api/src/kernel/a.ts": 'import { b } from "./b.ts";\nexport const a = (): number => b();\n',
    "api/src/kernel/b.ts": 'import { a } from "./a.ts";\nexport const b = (): number => a();\n',
  },
  "every-import-resolves": { "api/src/kernel/lost.ts": 'export { gone } from "./gone.ts";\n' },
  "contract-stands-alone": { "api/contract/src/places.ts": 'export { sep } from "node:path";\n' },
  "proof-stands-alone": { "api/proof/src/digest.ts": 'export { createHash } from "node:crypto";\n' },
  "lean-contract-stays-lean": {
    "api/contract/src/words.ts": 'export { shape } from "./shapes.ts";\n',
    "api/contract/src/shapes.ts": "export const shape = 1;\n",
  },
  "kernel-knows-no-domain": {
    "api/src/kernel/route.ts": 'export { one } from "../modules/cases/index.ts";\n',
    [`${cases}/index.ts`]: "export const one = 1;\n",
  },
  "nothing-imports-boot": {
    [`${cases}/jobs.ts`]: 'export { app } from "../../boot/app.ts";\n',
    "api/src/boot/app.ts": "export const app = 1;\n",
  },
  "adapters-are-plugged-in-by-boot": {
    [`${cases}/commands/accept-case.ts`]: 'export { sms } from "../../../adapters/sms/sms.ts";\n',
    "api/src/adapters/sms/sms.ts": "export const sms = 1;\n",
  },
  "adapters-see-only-ports": {
    "api/src/adapters/sms/caller.ts": 'export { one } from "../../modules/identity/index.ts";\n',
    "api/src/modules/identity/index.ts": "export const one = 1;\n",
  },
  "modules-never-import-flows": {
    [`${cases}/readers.ts`]: 'export { flow } from "../../flows/flow.ts";\n',
    "api/src/flows/flow.ts": "export const flow = 1;\n",
  },
  "front-door-only": {
    [`${cases}/case.routes.ts`]: 'export { areaRow } from "../organisation/area.model.ts";\n',
    "api/src/modules/organisation/area.model.ts": "export const areaRow = 1;\n",
  },
  "front-door-only-from-outside": {
    "api/src/flows/deep.ts": 'export { caseRow } from "../modules/cases/case.model.ts";\n',
    [`${cases}/case.model.ts`]: "export const caseRow = 1;\n",
  },
  "siblings-meet-in-flows": {
    [`${cases}/commands/close-case.ts`]: 'export { award } from "../../points/index.ts";\n',
    "api/src/modules/points/index.ts": "export const award = 1;\n",
  },
  "nobody-imports-a-reader": {
    [`${cases}/commands/accept-and-tell.ts`]: 'export { send } from "../../messages/index.ts";\n',
    "api/src/modules/messages/index.ts": "export const send = 1;\n",
  },
  "flows-import-no-reader": {
    "api/src/flows/telling.ts": 'export { send } from "../modules/messages/index.ts";\n',
    "api/src/modules/messages/index.ts": "export const send = 1;\n",
  },
  "rules-are-pure": {
    [`${cases}/case.policy.ts`]: 'export { caseRow } from "./case.model.ts";\n',
    [`${cases}/case.model.ts`]: "export const caseRow = 1;\n",
  },
  "http-stops-at-the-route": { [`${cases}/queries/list-cases.ts`]: 'export { HttpError } from "koa";\n' },
  "front-ends-know-only-the-contract": {
    "admin/src/app.ts": 'export { one } from "../../api/src/modules/cases/index.ts";\n',
    [`${cases}/index.ts`]: "export const one = 1;\n",
  },
  "front-ends-are-strangers": {
    "admin/src/stranger.ts": 'export { goTo } from "../../miniprogram/src/go-to.ts";\n',
    "miniprogram/src/go-to.ts": "export const goTo = 1;\n",
  },
  "mini-program-carries-no-schema": {
    "miniprogram/src/report.ts": 'export { submitCase } from "../../api/contract/src/cases.ts";\n',
    "api/contract/src/cases.ts": "export const submitCase = 1;\n",
  },
  "features-do-not-mix": {
    "admin/src/features/cases/list.ts": 'export { staff } from "../staff/staff.ts";\n',
    "admin/src/features/staff/staff.ts": "export const staff = 1;\n",
  },
  "shared-parts-know-no-feature": {
    "admin/src/shared/table.ts": 'export { staff } from "../features/staff/staff.ts";\n',
    "admin/src/features/staff/staff.ts": "export const staff = 1;\n",
  },
  "sandbox-is-for-tests-only": {
    "api/src/adapters/wechat/wechat.ts": 'export { code } from "../../../../sandbox/src/codes.ts";\n',
    "sandbox/src/codes.ts": "export const code = 1;\n",
  },
  "sandbox-knows-no-product": {
    "sandbox/src/hub.ts": 'export { now } from "../../api/src/kernel/clock.ts";\n',
    "api/src/kernel/clock.ts": "export const now = 1;\n",
  },
  "config-knows-no-product": {
    "config/src/settings.ts": 'export { now } from "../../api/src/kernel/clock.ts";\n',
    "api/src/kernel/clock.ts": "export const now = 1;\n",
  },
};
