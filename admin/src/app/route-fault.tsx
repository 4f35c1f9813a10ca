import { WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { StateView } from "../shared/list-state.tsx";

/** A page's code did not arrive: the network broke, or a new release replaced it while this tab was open. */
export function RouteFault() {
  const reload = (
    <Button type="primary" onClick={() => window.location.reload()}>
      刷新页面
    </Button>
  );
  return (
    <div className="panel">
      <StateView icon={<WarningOutlined />} title="页面没有打开" note="可能是网络断了，也可能是系统刚更新。请刷新再试。" action={reload} alert />
    </div>
  );
}
