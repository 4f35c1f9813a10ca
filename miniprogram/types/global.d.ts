/// <reference types="@tarojs/taro" />

/** Where the API is: empty in H5 (same origin), a full address in the mini-program. */
declare const __API_BASE__: string;

/** Whose signatures on the record count, as printed for the notice board. */
declare const __TRAIL__: {
  readonly origin: string;
  /** Behind an old key stands the largest head that counts under it. */
  readonly logKeys: readonly string[];
  readonly witnesses: readonly { readonly name: string; readonly vkey: string; readonly isOutside: boolean }[];
  readonly promiseSeconds: number;
};

declare module "*.scss";

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: "weapp" | "h5";
    /** The folder under config/counties that the build is for. */
    COUNTY?: string;
  }
}
