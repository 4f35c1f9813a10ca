import { Button, Checkbox, Input, Select } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";

interface FilterBarProps {
  readonly children: ReactNode;
  readonly onClear?: (() => void) | undefined;
}

/** The row of filters above a table. */
export function FilterBar({ children, onClear }: FilterBarProps) {
  return (
    <div className="filters" role="search">
      {children}
      {onClear !== undefined && (
        <Button type="link" size="small" onClick={onClear}>
          清除筛选
        </Button>
      )}
    </div>
  );
}

interface TextFilterProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly placeholder: string;
  readonly width?: number;
}

/** Searches on Enter or on leaving the field: a query per keystroke would be the server's whole day. `/` jumps here. */
export function TextFilter({ value, onChange, placeholder, width = 220 }: TextFilterProps) {
  const [draft, setDraft] = useState({ of: value, text: value ?? "" });
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => focusOnSlash(() => field.current?.querySelector("input")), []);
  // The address may change under the field, by "back" or by clearing all filters.
  if (draft.of !== value) {
    setDraft({ of: value, text: value ?? "" });
  }
  const submit = (text: string): void => {
    if (text.trim() !== (value ?? "")) {
      onChange(text.trim() === "" ? undefined : text.trim());
    }
  };
  return (
    <div ref={field} style={{ width }}>
      <Input.Search
        aria-label={placeholder}
        placeholder={placeholder}
        value={draft.text}
        allowClear
        onChange={(event) => setDraft({ of: value, text: event.target.value })}
        onSearch={submit}
        onBlur={() => submit(draft.text)}
      />
    </div>
  );
}

interface ChoiceFilterProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly placeholder: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly width?: number;
  readonly loading?: boolean;
}

export function ChoiceFilter({ value, onChange, placeholder, options, width = 140, loading = false }: ChoiceFilterProps) {
  return (
    <Select<string>
      aria-label={placeholder}
      placeholder={placeholder}
      value={value ?? null}
      allowClear
      loading={loading}
      showSearch={options.length > 8 ? { optionFilterProp: "label" } : false}
      style={{ width }}
      options={[...options]}
      onChange={(next: string | undefined) => onChange(next)}
    />
  );
}

interface DaysFilterProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (days: { readonly from?: string | undefined; readonly to?: string | undefined }) => void;
  readonly label: string;
}

/** From a day to a day. The browser's own date field speaks the reader's language, works by keyboard and costs nothing. */
export function DaysFilter({ from, to, onChange, label }: DaysFilterProps) {
  return (
    <span className="days-filter" role="group" aria-label={label}>
      <Input type="date" aria-label={`${label}，从`} value={from ?? ""} onChange={(event) => onChange({ from: event.target.value || undefined })} />
      <span className="soft">到</span>
      <Input type="date" aria-label={`${label}，到`} value={to ?? ""} onChange={(event) => onChange({ to: event.target.value || undefined })} />
    </span>
  );
}

interface SwitchFilterProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly label: string;
}

export function SwitchFilter({ isOn, onChange, label }: SwitchFilterProps) {
  return (
    <Checkbox checked={isOn} onChange={(event) => onChange(event.target.checked)}>
      {label}
    </Checkbox>
  );
}

function focusOnSlash(field: () => HTMLInputElement | null | undefined): () => void {
  const listen = (event: KeyboardEvent): void => {
    const target = event.target;
    const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (event.key !== "/" || typing) {
      return;
    }
    event.preventDefault();
    field()?.focus();
  };
  window.addEventListener("keydown", listen);
  return () => window.removeEventListener("keydown", listen);
}
