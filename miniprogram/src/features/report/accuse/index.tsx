import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useCatalog, type Catalog } from "../../../base/catalog.ts";
import { Button } from "../../../ui/button.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";

/** An accusation is not taken here yet, so this page only says where it goes. Nothing on it is recorded. */
export default function AccusePage() {
  const catalog = useCatalog();
  return (
    <Page title="举报" id="accuse">
      <ListState of={catalog}>{({ accuse }) => <Where accuse={accuse} />}</ListState>
    </Page>
  );
}

function Where({ accuse }: { accuse: Catalog["accuse"] }) {
  return (
    <View>
      <View className="card">
        <View className="section-title first">{accuse.title}</View>
        {accuse.lines.map((line) => (
          <View key={line} className="gap-top">
            {line}
          </View>
        ))}
      </View>
      <Button
        id="dial-accuse"
        kind="main"
        icon="phone"
        label={`打电话 ${accuse.phone}`}
        onPress={() => Taro.makePhoneCall({ phoneNumber: accuse.phone }).catch(() => undefined)}
      />
    </View>
  );
}
