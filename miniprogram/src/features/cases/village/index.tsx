import { listVillageCases } from "@cunqing/contract/paths";
import Taro, { usePullDownRefresh } from "@tarojs/taro";
import { goTo } from "../../../base/go-to.ts";
import { usePages } from "../../../base/query.ts";
import { useNow } from "../../../base/use-now.ts";
import { useVillage } from "../../../base/village.ts";
import { Button } from "../../../ui/button.tsx";
import { CaseCard } from "../../../ui/case-card.tsx";
import { Empty } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { PagedList } from "../../../ui/paged-list.tsx";

/** What this village was told and what became of it, open to everybody. */
export default function VillageCasesPage() {
  const village = useVillage();
  return (
    <Page title={village ? `${village.name}的诉求` : "村里的诉求"} id="village-cases">
      {village ? <Cases villageId={village.id} /> : <ChooseFirst />}
    </Page>
  );
}

function ChooseFirst() {
  return (
    <>
      <Empty words="先选村子，再看村里的事" icon="home" />
      <Button kind="main" label="选村子" onPress={() => goTo.chooseVillage()} />
    </>
  );
}

function Cases({ villageId }: { villageId: string }) {
  const pages = usePages(listVillageCases, { params: { villageId } });
  const now = useNow();
  usePullDownRefresh(() => void pages.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <PagedList of={pages} empty={{ words: "这个村还没有公开的诉求" }}>
      {(row) => <CaseCard of={row} now={now} onPress={() => goTo.caseDetail(row.id)} />}
    </PagedList>
  );
}
