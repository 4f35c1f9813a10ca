import { Input } from "antd";
import { useEffect, useRef } from "react";

interface CodeFieldProps {
  readonly disabled?: boolean;
  /** Called once the six digits are there. */
  readonly onFull: (code: string) => void;
}

/** Six boxes for the six digits of an authenticator; pasting all of them works too. */
export function CodeField({ disabled = false, onFull }: CodeFieldProps) {
  const boxes = useRef<HTMLDivElement>(null);
  useEffect(() => {
    boxes.current?.querySelector("input")?.focus();
  }, []);
  return (
    <div ref={boxes} role="group" aria-label="6 位动态码">
      <Input.OTP
        size="large"
        length={6}
        type="tel"
        autoComplete="one-time-code"
        disabled={disabled}
        formatter={(text) => text.replaceAll(/\D/g, "")}
        onChange={onFull}
      />
    </div>
  );
}
