import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { kindOfFailure, wordsOfFailure, type FailureKind } from "../base/failure.ts";
import { goTo } from "../base/go-to.ts";
import type { Capacity } from "../base/session.ts";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => Promise<unknown>;
}

interface ListStateProps<T> {
  readonly of: Asked<T>;
  readonly children: (answer: T) => ReactNode;
  /** Shown instead when there is nothing; what to do about it belongs into the words. */
  readonly empty?: { readonly when: (answer: T) => boolean; readonly words: string; readonly icon?: IconName };
  readonly as?: Capacity;
}

/** Draws what a question to the service can come to: waiting, empty, failed, offline, forbidden, or the answer. */
export function ListState<T>({ of, children, empty, as = "villager" }: ListStateProps<T>) {
  if (of.data !== undefined) {
    // What was read before stays readable while the network is away.
    return empty?.when(of.data) ? <Empty words={empty.words} icon={empty.icon ?? "inbox"} /> : <>{children(of.data)}</>;
  }
  if (of.error) {
    return <Failed error={of.error} onRetry={() => of.refetch()} as={as} />;
  }
  return <Waiting />;
}

export function Waiting() {
  return (
    <View id="waiting">
      <View className="skeleton" />
      <View className="skeleton" />
      <View className="skeleton" />
    </View>
  );
}

export function Empty({ words, icon = "inbox" }: { words: string; icon?: IconName }) {
  return (
    <View className="state" id="empty">
      <Icon name={icon} size="large" />
      <View>{words}</View>
    </View>
  );
}

const faces: Record<FailureKind, { icon: IconName; title: string }> = {
  offline: { icon: "swap", title: "网络不通" },
  signed_out: { icon: "mine", title: "请先登录" },
  forbidden: { icon: "lock", title: "不能看这里" },
  missing: { icon: "search", title: "没有找到" },
  failed: { icon: "warning", title: "没有打开" },
};

export function Failed({ error, onRetry, as = "villager" }: { error: unknown; onRetry: () => unknown; as?: Capacity }) {
  const kind = kindOfFailure(error);
  const { icon, title } = faces[kind];
  return (
    <View className="state" id={`state-${kind}`}>
      <Icon name={icon} size="large" />
      <View className="state-words">{title}</View>
      <View>{kind === "offline" ? "看看手机有没有信号，再试一次" : wordsOfFailure(error)}</View>
      {(kind === "offline" || kind === "failed") && <Button id="retry" label="再试一次" onPress={onRetry} />}
      {kind === "signed_out" && <SignIn as={as} />}
    </View>
  );
}

export function SignIn({ as }: { as: Capacity }) {
  return as === "staff" ? (
    <Button id="go-staff-login" kind="main" label="工作人员登录" onPress={() => goTo.staffLogin()} />
  ) : (
    <Button id="go-login" kind="main" label="去登录" onPress={() => goTo.login()} />
  );
}
