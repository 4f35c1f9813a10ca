/// <reference types="@tarojs/taro" />

/** Where the API is: empty in H5 (same origin), a full address in the mini-program. */
declare const __API_BASE__: string;

declare module "*.scss";

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: "weapp" | "h5";
  }
}
