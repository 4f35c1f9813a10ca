import { WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { StateView } from "../shared/list-state.tsx";

interface ErrorFenceState {
  readonly failed: boolean;
}

/** A defect in one page leaves the menu standing. React offers this only to classes. */
export class ErrorFence extends Component<{ readonly children: ReactNode }, ErrorFenceState> {
  override state: ErrorFenceState = { failed: false };

  static getDerivedStateFromError(): ErrorFenceState {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) {
      return this.props.children;
    }
    const reload = <Button onClick={() => window.location.reload()}>刷新页面</Button>;
    return (
      <div className="panel">
        <StateView icon={<WarningOutlined />} title="这一页出错了" note="刷新后还不行，请告诉管理员。" action={reload} alert />
      </div>
    );
  }
}
