import { View } from "@tarojs/components";
import { caseDoors } from "../../base/doors.ts";
import { doorWords, useCatalog } from "../../base/catalog.ts";
import { goTo } from "../../base/go-to.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { Row, Rows } from "../../ui/row.tsx";
import { Emergency } from "../../ui/emergency.tsx";
import { spoken } from "../../ui/spoken.ts";
import "./index.scss";

const icons: Record<(typeof caseDoors)[number], IconName> = { report: "camera", suggest: "idea", help: "help" };

/** The doors by which a villager comes in. */
export default function ReportPage() {
  const catalog = useCatalog();
  return (
    <Page title="反映" tab="report" id="report-doors">
      {catalog.data && <Emergency numbers={catalog.data.emergency} />}
      {caseDoors.map((door) => (
        <View
          key={door}
          id={`door-${door}`}
          className={`door${door === "report" ? " main" : ""}`}
          hoverClass="pressed"
          {...spoken("button", doorWords[door].verb)}
          onClick={() => goTo.reportForm(door)}
        >
          <Icon name={icons[door]} size="large" />
          <View className="grow gap-left">
            <View className="door-name">{doorWords[door].verb}</View>
            <View className="small">{doorWords[door].hint}</View>
          </View>
          <Icon name="next" />
        </View>
      ))}
      <Rows>
        <Row id="door-accuse" icon="shield" words="举报干部或工作人员" hint="说明该找谁" onPress={() => goTo.accuse()} />
        <Row id="door-follow" icon="key" words="凭查询码查进度" onPress={() => goTo.followCase()} />
        <Row id="door-mine" icon="list" words="我的诉求" onPress={() => goTo.myCases()} />
      </Rows>
    </Page>
  );
}
