/** Settled at build time, so the other platform's branch is not shipped. */
export const isWeapp = process.env.TARO_ENV === "weapp";
