import { Button, Input, Select } from "antd";
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
    if (text.trim() !== (value ?? "")) {onChange(text.trim() === "" ? undefined : text.trim());}
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

interface DayFilterProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly label: string;
}

/** The browser's own date field: it speaks Chinese, works by keyboard and costs nothing to load. */
export function DayFilter({ value, onChange, label }: DayFilterProps) {
  return (
    <label className="day-filter">
      <span className="soft">{label}</span>
      <Input type="date" value={value ?? ""} style={{ width: 136 }} onChange={(event) => onChange(event.target.value || undefined)} />
    </label>
  );
}

function focusOnSlash(field: () => HTMLInputElement | null | undefined): () => void {
  const listen = (event: KeyboardEvent): void => {
    const target = event.target;
    const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (event.key !== "/" || typing) {return;}
    event.preventDefault();
    field()?.focus();
  };
  window.addEventListener("keydown", listen);
  return () => window.removeEventListener("keydown", listen);
}
