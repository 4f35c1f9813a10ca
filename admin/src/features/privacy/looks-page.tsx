import { listWithheldLooks, releaseLook } from "@cunqing/contract/paths";
import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import { FormModal } from "../../shared/form-modal.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { WithheldLook } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { exactWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";

const names = [] as const;

/** Looks at somebody's data of which he must not know yet. That they exist is seen here; about whom, is not. */
export function LooksPage() {
  const { pager } = useFilters(names);
  const rows = useCall(listWithheldLooks, { params: { cursor: pager.cursor } }, { keepPrevious: true });
  const [releasing, setReleasing] = useState<WithheldLook>();
  return (
    <Page title="暂不告知的查阅" note="为办理密件查过谁的信息，办完后由受理岗告知本人">
      <Panel padded={false}>
        <ServerTable<WithheldLook> of={rows} label="暂不告知的查阅" columns={columnsOf(setReleasing)} rowKey={(row) => row.id} empty="没有暂不告知的查阅" pager={pager} />
      </Panel>
      {releasing !== undefined && <ReleaseModal of={releasing} onClose={() => setReleasing(undefined)} />}
    </Page>
  );
}

function columnsOf(onRelease: (row: WithheldLook) => void): TableColumnsType<WithheldLook> {
  return [
    { title: "时间", key: "at", width: 180, render: (_, row) => exactWords(row.at) },
    { title: "谁查的", key: "who", width: 200, render: (_, row) => <>{row.who} <span className="soft small">{row.role}</span></> },
    { title: "查了什么", dataIndex: "what" },
    {
      title: "操作",
      key: "act",
      width: 110,
      render: (_, row) =>
        row.mayRelease ? (
          <Button size="small" onClick={() => onRelease(row)}>
            告知本人
          </Button>
        ) : null,
    },
  ];
}

function ReleaseModal({ of, onClose }: { readonly of: WithheldLook; readonly onClose: () => void }) {
  const send = useSend();
  return (
    <FormModal<{ readonly reason: string }>
      open
      title="告知本人"
      okText="告知"
      done="本人现在能看到了"
      onClose={onClose}
      submit={(body) => send(releaseLook, { params: { lookId: of.id }, body })}
    >
      <p className="soft">告知后，本人会在“谁看过我的信息”里看到这次查阅，不能再收回。</p>
      <ReasonField />
    </FormModal>
  );
}
