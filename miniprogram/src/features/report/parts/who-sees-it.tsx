import { View } from "@tarojs/components";
import { goTo } from "../../../base/go-to.ts";
import { useIsSignedIn } from "../../../base/session.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList } from "../../../ui/choice.tsx";
import type { Draft } from "../draft.ts";

interface WhoSeesItProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

export function WhoSeesIt({ draft, change }: WhoSeesItProps) {
  const isSignedIn = useIsSignedIn("villager");
  return (
    <View className="card">
      <View className="field-label">别人能看吗</View>
      <ChoiceList
        id="privacy"
        value={draft.isPrivate ? "private" : "public"}
        options={[
          { value: "public", words: "公开", hint: "村里核对后，大家能看到内容和照片；看不到您是谁" },
          { value: "private", words: "不公开", hint: "只有办事的人能看" },
        ]}
        onChange={(chosen) => change({ isPrivate: chosen === "private" })}
      />
      <View className="field-label gap-top">用什么身份</View>
      <ChoiceList
        id="identity"
        value={draft.isAnonymous ? "anonymous" : "named"}
        options={[
          { value: "anonymous", words: "匿名", hint: "不记您是谁，给您一个查询码看进度、说办没办好" },
          ...(isSignedIn ? [{ value: "named", words: "用我的账号", hint: "办事的人知道怎么找您，进度会通知您" }] : []),
        ]}
        onChange={(chosen) => change({ isAnonymous: chosen === "anonymous" })}
      />
      {!isSignedIn && <Button id="report-login" kind="plain" label="登录后用自己的账号反映" onPress={() => goTo.login()} />}
    </View>
  );
}
