import { App, Button, Popconfirm, type ButtonProps } from "antd";
import { useState, type ReactNode } from "react";
import { faultWords } from "./faults.ts";

interface ActButtonProps extends Pick<ButtonProps, "type" | "danger" | "size" | "icon" | "disabled"> {
  readonly children: ReactNode;
  readonly act: () => Promise<unknown>;
  /** Asked first, when the action cannot be taken back. */
  readonly confirm?: string;
  readonly done?: string;
}

/** A button that is dead until its own action is answered, and says what came of it. */
export function ActButton({ children, act, confirm, done, ...look }: ActButtonProps) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await act();
      if (done !== undefined) {
        void message.success(done);
      }
    } catch (error) {
      void message.error(faultWords(error));
    } finally {
      setBusy(false);
    }
  };
  if (confirm === undefined) {
    return (
      <Button {...look} loading={busy} onClick={() => void run()}>
        {children}
      </Button>
    );
  }
  return (
    <Popconfirm title={confirm} onConfirm={run} okText="确定" cancelText="再想想" {...(look.disabled === undefined ? {} : { disabled: look.disabled })}>
      <Button {...look} loading={busy}>
        {children}
      </Button>
    </Popconfirm>
  );
}
