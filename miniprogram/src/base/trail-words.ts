/** How soon the service promises to have registered what it took in, as 一分钟内 or 90 秒内. */
export const sayWithin = (seconds: number): string => (seconds === 60 ? "一分钟内" : `${seconds} 秒内`);
