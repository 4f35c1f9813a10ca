export { type Control } from "./control.ts";
export { type Fault } from "./faults.ts";
export { demoPeople, type PersonInput, type SandboxPerson } from "./people.ts";
export { type Sandbox, sandboxApp, type SandboxOptions, sandboxSmsSecret, startSandbox } from "./sandbox.ts";
export { type DeliveredSms } from "./sms.ts";
export { type DeliveredMessage } from "./wechat/subscribe.ts";
export { demoTemplates, type SubscribeTemplate } from "./wechat/templates.ts";
