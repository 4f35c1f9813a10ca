import { goTo } from "../../base/go-to.ts";
import { Page } from "../../ui/page.tsx";
import { Row, Rows } from "../../ui/row.tsx";

/** What can be arranged today. A matter that is not built yet is not on the list. */
export default function ServicesPage() {
  return (
    <Page title="办事" tab="services" id="services">
      <Rows>
        <Row id="service-claim" icon="people" words="认领名册身份" hint="村里核对后，您就是本村名册上的人" onPress={() => goTo.claim()} />
        <Row id="service-help" icon="help" words="请人帮忙" hint="家里有难处，村里来人" onPress={() => goTo.reportForm("help")} />
        <Row id="service-suggest" icon="idea" words="给村里提建议" onPress={() => goTo.reportForm("suggest")} />
        <Row id="service-follow" icon="key" words="凭查询码查进度" hint="匿名反映的事，用查询码看" onPress={() => goTo.followCase()} />
        <Row id="service-village" icon="list" words="村里的诉求" hint="反映了哪些事，办得怎么样" onPress={() => goTo.villageCases()} />
      </Rows>
    </Page>
  );
}
