import { View } from "@tarojs/components";
import Taro, { useDidShow, usePullDownRefresh, useRouter } from "@tarojs/taro";
import { getCase } from "@cunqing/contract/paths";
import { useState } from "react";
import { settleCase } from "../../../base/case-cache.ts";
import { useCall } from "../../../base/query.ts";
import { Button } from "../../../ui/button.tsx";
import { CaseView, type CaseDetail } from "../../../ui/case-view.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { actionSheets, staffActions, type StaffAction } from "../parts/action-sheets.tsx";

export default function StaffCasePage() {
  const { caseId = "" } = useRouter().params;
  const found = useCall(getCase, { params: { caseId } }, { as: "staff" });
  useDidShow(() => void found.refetch());
  usePullDownRefresh(() => void found.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <Page title="办理诉求" id="staff-case">
      <ListState of={found} as="staff">
        {(detail) => (
          <View>
            <Actions of={detail} />
            <CaseView of={detail} />
          </View>
        )}
      </ListState>
    </Page>
  );
}

/** The buttons follow what the service says this person may do now. */
function Actions({ of }: { of: CaseDetail }) {
  const [open, setOpen] = useState<StaffAction | null>(null);
  const offered = staffActions.filter(({ action }) => of.may.includes(action));
  if (offered.length === 0) {
    return null;
  }
  const Opened = open && actionSheets[open];
  return (
    <View className="card" id="staff-actions">
      <View className="section-title first">现在可以做</View>
      {offered.map(({ action, words }, index) => (
        <Button key={action} id={`act-${action}`} kind={index === 0 ? "main" : "quiet"} label={words} onPress={() => setOpen(action)} />
      ))}
      {Opened && (
        <Opened
          of={of}
          onClose={() => setOpen(null)}
          onDone={(settled) => {
            setOpen(null);
            settleCase("staff", settled);
          }}
        />
      )}
    </View>
  );
}
