import { View } from "@tarojs/components";
import { copyMyData } from "@cunqing/contract/paths";
import { useState } from "react";
import { download, handOver, type FileInHand } from "../../../base/download.ts";
import { isWeapp } from "../../../base/platform.ts";
import { useIsSignedIn } from "../../../base/session.ts";
import { Button } from "../../../ui/button.tsx";
import { SignIn } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { tell } from "../../../ui/toast.tsx";

const contents = ["您的名字、手机号、村子、在哪里登录着", "您反映过的事：原话、照片、录音、每一步怎么办的", "您收到的消息", "谁看过您的信息"];

/** A right by law (个人信息保护法第四十五条): no reason is asked for. */
export default function CopyPage() {
  const isSignedIn = useIsSignedIn("villager");
  return (
    <Page title="我的资料拿一份" id="copy-page">
      <View className="card">
        <View className="section-title first">这里存着您的哪些资料</View>
        {contents.map((line) => (
          <View key={line} className="gap-top">
            · {line}
          </View>
        ))}
        <View className="soft gap-top">打包成一个文件给您，不用说理由。里面有您的隐私，别随便转给别人。</View>
      </View>
      {isSignedIn ? <Take /> : <SignIn as="villager" />}
    </Page>
  );
}

function Take() {
  const [file, setFile] = useState<FileInHand | null>(null);
  const take = async (): Promise<void> => {
    const fetched = await download(copyMyData, {}, "我的资料.zip");
    setFile(fetched);
    // WeChat opens its list of chats from a tap only, and this tap is over by now.
    if (!isWeapp) {
      await handOver(fetched);
      tell("存好了，在手机的“下载”里");
    }
  };
  return (
    <View>
      {file && isWeapp ? (
        <View className="card">
          <View className="strong">打包好了</View>
          <View className="soft">发到您自己的微信聊天里就存住了，比如“文件传输助手”。</View>
          <Button id="hand-over" kind="main" icon="save" label="发到我的微信里" onPress={() => handOver(file)} />
        </View>
      ) : (
        <Button id="take-copy" kind="main" icon="save" label={file ? "再拿一份" : "拿一份"} busyLabel="正在打包，请稍等…" onPress={take} />
      )}
    </View>
  );
}
