import { Input, Textarea, View, type InputProps } from "@tarojs/components";
import type { ReactNode } from "react";
import { spoken } from "./spoken.ts";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly placeholder?: string;
  readonly max?: number;
  readonly id?: string;
}

export function Field({ type = "text", isSecret = false, ...field }: FieldProps & { type?: InputProps["type"]; isSecret?: boolean }) {
  return (
    <Labelled {...field}>
      <Input
        {...(field.id ? { id: field.id } : {})}
        {...spoken("textbox", field.label)}
        className="field-input"
        value={field.value}
        type={type}
        password={isSecret}
        maxlength={field.max ?? 140}
        placeholder={field.placeholder ?? ""}
        onInput={({ detail }) => field.onChange(detail.value)}
      />
    </Labelled>
  );
}

export function TextArea(field: FieldProps) {
  const max = field.max ?? 500;
  const left = max - field.value.length;
  return (
    <Labelled {...field} hint={left <= 50 ? `还能写 ${left} 个字` : field.hint}>
      <Textarea
        {...(field.id ? { id: field.id } : {})}
        {...spoken("textbox", field.label)}
        className="field-text"
        value={field.value}
        maxlength={max}
        autoHeight
        placeholder={field.placeholder ?? ""}
        onInput={({ detail }) => field.onChange(detail.value)}
      />
    </Labelled>
  );
}

function Labelled({ label, hint, wrong, children }: Pick<FieldProps, "label" | "hint" | "wrong"> & { children: ReactNode }) {
  return (
    <View className={`field${wrong ? " wrong" : ""}`}>
      {label && <View className="field-label">{label}</View>}
      {children}
      {wrong ? <View className="field-wrong">{wrong}</View> : hint ? <View className="field-hint">{hint}</View> : null}
    </View>
  );
}
