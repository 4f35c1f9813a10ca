import Taro from "@tarojs/taro";

/** A value on the phone that outlives the app being killed. What an older release wrote in another shape counts as absent. */
export interface Kept<T> {
  read(): T | null;
  write(value: T): void;
  forget(): void;
}

export function kept<T>(key: string, isValid: (value: unknown) => value is T): Kept<T> {
  return {
    read() {
      const value: unknown = Taro.getStorageSync(key);
      return isValid(value) ? value : null;
    },
    write(value) {
      Taro.setStorageSync(key, value);
    },
    forget() {
      Taro.removeStorageSync(key);
    },
  };
}
