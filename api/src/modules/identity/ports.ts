/** What identity asks of WeChat; adapters/wechat answers it. */
export interface WechatPort {
  /** @throws errors of adapters/wechat, told apart by their `name`. */
  codeToSession(code: string): Promise<{ readonly openId: string; readonly unionId?: string | undefined }>;
  phoneNumber(code: string): Promise<{ readonly phone: string }>;
}

/** What identity asks of an SMS gateway. */
export interface SmsPort {
  send(order: { readonly phone: string; readonly template: "login_code"; readonly params: { readonly code: string; readonly minutes: string }; readonly id: string }): Promise<void>;
}
