import type { Sandbox } from "@cunqing/sandbox";
import type { Answer, TestApi } from "../../../testing/start-api.ts";

/** Somebody with a phone in his hand, who reads the codes that come by SMS. */
export function createPhone(api: TestApi, sandbox: Sandbox) {
  const lastCode = (phone: string): string => /\d{6}/.exec(sandbox.control.sms(phone).at(-1)?.text ?? "")?.[0] ?? "none";
  const askCode = (phone: string): Promise<Answer> => api.post("/sessions/sms-code", { phone });
  const enterWith = (phone: string, code: string, secondFact?: string): Promise<Answer> =>
    api.post("/sessions/sms", { phone, code, ...(secondFact === undefined ? {} : { secondFact }) });
  return {
    askCode,
    lastCode,
    enterWith,
    wrong: (code: string): string => (code === "000000" ? "111111" : "000000"),
    async enter(phone: string): Promise<Answer> {
      await askCode(phone);
      return enterWith(phone, lastCode(phone));
    },
    headers: ({ body }: Answer): Record<string, string> => ({ authorization: `Bearer ${body.token}` }),
  };
}

export type Phone = ReturnType<typeof createPhone>;
